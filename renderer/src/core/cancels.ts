/** Which runs a change cancels. */

import type { ActiveRuns, Run } from "./active";
import type { Chain } from "./chains";
import type { Definition } from "./definition";
import { isBelow } from "./ids";
import type { Found } from "./graph";
import type { Instances } from "./instances";
import type { Node } from "./tree";

/** A prop of a node that has an id. */
export interface ChangedProp {
  readonly node: Node;
  readonly prop: string;
}

/**
 * The active runs that a change cancels, each once: found from the props, however many callbacks there are.
 *
 * What a callback's own outputs and `running` change does not cancel it: it would end what it has just begun.
 *
 * @param def - the callback that has made the change, if it was one
 */
export function cancelledRuns(
  changed: readonly ChangedProp[], chain: Chain, def: Definition | null, instances: Instances, active: ActiveRuns,
): Set<Run> {
  const runs = new Set<Run>();
  for (const { node, prop } of changed) {
    for (const found of instances.cancelled(node, prop)) {
      for (const run of active.cancellableOf(found.def)) {
        const isOwn = def === found.def && chain.has(run.instance.key);
        if (!isOwn && isMeant(run, found, node)) runs.add(run);
      }
    }
  }
  return runs;
}

/** MATCH cancels the instance with the same value, ALL every one, ALLSMALLER those with a larger value. */
function isMeant({ instance: { binding } }: Run, { dep: { pattern }, binding: wanted }: Found, node: Node): boolean {
  if (!pattern) return true;
  const agrees = Object.entries(wanted).every(([key, value]) => !(key in binding) || binding[key] === value);
  return agrees && isBelow(pattern, node.parts!.values, binding);
}
