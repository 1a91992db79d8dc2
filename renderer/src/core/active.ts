/** The runs that are under way, and which of them another has to wait for. */

import type { Chain } from "./chains";
import type { Definition, Instance } from "./definition";
import type { Graph } from "./graph";
import type { Instances } from "./instances";

/** The initial calls that one layout (or one inserted part of it) asked for. */
export interface Wave {
  /** The outputs of those of its runs that have ended: what can no longer change by them. */
  readonly settled: Set<string>;
}

export type DropReason = "superseded" | "cancelled" | "unchanged" | "absent";

export type RunState =
  | { readonly kind: "requested" }
  | { readonly kind: "blocked"; readonly by: Set<Run> }
  | { readonly kind: "running" }
  | { readonly kind: "applied" }
  | { readonly kind: "dropped"; readonly why: DropReason }
  | { readonly kind: "failed"; readonly error: unknown };

export interface Run {
  /** Counts up: a smaller one was requested earlier. */
  readonly id: number;
  readonly instance: Instance;
  /** `id.prop` of what changed; empty for an initial call. */
  readonly changed: Set<string>;
  readonly wave: Wave | null;
  /** Whether anything but its wave asked for it. */
  isCaused: boolean;
  /** Keys of the instances whose runs led to this one. */
  chain: Chain;
  state: RunState;
}

/**
 * An instance has at most one run in `waiting` (requested or blocked). It has at most one in `running` too, unless its
 * concurrency lets runs go side by side.
 *
 * A run is blocked by any other active one from which a path of callbacks leads to one of its inputs. The walk goes
 * upstream, only where the definitions say that an active run may lie that way, and no further than the first one.
 */
export class ActiveRuns {
  readonly waiting = new Map<string, Run>();
  private readonly running = new Map<string, Set<Run>>();
  /** By definition, the active runs that can be cancelled. */
  private readonly cancellable = new Map<Definition, Set<Run>>();
  private readonly watchers = new Map<Run, Run[]>();
  private total = 0;
  private persistent = 0;
  /** By definition: how many active runs it has, and how many active definitions may reach it. */
  private readonly counts: Int32Array;
  private readonly upstream: Int32Array;

  constructor(private readonly graph: Graph, private readonly instances: Instances) {
    this.counts = new Int32Array(graph.definitions.length);
    this.upstream = new Int32Array(graph.definitions.length);
  }

  /** Let a run wait for others. */
  block(run: Run, by: Set<Run>): void {
    run.state = { kind: "blocked", by };
    for (const blocker of by) {
      const watching = this.watchers.get(blocker);
      if (watching) watching.push(run);
      else this.watchers.set(blocker, [run]);
    }
  }

  /** The runs that have nothing more to wait for, now that this one has ended. */
  release(ended: Run): Run[] {
    const watching = this.watchers.get(ended) ?? [];
    this.watchers.delete(ended);
    return watching.filter(({ state }) => {
      if (state.kind !== "blocked") return false;
      state.by.delete(ended);
      return !state.by.size;
    });
  }

  /** How many are active. */
  get size(): number {
    return this.total;
  }

  /** How many are active that a person waits for. */
  get awaited(): number {
    return this.size - this.persistent;
  }

  /** The runs of an instance that are running, oldest first. */
  runningOf(key: string): readonly Run[] {
    return [...(this.running.get(key) ?? [])];
  }

  /** Whether a run of this instance is running or waits to. */
  isActive(key: string): boolean {
    return this.running.has(key) || this.waiting.has(key);
  }

  /** A run begins. */
  begin(run: Run): void {
    this.waiting.delete(run.instance.key);
    addTo(this.running, run.instance.key, run);
    run.state = { kind: "running" };
  }

  /** A run is not running any more. */
  leave(run: Run): void {
    removeFrom(this.running, run.instance.key, run);
  }

  /** The active runs of a definition, waiting ones too, if it can be cancelled. */
  cancellableOf(def: Definition): readonly Run[] {
    return [...(this.cancellable.get(def) ?? [])];
  }

  /** A run has become active. */
  add(run: Run): void {
    const { def } = run.instance;
    if (def.background?.cancel.length) addTo(this.cancellable, def, run);
    this.count(def, 1);
  }

  /** A run has ended. */
  remove(run: Run): void {
    const { def } = run.instance;
    removeFrom(this.cancellable, def, run);
    this.count(def, -1);
  }

  private count(def: Definition, by: 1 | -1): void {
    this.total += by;
    if (def.wire.persistent) this.persistent += by;
    const now = (this.counts[def.index]! += by);
    if (now === (by === 1 ? 1 : 0)) this.graph.eachReached(def, (index) => { this.upstream[index]! += by; });
  }

  /** The active runs whose end may still change an input of this one: the first on each way upstream. */
  findBlockers(run: Run): Set<Run> {
    const { def } = run.instance;
    const alone = this.counts[def.index] === 1 && this.graph.mayReach(def, def) ? 1 : 0;
    if (this.upstream[def.index] === alone) return new Set();
    return this.searchUpstream(run.instance, (found) => this.blocks(found, run));
  }

  private blocks(candidate: Run, run: Run): boolean {
    if (!this.graph.mayReach(run.instance.def, candidate.instance.def)) return true;
    // In a circle each could wait for the other; there the older goes first.
    const isCircle = this.searchUpstream(candidate.instance, (found) => found === run).size > 0;
    return !isCircle || candidate.id < run.id;
  }

  /** Walk from an instance's inputs to their writers and on, until accepted runs, as long as active ones lie that way. */
  private searchUpstream(from: Instance, accept: (run: Run) => boolean): Set<Run> {
    const accepted = new Set<Run>();
    const seen = new Set([from.key]);
    const stack = [from];
    for (let at = stack.pop(); at; at = stack.pop()) {
      for (const writer of this.writersOf(at)) {
        if (seen.has(writer.key)) continue;
        seen.add(writer.key);
        const found = this.activeOf(writer.key).filter(accept);
        for (const run of found) accepted.add(run);
        if (!found.length && this.upstream[writer.def.index]) stack.push(writer);
      }
    }
    return accepted;
  }

  private activeOf(key: string): Run[] {
    const waiting = this.waiting.get(key);
    return [...(this.running.get(key) ?? []), ...(waiting ? [waiting] : [])];
  }

  private *writersOf(instance: Instance): Generator<Instance> {
    for (const { node, prop } of this.instances.inputs(instance)) yield* this.instances.writers(node, prop);
  }
}

function addTo<K>(map: Map<K, Set<Run>>, key: K, run: Run): void {
  const runs = map.get(key);
  if (runs) runs.add(run);
  else map.set(key, new Set([run]));
}

function removeFrom<K>(map: Map<K, Set<Run>>, key: K, run: Run): void {
  const runs = map.get(key);
  if (runs?.delete(run) && !runs.size) map.delete(key);
}
