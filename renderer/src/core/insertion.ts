/** Which callbacks are called because components came into the page, or left it. */

import type { Instance } from "./definition";
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
 * change of a page that was there before, and is called in any case. A callback without outputs, which has only inputs
 * to be found by, is called when the page is loaded, and not for what is inserted later, as in Dash.
 *
 * @param isMount - whether it is the page that is loaded
 */
export function initialCalls(added: readonly Node[], instances: Instances, isMount: boolean): InitialCall[] {
  const inside = new Set(added);
  const calls = new Map<string, InitialCall>();
  const isChange = remember((instance) => writesBeside(instance, inside, instances));
  const want = (instance: Instance, changed: readonly string[]): void => {
    const known = calls.get(instance.key);
    if (known) known.changed.push(...changed);
    else calls.set(instance.key, { instance, changed: [...changed] });
  };
  for (const node of added) {
    if (node.id === undefined) continue;
    const { read, written } = instances.propsOf(node);
    for (const prop of written) {
      for (const instance of instances.writers(node, prop)) if (isCalledInitially(instance)) want(instance, []);
    }
    for (const prop of read) {
      for (const instance of instances.readers(node, prop)) {
        if (isChange(instance)) want(instance, [propKey(node.id, prop)]);
        else if (isMount && !instance.def.outputs.length && isCalledInitially(instance)) want(instance, []);
      }
    }
  }
  if (isMount) for (const instance of instances.unattached()) if (isCalledInitially(instance)) want(instance, []);
  return [...calls.values()].sort((a, b) => a.instance.def.index - b.instance.def.index);
}

function isCalledInitially({ def }: Instance): boolean {
  return !def.preventInitial && def.isBoundByOutputs;
}

/** Whether an instance writes anything that has not come with these nodes. */
function writesBeside(instance: Instance, inside: ReadonlySet<Node>, instances: Instances): boolean {
  return instances.outputs(instance).some(({ node }) => !inside.has(node));
}

/**
 * The callbacks of which a list of inputs (ALL, ALLSMALLER) has lost a component, or has another order: to them that is
 * a change, unless their outputs have just come.
 */
export function listReaders(nodes: readonly Node[], added: readonly Node[], instances: Instances): Instance[] {
  const inside = new Set(added);
  const found = new Map<string, Instance>();
  const isChange = remember((instance) => writesBeside(instance, inside, instances));
  for (const node of nodes) {
    if (node.id === undefined) continue;
    for (const prop of instances.propsOf(node).read) {
      for (const instance of instances.readers(node, prop, true)) if (isChange(instance)) found.set(instance.key, instance);
    }
  }
  return [...found.values()];
}

/** The answer of a question about an instance is worked out once. */
function remember(ask: (instance: Instance) => boolean): (instance: Instance) => boolean {
  const known = new Map<string, boolean>();
  return (instance) => {
    let answer = known.get(instance.key);
    if (answer === undefined) known.set(instance.key, (answer = ask(instance)));
    return answer;
  };
}
