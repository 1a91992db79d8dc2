/** Lists of which only the first elements are there so far; see `transport/parted.ts`. */

// Each script has its own copy of this module: what they have in common is the symbol.
const WHOLE: unique symbol = Symbol.for("desktopdash.whole") as never;

/** Say how long a list is going to be. */
export function markPartial(list: readonly unknown[], length: number): void {
  Object.defineProperty(list, WHOLE, { value: length });
}

/** How long a list is, or is going to be. */
export function wholeLength(list: readonly unknown[]): number {
  return (list as { [WHOLE]?: number })[WHOLE] ?? list.length;
}
