/** What the page asks of the runtime for its profile: all texts, one of them, changes, and word of other pages' changes. */

import type { Push } from "./push";
import { PAGE, readJson, type Requests } from "./request";

/** What another page has changed. */
export interface KeptChange {
  readonly key: string;
  /** Null where it was removed; absent where it is too long to be told. */
  readonly text?: string | null;
  /** Counts up with the changes that the server makes. */
  readonly turn: number;
}

const ROUTE = "_desktopdash-storage";
/** A browser finishes requests of a page that is gone if all of them together have no more bytes than 65,536. */
const OUTLIVES_BYTES = 60_000;

export class StorageWire {
  private outliving = 0;

  constructor(private readonly page: string, private readonly requests: Requests, private readonly push: Push | null) {}

  /** Everything that is kept. */
  async texts(): Promise<Record<string, string>> {
    return (await this.requests.get(ROUTE, this.push ? { [PAGE]: this.page } : {})) as Record<string, string>;
  }

  /** One text; null where there is none. */
  async text(key: string): Promise<string | null> {
    const found = (await this.requests.get(`${ROUTE}?key=${encodeURIComponent(key)}`)) as Record<string, string>;
    return Object.hasOwn(found, key) ? found[key]! : null;
  }

  /**
   * Keep texts, and remove those that are null.
   *
   * @param number - counts up with the page's changes
   * @returns the server's turn
   * @throws RequestError, PageLeft
   */
  async change(number: number, changes: ReadonlyMap<string, string | null>): Promise<number> {
    const kept = [...changes].filter(([, text]) => text !== null);
    const remove = [...changes].filter(([, text]) => text === null).map(([key]) => key);
    const body = JSON.stringify({ number, set: Object.fromEntries(kept), remove });
    const bytes = body.length < OUTLIVES_BYTES ? new TextEncoder().encode(body).length : Infinity;
    const keepalive = this.outliving + bytes <= OUTLIVES_BYTES;
    if (keepalive) this.outliving += bytes;
    try {
      const headers = { "Content-Type": "application/json" };
      const answer = await this.requests.send(`${ROUTE}/${this.page}`, { method: "POST", headers, body, keepalive });
      return ((await readJson(answer)) as { turn: number }).turn;
    } finally {
      if (keepalive) this.outliving -= bytes;
    }
  }

  /** Hand on what other pages change. */
  listen(tell: (change: KeptChange) => void): void {
    this.push?.listenStorage(tell);
  }
}
