/** Which components are waiting for a callback's answer, and for which of their props. */

import type { Instances } from "../core/instances";
import { Listeners } from "../core/listeners";
import type { Run } from "../core/scheduler";
import type { Tree } from "../core/tree";
import { isEqual } from "../equal";

/** A prop that a running callback is to write. */
export interface Awaited {
  readonly id: string;
  readonly property: string;
}

interface Mark {
  readonly key: number;
  readonly awaited: Awaited;
  /** All nodes above. Remembered, so that the same ones are told in the end whatever the page looks like by then. */
  readonly above: readonly number[];
}

const NONE: readonly Awaited[] = [];
/** Who listens to every change rather than to one node's. */
const ANY = -1;

export class Loading {
  private readonly marks = new Map<Run, readonly Mark[]>();
  /** How many running callbacks are to write a node's props. */
  private readonly counts = new Map<number, Map<string, number>>();
  private readonly listeners = new Listeners();
  private readonly listenersAbove = new Listeners();
  private readonly lists = new Map<number, readonly Awaited[]>();

  constructor(private readonly instances: Instances, private readonly tree: Tree) {}

  /** A run began or ended. */
  observe(run: Run): void {
    const marks = this.marks.get(run);
    if (marks) {
      this.marks.delete(run);
      this.count(marks, -1);
    } else if (run.state.kind === "running") {
      const made = this.instances.outputs(run.instance).map(({ node, prop }) => (
        { key: node.key, awaited: { id: node.id!, property: prop }, above: this.above(node.parent) }
      ));
      this.marks.set(run, made);
      this.count(made, 1);
    }
  }

  isLoading(key: number): boolean {
    return this.counts.has(key);
  }

  /** The props of a node that are being worked out. */
  props(key: number): string[] {
    return [...(this.counts.get(key)?.keys() ?? [])];
  }

  /** The nodes of which something is being worked out. */
  nodes(): number[] {
    return [...this.counts.keys()];
  }

  subscribe(key: number, listener: () => void): () => void {
    return this.listeners.add(key, listener);
  }

  /** Call `listener` when any prop of any node begins or ends to be worked out. Returns the way to stop. */
  subscribeAny(listener: () => void): () => void {
    return this.listeners.add(ANY, listener);
  }

  /** What is awaited below a node. The same list for as long as the same is. */
  below(key: number): readonly Awaited[] {
    const found = new Map<string, Awaited>();
    for (const mark of [...this.marks.values()].flat()) {
      const { id, property } = mark.awaited;
      if (mark.above.includes(key) && this.tree.node(mark.key)) found.set(`${id}.${property}`, mark.awaited);
    }
    const before = this.lists.get(key) ?? NONE, now = [...found.values()];
    if (isEqual(before, now)) return before;
    if (now.length) this.lists.set(key, now);
    else this.lists.delete(key);
    return now.length ? now : NONE;
  }

  subscribeBelow(key: number, listener: () => void): () => void {
    return this.listenersAbove.add(key, listener);
  }

  private above(key: number): number[] {
    const keys: number[] = [];
    for (let node = this.tree.node(key); node; node = this.tree.node(node.parent)) keys.push(node.key);
    return keys;
  }

  private count(marks: readonly Mark[], by: 1 | -1): void {
    if (!marks.length) return;
    const before = new Map(marks.map(({ key }) => [key, this.isLoading(key)]));
    for (const { key, awaited } of marks) this.countProp(key, awaited.property, by);
    for (const [key, wasLoading] of before) if (wasLoading !== this.isLoading(key)) this.listeners.tell(key);
    for (const key of new Set(marks.flatMap(({ above }) => above))) this.listenersAbove.tell(key);
    this.listeners.tell(ANY);
  }

  private countProp(key: number, prop: string, by: 1 | -1): void {
    const props = this.counts.get(key) ?? new Map<string, number>();
    const count = (props.get(prop) ?? 0) + by;
    if (count) props.set(prop, count);
    else props.delete(prop);
    if (props.size) this.counts.set(key, props);
    else this.counts.delete(key);
  }
}
