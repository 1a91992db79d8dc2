/** What the index page has asked for before the renderer was there; see `server/ahead.py`. */

export interface Ahead {
  /** The page's name for the server. */
  readonly page: string;
  /** What it was asked with. */
  readonly fetch: typeof fetch;
  /** By route; a body that is there is being read. */
  readonly answers: Map<string, Promise<Response>>;
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
 * Take an answer, once.
 *
 * @returns nothing where it is to be asked for (again): nobody has, it was refused, or a script of the app has put
 * another `fetch` in place, which may ask otherwise
 */
export function takeAhead(route: string): Promise<Response | undefined> | undefined {
  const ahead = window.desktopdash_ahead;
  const asked = ahead?.answers.get(route);
  ahead?.answers.delete(route);
  if (!isFetchOwn()) return undefined;
  return asked?.then((answer) => (answer.ok ? answer : undefined), () => undefined);
}
