/** Which components are waiting for a callback's answer. */

import type { Instances } from "../core/instances";
import { Listeners } from "../core/listeners";
import type { Run } from "../core/scheduler";

export class Loading {
  /** How many running callbacks write to a node. */
  private readonly counts = new Map<number, number>();
  private readonly marked = new Map<Run, readonly number[]>();
  private readonly listeners = new Listeners();

  constructor(private readonly instances: Instances) {}

  /** A run began or ended. */
  observe(run: Run): void {
    const marked = this.marked.get(run);
    if (marked) {
      this.marked.delete(run);
      for (const key of marked) this.count(key, -1);
    } else if (run.state.kind === "running") {
      // Remembered, so that the same nodes are unmarked whatever the page looks like by then.
      const keys = [...new Set(this.instances.outputs(run.instance).map(({ node }) => node.key))];
      this.marked.set(run, keys);
      for (const key of keys) this.count(key, 1);
    }
  }

  isLoading(key: number): boolean {
    return this.counts.has(key);
  }

  subscribe(key: number, listener: () => void): () => void {
    return this.listeners.add(key, listener);
  }

  private count(key: number, by: number): void {
    const before = this.counts.get(key) ?? 0;
    if (before + by) this.counts.set(key, before + by);
    else this.counts.delete(key);
    if (!before !== !(before + by)) this.listeners.tell(key);
  }
}
