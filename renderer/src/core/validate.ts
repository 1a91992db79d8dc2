/** Callbacks that name components which the layout does not have. */

import type { Definition, Dependency } from "./definition";
import type { Graph } from "./graph";
import { Tree } from "./tree";

/** A prop that a callback names and the component does not have. */
export class UnknownProp extends Error {
  override readonly name = "UnknownProp";
}

export interface MissingId {
  readonly def: Definition;
  readonly role: "Output" | "Input" | "State" | "running" | "cancel" | "progress";
  readonly id: string;
  readonly prop: string;
}

/**
 * Find the plain ids of callbacks that are not in a layout. Patterns may select nothing, and are not looked at.
 *
 * @param layout - as the server wrote it: the app's own, or its `validation_layout`
 */
export function findMissingIds(graph: Graph, layout: unknown, childrenProps: ConstructorParameters<typeof Tree>[0]): MissingId[] {
  const tree = new Tree(childrenProps);
  tree.mount(layout);
  const missing: MissingId[] = [];
  for (const def of graph.definitions) {
    if (def.wire.optional) continue;
    for (const [role, deps] of named(def)) {
      for (const dep of deps) {
        if (dep.id !== null && !dep.optional && !tree.find(dep.id)) missing.push({ def, role, id: dep.id, prop: dep.prop });
      }
    }
  }
  return missing;
}

function named(def: Definition): [MissingId["role"], readonly Dependency[]][] {
  return [
    ["Output", def.outputs],
    ["Input", def.inputs],
    ["State", def.state],
    ["running", def.running.map(({ dep }) => dep)],
    ["cancel", def.background?.cancel ?? []],
    ["progress", def.background?.progress.map(({ dep }) => dep) ?? []],
  ];
}

export function missingIdText({ role, id, prop }: MissingId, ids: readonly string[]): string {
  return (
    `A callback's ${role} names the component \`${id}\` (prop \`${prop}\`), and the layout has none with that id. ` +
    `Ids in the layout: [${ids.slice(0, 20).join(", ")}${ids.length > 20 ? ", …" : ""}]. ` +
    "If another callback inserts it later, set `suppress_callback_exceptions=True` or give the app a `validation_layout`."
  );
}
