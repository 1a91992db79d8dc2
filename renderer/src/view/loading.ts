/** Which components are waiting for a callback's answer, and for which of their props. */

import type { Instances } from "../core/instances";
import { Listeners } from "../core/listeners";
import type { Run } from "../core/scheduler";

interface Marked {
  readonly key: number;
  readonly prop: string;
}

/** Who listens to every change rather than to one node's. */
const ANY = -1;

export class Loading {
  /** How many running callbacks write to a node's props. */
  private readonly counts = new Map<number, Map<string, number>>();
  private readonly marked = new Map<Run, readonly Marked[]>();
  private readonly listeners = new Listeners();

  constructor(private readonly instances: Instances) {}

  /** A run began or ended. */
  observe(run: Run): void {
    const marked = this.marked.get(run);
    if (marked) {
      this.marked.delete(run);
      this.count(marked, -1);
    } else if (run.state.kind === "running") {
      // Remembered, so that the same props are unmarked whatever the page looks like by then.
      const outputs = this.instances.outputs(run.instance).map(({ node, prop }) => ({ key: node.key, prop }));
      this.marked.set(run, outputs);
      this.count(outputs, 1);
    }
  }

  isLoading(key: number): boolean {
    return this.counts.has(key);
  }

  /** The props of a node that are being worked out. */
  props(key: number): readonly string[] {
    return [...(this.counts.get(key)?.keys() ?? [])];
  }

  /** The nodes of which props are being worked out. */
  nodes(): readonly number[] {
    return [...this.counts.keys()];
  }

  subscribe(key: number, listener: () => void): () => void {
    return this.listeners.add(key, listener);
  }

  /** Call `listener` when any prop of any node begins or ends to be worked out. Returns the way to stop. */
  subscribeAny(listener: () => void): () => void {
    return this.listeners.add(ANY, listener);
  }

  private count(marked: readonly Marked[], by: number): void {
    if (!marked.length) return;
    const before = new Map(marked.map(({ key }) => [key, this.isLoading(key)]));
    for (const { key, prop } of marked) this.countProp(key, prop, by);
    for (const [key, wasLoading] of before) if (wasLoading !== this.isLoading(key)) this.listeners.tell(key);
    this.listeners.tell(ANY);
  }

  private countProp(key: number, prop: string, by: number): void {
    const props = this.counts.get(key) ?? new Map<string, number>();
    const count = (props.get(prop) ?? 0) + by;
    if (count) props.set(prop, count);
    else props.delete(prop);
    if (props.size) this.counts.set(key, props);
    else this.counts.delete(key);
  }
}
