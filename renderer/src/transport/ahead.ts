/** What the index page brings along, or has asked for before the renderer was there; see `server/ahead.py`. */

import type { Source } from "./push";

export interface AheadAnswer extends Response {
  /** Reads a line more of an answer in parts, whose `json` is the first one; null for another. */
  readonly next?: (() => Promise<unknown>) | null;
}

export interface Ahead {
  /** The page's name for the server. */
  readonly page: string;
  /** What it was asked with. */
  readonly fetch: typeof fetch;
  /** By route; a body that is there is being read. */
  readonly answers: Map<string, Promise<AheadAnswer>>;
  /** The page's stream, and what it has brought; `end` ends the gathering. Null where the page has none. */
  readonly stream: { readonly source: EventSource; readonly events: readonly Event[]; readonly end: AbortController } | null;
}

declare global {
  interface Window {
    desktopdash_ahead?: Ahead;
  }
}

/** Whether `fetch` is the browser's own. A script of the app that has put another in its place sees every request. */
export function isFetchOwn(): boolean {
  return window.desktopdash_ahead?.fetch === window.fetch;
}

/**
 * Take the stream that was opened before. When whoever takes it has done so, listeners are told what has come already.
 *
 * @returns nothing where there is none
 */
export function takeStream(page: string): Source | undefined {
  const ahead = window.desktopdash_ahead;
  if (!ahead?.stream || ahead.page !== page) return undefined;
  const { source, events, end } = ahead.stream, listeners: [string, (event: Event) => void][] = [];
  queueMicrotask(() => {
    end.abort();
    for (const event of events) for (const [kind, listener] of listeners) if (kind === event.type) listener(event);
  });
  return {
    get readyState() { return source.readyState; },
    close: () => { source.close(); },
    addEventListener: (kind, listener) => {
      source.addEventListener(kind, listener);
      listeners.push([kind, listener]);
    },
  };
}

/** What stands in the page itself, by route. */
let given: Map<string, unknown> | undefined;

function readGiven(): Map<string, unknown> {
  const text = document.getElementById("_desktopdash-given")?.textContent;
  if (!text) return new Map();
  const { page, answers } = JSON.parse(text) as { page: string | null; answers: Record<string, unknown> };
  // Of another page's name: the browser shows what it has kept, in which the answers may be old.
  const isOurs = page === null || page === window.desktopdash_ahead?.page;
  return new Map(isOurs ? Object.entries(answers) : []);
}

/**
 * Take what need not be asked for, once.
 *
 * @returns nothing where it is to be asked for: it does not stand in the page, or a script of the app has put another
 * `fetch` in place, which may ask otherwise
 */
export function takeGiven(route: string): unknown {
  given ??= readGiven();
  const value = given.get(route);
  given.delete(route);
  return isFetchOwn() ? value : undefined;
}

/**
 * Take an answer that was asked for, once.
 *
 * @returns nothing where it is to be asked for (again): nobody has, it was refused, or see `takeGiven`
 */
export function takeAhead(route: string): Promise<AheadAnswer | undefined> | undefined {
  const ahead = window.desktopdash_ahead;
  const asked = ahead?.answers.get(route);
  ahead?.answers.delete(route);
  if (!isFetchOwn()) return undefined;
  return asked?.then((answer) => (answer.ok ? answer : undefined), () => undefined);
}
