/**
 * Rows of long tables that come when those in sight have been painted. Until they are there no callback begins and
 * nothing that the server tells is done, so that nobody ever sees a part of the rows for the whole.
 */

import { ROOT, type Tree } from "../core/tree";
import type { Rests } from "../transport/parted";

/** A page that is not shown is not painted. */
const UNSEEN_MS = 100;

export class LateRows {
  private isComplete = false;

  /** @param report - told of rows that do not come; the page goes on without them */
  constructor(private readonly rests: Rests, private readonly report: (error: unknown) => void) {}

  /** Put the rows into the lists themselves: nothing has been drawn so far. */
  async complete(): Promise<void> {
    if (this.isComplete) return;
    this.isComplete = true;
    for (const [list, rows] of await this.load()) for (const row of rows) list.push(row);
  }

  /** Put longer lists in the place of those in the tree, after the next paint. */
  async fill(tree: Tree): Promise<void> {
    if (this.isComplete) return;
    this.isComplete = true;
    await painted();
    const places = placesIn(tree);
    for (const [list, rows] of await this.load()) {
      const place = places.get(list);
      // Whoever has put another value there in the meantime has the last word.
      if (place && tree.node(place.key)?.props[place.prop] === list) tree.setProps(place.key, { [place.prop]: [...list, ...rows] });
    }
  }

  private async load(): Promise<[unknown[], unknown[]][]> {
    const found: [unknown[], unknown[]][] = [];
    for (const list of this.rests.lists) {
      try {
        found.push([list, await this.rests.next()]);
      } catch (error) {
        this.report(error);
        found.push([list, []]);
      }
    }
    return found;
  }
}

function placesIn(tree: Tree): Map<unknown, { key: number; prop: string }> {
  const found = new Map<unknown, { key: number; prop: string }>();
  const look = (key: number): void => {
    for (const [prop, value] of Object.entries(tree.node(key)?.props ?? {})) if (Array.isArray(value)) found.set(value, { key, prop });
    for (const child of tree.children(key)) look(child);
  };
  look(ROOT);
  return found;
}

function painted(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, UNSEEN_MS);
    requestAnimationFrame(() => { setTimeout(resolve); });
  });
}
