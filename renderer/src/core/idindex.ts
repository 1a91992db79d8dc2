/**
 * Which nodes have which id: by text for plain look-ups, by the known parts for patterns.
 *
 * A pattern is resolved by one look-up in a map, not by a search over the page. For that the index remembers which
 * positions of which ids were known when a pattern was first resolved (a *shape*: its constants and MATCHes) and keeps,
 * for each shape, buckets of nodes with equal values in those positions:
 *
 *     pattern {index: ALL, type: "row"}   shape (index,type) positions [1]
 *     buckets  '"row' -> {n4, n9, n2}     '"cell' -> {n5}
 */

import { isBelow, type Binding, type Pattern } from "./ids";
import type { IdScalar } from "../protocol";

/** An id taken apart: its parts in the order of its sorted keys. */
export interface IdParts {
  readonly keyText: string;
  readonly values: readonly IdScalar[];
}

interface Bucket {
  readonly nodes: Set<number>;
  /** The nodes in layout order, as of `version`; some may be gone since. */
  sorted: readonly number[];
  version: number;
  /** What came since `sorted` was made. */
  added: number[];
}

interface Shape {
  readonly positions: readonly number[];
  readonly buckets: Map<string, Bucket>;
}

export class IdIndex {
  private readonly plain = new Map<string, number>();
  private readonly parts = new Map<number, IdParts>();
  private readonly byKeys = new Map<string, Set<number>>();
  private readonly shapes = new Map<string, Shape[]>();
  /** Counts up when nodes move: what was sorted before is no longer. */
  private version = 0;

  /** @param sort - puts nodes into layout order; a list that is nearly so costs little */
  constructor(private readonly sort: (nodes: readonly number[]) => number[]) {}

  /** The node with this id text. Of several (an error of the app) the one mounted last. */
  find(text: string): number | undefined {
    return this.plain.get(text);
  }

  texts(): IterableIterator<string> {
    return this.plain.keys();
  }

  add(node: number, text: string, parts: IdParts | null): void {
    this.plain.set(text, node);
    if (!parts) return;
    this.parts.set(node, parts);
    let same = this.byKeys.get(parts.keyText);
    if (!same) this.byKeys.set(parts.keyText, (same = new Set()));
    same.add(node);
    for (const shape of this.shapes.get(parts.keyText) ?? []) this.put(shape, node, parts);
  }

  remove(node: number, text: string): void {
    // A node that replaced this one under the same id was added first: its entry stays.
    if (this.plain.get(text) === node) this.plain.delete(text);
    const parts = this.parts.get(node);
    if (!parts) return;
    this.parts.delete(node);
    this.byKeys.get(parts.keyText)?.delete(node);
    for (const shape of this.shapes.get(parts.keyText) ?? []) {
      const text = valuesText(parts.values, shape.positions);
      const bucket = shape.buckets.get(text);
      if (bucket?.nodes.delete(node) && !bucket.nodes.size) shape.buckets.delete(text);
    }
  }

  /**
   * The nodes that a pattern selects, in layout order.
   *
   * @param binding - values for the pattern's MATCH keys; a MATCH without one selects every value
   */
  resolve(pattern: Pattern, binding: Binding): readonly number[] {
    const shape = this.shape(pattern, binding);
    const wanted = pattern.parts.map((part, i) => ("value" in part ? part.value : binding[pattern.keys[i]!]));
    const bucket = shape.buckets.get(valuesText(wanted as IdScalar[], shape.positions));
    if (!bucket) return [];
    const sorted = this.sorted(bucket);
    return hasSmaller(pattern) ? sorted.filter((node) => isBelow(pattern, this.parts.get(node)!.values, binding)) : sorted;
  }

  /** Nodes have moved: what was sorted has to be sorted again when it is asked for. */
  forgetOrder(): void {
    this.version++;
  }

  private sorted(bucket: Bucket): readonly number[] {
    const { nodes } = bucket;
    const isOrdered = bucket.version === this.version && !bucket.added.length;
    // Removing keeps the order; equal sizes mean that nothing is gone.
    if (isOrdered && bucket.sorted.length === nodes.size) return bucket.sorted;
    const left = [...bucket.sorted, ...bucket.added].filter((node) => nodes.has(node));
    Object.assign(bucket, { sorted: isOrdered ? left : this.sort(left), version: this.version, added: [] });
    return bucket.sorted;
  }

  private shape(pattern: Pattern, binding: Binding): Shape {
    const positions: number[] = [];
    pattern.parts.forEach((part, i) => {
      const known = "value" in part || (part.wildcard === "MATCH" && pattern.keys[i]! in binding);
      if (known) positions.push(i);
    });
    let shapes = this.shapes.get(pattern.keyText);
    if (!shapes) this.shapes.set(pattern.keyText, (shapes = []));
    let shape = shapes.find((other) => other.positions.join() === positions.join());
    if (!shape) {
      shapes.push((shape = { positions, buckets: new Map() }));
      for (const node of this.byKeys.get(pattern.keyText) ?? []) this.put(shape, node, this.parts.get(node)!);
    }
    return shape;
  }

  private put(shape: Shape, node: number, parts: IdParts): void {
    const text = valuesText(parts.values, shape.positions);
    const bucket = shape.buckets.get(text);
    if (!bucket) shape.buckets.set(text, { nodes: new Set([node]), sorted: [node], version: this.version, added: [] });
    else {
      bucket.nodes.add(node);
      bucket.added.push(node);
    }
  }
}

function hasSmaller(pattern: Pattern): boolean {
  return pattern.parts.some((part) => "wildcard" in part && part.wildcard === "ALLSMALLER");
}

/** One text for the values at some positions; 1 and "1" differ. */
export function valuesText(values: readonly IdScalar[], positions: readonly number[]): string {
  return positions.map((i) => (typeof values[i] === "string" ? `"${values[i]}` : String(values[i]))).join("\u0000");
}
