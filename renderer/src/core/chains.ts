/**
 * What led to a change, as the keys of the instances whose runs it came from: so circles end. Under a key of its own
 * stands the instance that set a prop beside its outputs.
 */

export type Chain = ReadonlySet<string>;

/** A change that no callback has led to. */
export const NO_CHAIN: Chain = new Set();

/** The chain of what a run changes by its outputs. */
export function writtenBy(key: string, chain: Chain): Chain {
  return new Set(chain).add(key);
}

/**
 * The chain of what a callback sets beside its outputs: a cause like any other, as in Dash, and may call the same
 * callback again; but only after it, for it is not to cut itself off.
 */
export function whileSetBy(key: string): Chain {
  return new Set([setBy(key)]);
}

/** Whether a change comes from what an instance has set beside its outputs. */
export function isSetBy(key: string, chain: Chain): boolean {
  return chain.has(setBy(key));
}

function setBy(key: string): string {
  return `set by ${key}`;
}
