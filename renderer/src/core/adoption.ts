/** Jobs that an earlier page has begun and this one takes over. */

import type { Arguments } from "./args";
import { instanceOf, type Definition, type Dependency, type Instance } from "./definition";
import type { Graph } from "./graph";
import { bind, idText, partsOf, type Binding } from "./ids";
import type { Instances } from "./instances";
import type { OutputRef, WireJob } from "../protocol";

export interface Adopted {
  readonly instance: Instance;
  readonly job: WireJob;
}

/**
 * A job comes to life when all components that its callback names are in the page: for many apps that is not at once,
 * but when a first callback has put them there. One that fits no callback is left alone.
 */
export class Adoption {
  private expected: Adopted[] = [];

  constructor(private readonly graph: Graph, private readonly instances: Instances, private readonly args: Arguments) {}

  expect(jobs: readonly WireJob[]): void {
    if (!jobs.length) return;
    const byOutput = new Map(this.graph.definitions.map((def) => [def.wire.output, def]));
    for (const job of jobs) {
      const def = byOutput.get(job.output);
      const instance = def?.background ? instanceFor(def, job) : null;
      if (instance) this.expected.push({ instance, job });
    }
  }

  /** The jobs whose components are all there now, each once. */
  take(): Adopted[] {
    const taken = this.expected.filter(({ instance }) => this.isReady(instance));
    if (taken.length) this.expected = this.expected.filter((adopted) => !taken.includes(adopted));
    return taken;
  }

  private isReady(instance: Instance): boolean {
    return this.instances.isPresent(instance) && !this.args.unready(instance);
  }
}

type Group = OutputRef | readonly OutputRef[];

/** The instance that a job was begun for; null where the callback has changed since. */
function instanceFor(def: Definition, job: WireJob): Instance | null {
  const binding = Object.create(null) as Record<string, Binding[string]>;
  const sides: [readonly Dependency[], readonly Group[]][] = [[def.outputs, outputGroups(def, job)], [def.inputs, job.inputs], [def.state, job.state]];
  for (const [deps, groups] of sides) {
    if (deps.length !== groups.length) return null;
    for (const [i, dep] of deps.entries()) {
      const bound = bindGroup(dep, groups[i]!);
      if (!bound || Object.keys(bound).some((key) => key in binding && binding[key] !== bound[key])) return null;
      Object.assign(binding, bound);
    }
  }
  return def.matchKeys.every((key) => key in binding) ? instanceOf(def, binding) : null;
}

/** A callback with one output sends it alone, not in a list. */
function outputGroups(def: Definition, { output, outputs }: WireJob): readonly Group[] {
  const [only] = def.outputs;
  const isList = output.startsWith("..") || !only || (Array.isArray(outputs) && !only.multi);
  return isList ? (outputs as Group[]) : [outputs as Group];
}

/** What MATCH stands for in one dependency's components; null where they are others than it names. */
function bindGroup(dep: Dependency, group: Group): Binding | null {
  const refs: readonly OutputRef[] = [group].flat();
  const binding = Object.create(null) as Record<string, Binding[string]>;
  for (const { id, property } of refs) {
    if (property !== dep.prop) return null;
    if (!dep.pattern) {
      if (idText(id) !== dep.id) return null;
      continue;
    }
    const parts = typeof id === "string" ? null : partsOf(id);
    const bound = parts?.keyText === dep.pattern.keyText ? bind(dep.pattern, parts.values) : null;
    if (!bound) return null;
    Object.assign(binding, bound);
  }
  return binding;
}
