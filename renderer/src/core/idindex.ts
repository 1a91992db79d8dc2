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

import { isSmaller, type Binding, type Pattern } from "./ids";
import type { IdScalar } from "../protocol";

/** An id taken apart: its parts in the order of its sorted keys. */
export interface IdParts {
  readonly keyText: string;
  readonly values: readonly IdScalar[];
}

interface Bucket {
  readonly nodes: Set<number>;
  /** The nodes in layout order; null after one was added. Removing keeps the order. */
  sorted: number[] | null;
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

  /** @param order - compares two nodes by their place in the layout */
  constructor(private readonly order: (a: number, b: number) => number) {}

  /** The node with this id text. Of several (an error of the app) the one mounted last. */
  find(text: string): number | undefined {
    return this.plain.get(text);
  }

  texts(): IterableIterator<string> {
    return this.plain.keys();
  }

  partsOf(node: number): IdParts | undefined {
    return this.parts.get(node);
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
      const bucket = shape.buckets.get(valuesText(parts.values, shape.positions));
      if (bucket?.nodes.delete(node) && bucket.sorted) bucket.sorted = bucket.sorted.filter((other) => other !== node);
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
    const sorted = (bucket.sorted ??= [...bucket.nodes].sort(this.order));
    return hasSmaller(pattern) ? sorted.filter((node) => this.isBelow(node, pattern, binding)) : sorted;
  }

  /** Nodes have moved: what was sorted has to be sorted again when it is asked for. */
  forgetOrder(): void {
    for (const shapes of this.shapes.values()) {
      for (const shape of shapes) for (const bucket of shape.buckets.values()) bucket.sorted = null;
    }
  }

  private isBelow(node: number, pattern: Pattern, binding: Binding): boolean {
    const values = this.parts.get(node)!.values;
    return pattern.parts.every((part, i) => {
      if (!("wildcard" in part) || part.wildcard !== "ALLSMALLER") return true;
      const bound = binding[pattern.keys[i]!];
      return bound !== undefined && isSmaller(values[i]!, bound);
    });
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
    if (!bucket) shape.buckets.set(text, { nodes: new Set([node]), sorted: null });
    else {
      bucket.nodes.add(node);
      bucket.sorted = null;
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
