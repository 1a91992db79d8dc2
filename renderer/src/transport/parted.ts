/** A layout whose long lists come in two parts: what is in sight first; see `protocol/parted.py`. */

import { markPartial } from "../lists";
import type { WireError } from "../protocol";
import { Places } from "./places";
import { RequestError } from "./request";

interface Head {
  readonly mark: string;
  readonly lists: readonly { readonly length: number; readonly first: unknown[] }[];
  readonly value: unknown;
}

/** What is still to come. */
export interface Rests {
  /** The lists as they stand in the layout, with their first elements. */
  readonly lists: readonly unknown[][];
  /**
   * Wait for the elements behind those of a list. The lists are asked for in their order.
   *
   * @throws RequestError where they do not come, or are no JSON
   */
  next(): Promise<unknown[]>;
}

export interface Layout {
  readonly layout: unknown;
  /** Null where all is there. */
  readonly rests: Rests | null;
}

/**
 * @param head - the first line
 * @param next - reads a line more
 * @throws RequestError where the first line is none
 */
export function readParted(head: unknown, next: () => Promise<unknown>): Layout {
  const { mark, lists, value } = head as Head;
  const firsts = lists.map(({ first, length }) => {
    markPartial(first, length);
    return first;
  });
  const layout = new Places(mark, firsts, () => damaged("it names a list that it does not have")).fill(value);
  return { layout, rests: { lists: firsts, next: () => readRest(next) } };
}

async function readRest(next: () => Promise<unknown>): Promise<unknown[]> {
  let rest: unknown;
  try {
    rest = await next();
  } catch (error) {
    throw damaged(String(error));
  }
  if (Array.isArray(rest)) return rest;
  throw new RequestError(500, (rest as { error: WireError }).error);
}

function damaged(why: string): RequestError {
  return new RequestError(200, { type: "InvalidAnswer", message: `The layout did not come as a whole: ${why}.` });
}
