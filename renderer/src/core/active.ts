/** The runs that are under way, and which of them another has to wait for. */

import type { Definition, Graph, Instance } from "./graph";
import type { Instances } from "./instances";

/** The initial calls that one layout (or one inserted part of it) asked for. */
export interface Wave {
  /** The outputs of those of its runs that have ended: what can no longer change by them. */
  readonly settled: Set<string>;
}

export type DropReason = "superseded" | "unchanged" | "absent";

export type RunState =
  | { readonly kind: "requested" }
  | { readonly kind: "blocked"; readonly by: Run }
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
  /** Keys of the instances whose runs led to this one. */
  chain: ReadonlySet<string>;
  state: RunState;
}

/**
 * An instance has at most one run in `waiting` (requested or blocked) and one in `running`.
 *
 * A run is blocked by any other active one from which a path of callbacks leads to one of its inputs. The walk goes
 * upstream, and only where the definitions say that an active run may lie that way.
 */
export class ActiveRuns {
  readonly waiting = new Map<string, Run>();
  readonly running = new Map<string, Run>();
  /** How many active runs each definition has: the quick test before a walk. */
  private readonly counts = new Map<Definition, number>();

  constructor(private readonly graph: Graph, private readonly instances: Instances) {}

  get size(): number {
    return this.waiting.size + this.running.size;
  }

  count(def: Definition, by: number): void {
    const now = (this.counts.get(def) ?? 0) + by;
    if (now) this.counts.set(def, now);
    else this.counts.delete(def);
  }

  /** An active run whose end may still change an input of this one, or null. */
  findBlocker(run: Run): Run | null {
    const { def } = run.instance;
    const near = [...this.counts.keys()].some((other) => this.graph.mayReach(other, def) && (other !== def || this.counts.get(other)! > 1));
    return near ? this.searchUpstream(run.instance, (found) => this.blocks(found, run)) : null;
  }

  private blocks(candidate: Run, run: Run): boolean {
    if (!this.graph.mayReach(run.instance.def, candidate.instance.def)) return true;
    // In a circle each could wait for the other; there the older goes first.
    const isCircle = this.searchUpstream(candidate.instance, (found) => found === run) !== null;
    return !isCircle || candidate.id < run.id;
  }

  /** Walk from an instance's inputs to their writers and on, as long as active runs lie that way. */
  private searchUpstream(from: Instance, accept: (run: Run) => boolean): Run | null {
    const seen = new Set([from.key]);
    const stack = [from];
    for (let at = stack.pop(); at; at = stack.pop()) {
      for (const { node, prop } of this.instances.inputs(at)) {
        for (const writer of this.instances.writers(node, prop)) {
          if (seen.has(writer.key)) continue;
          seen.add(writer.key);
          const found = this.running.get(writer.key) ?? this.waiting.get(writer.key);
          if (found && accept(found)) return found;
          if (this.isDownstream(writer.def)) stack.push(writer);
        }
      }
    }
    return null;
  }

  private isDownstream(def: Definition): boolean {
    for (const other of this.counts.keys()) if (this.graph.mayReach(other, def)) return true;
    return false;
  }
}
