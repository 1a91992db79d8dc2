/** The props that show how far a long callback has come. */

import type { Instance } from "./definition";
import type { Instances } from "./instances";
import type { Patched } from "./writer";
import type { ProgressValue } from "../protocol";

/** The new props that a progress event stands for. A list for ALL goes component by component, as far as both reach. */
export function progressProps({ def, binding }: Instance, values: readonly ProgressValue[], instances: Instances): Patched[] {
  return values.flatMap(([index, value]) => {
    const dep = def.background?.progress[index]?.dep;
    if (!dep) return [];
    const nodes = instances.nodes(dep, binding);
    if (!dep.multi || !Array.isArray(value)) return nodes.map((node): Patched => [node, { [dep.prop]: value }]);
    return nodes.slice(0, value.length).map((node, i): Patched => [node, { [dep.prop]: value[i] as unknown }]);
  });
}

/**
 * The props while nothing runs. For ALL every component gets the same, as with `running`, unless there is a list of one
 * value for each.
 */
export function idleProps({ def, binding }: Instance, instances: Instances): Patched[] {
  return (def.background?.progress ?? []).flatMap(({ dep, idle }) => {
    const nodes = instances.nodes(dep, binding);
    const isSpread = dep.multi && Array.isArray(idle) && idle.length === nodes.length;
    return nodes.map((node, i): Patched => [node, { [dep.prop]: isSpread ? (idle[i] as unknown) : idle }]);
  });
}
