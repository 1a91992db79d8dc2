/** Which callbacks are called because components came into the page, or left it. */

import type { Dependency, Instance } from "./graph";
import { propKey, type Instances } from "./instances";
import type { Node } from "./tree";

/** A call, and the inserted inputs that count as changed for it; none for an initial call. */
export interface InitialCall {
  readonly instance: Instance;
  readonly changed: string[];
}

/**
 * The calls that inserted components ask for, in the order in which the callbacks were declared.
 *
 * What writes inside is an initial call, unless `prevent_initial_call`. What reads inside and writes outside sees a
 * change of a page that was there before, and is called in any case. A callback without outputs is called when the page
 * is loaded, and not for what is inserted later, as in Dash.
 *
 * @param isPage - whether it is the page that has been loaded
 */
export function initialCalls(added: readonly Node[], instances: Instances, isPage: boolean): InitialCall[] {
  const inside = new Set(added.map((node) => node.key));
  const calls = new Map<string, InitialCall>();
  const isOutside = (dep: Dependency, { binding }: Instance): boolean =>
    instances.nodes(dep, binding).some((node) => !inside.has(node.key));
  const want = (instance: Instance, changed: readonly string[]): void => {
    const known = calls.get(instance.key);
    if (known) known.changed.push(...changed);
    else calls.set(instance.key, { instance, changed: [...changed] });
  };
  for (const node of added) {
    if (node.id === undefined) continue;
    const { read, written } = instances.propsOf(node);
    for (const prop of written) {
      for (const instance of instances.writers(node, prop)) if (!instance.def.preventInitial) want(instance, []);
    }
    for (const prop of read) {
      for (const instance of instances.readers(node, prop)) {
        if (instance.def.outputs.some((dep) => isOutside(dep, instance))) want(instance, [propKey(node.id, prop)]);
        else if (isPage && !instance.def.outputs.length && !instance.def.preventInitial) want(instance, []);
      }
    }
  }
  if (isPage) for (const instance of instances.unattached()) if (!instance.def.preventInitial) want(instance, []);
  return [...calls.values()].sort((a, b) => a.instance.def.index - b.instance.def.index);
}

/** The callbacks of which a list of inputs (ALL, ALLSMALLER) has lost a component: to them that is a change. */
export function* shrunkReaders(removed: Node, instances: Instances): Generator<Instance> {
  if (removed.id === undefined) return;
  for (const prop of instances.propsOf(removed).read) {
    for (const instance of instances.readers(removed, prop)) {
      const isListed = instance.def.inputs.some((dep) => dep.multi && dep.prop === prop);
      if (isListed && instances.isPresent(instance)) yield instance;
    }
  }
}
