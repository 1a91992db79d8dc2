/**
 * Jobs that outlive their page: what a page notes for the next one, and what the next one makes of it.
 *
 * A page with jobs notes its name where a reload of the same tab finds it (session storage), and when it leaves, also
 * where any page finds it that is opened later (local storage). A tab that was duplicated has a copy of a note of a page
 * that is still there, and a page that crashed has left one without saying that it leaves: about both the server decides.
 */

import type { WireCallback, WireJob } from "../protocol";
import { stores, type KeyValueStore } from "../storage";
import type { Claim, Jobs, LeftPage } from "../transport/jobs";

/** What stands in the session storage. */
interface Note extends LeftPage {
  readonly left: boolean;
}

/** So many pages that were closed are remembered, the last ones. */
const MOST_LEFT = 20;
const NOTHING: Claim = { left: [], lost: [] };

export class Handover {
  private readonly noteKey: string;
  private readonly leftKey: string;
  private isNoted = false;

  /**
   * @param page - this page's name
   * @param app - tells apps at one address apart
   * @param report - told of requests that fail; the page goes on without
   */
  constructor(
    private readonly page: string, app: string,
    private readonly jobs: Pick<Jobs, "claim" | "isLive" | "unseen" | "watch">,
    private readonly report: (error: unknown) => void,
  ) {
    this.noteKey = `_desktopdash_page.${app}`;
    this.leftKey = `_desktopdash_left.${app}`;
  }

  /**
   * Take over what earlier pages have left; null where they have left nothing. From here on this page is noted too. In an
   * app without long callbacks there is nothing to look for, and looking takes a browser milliseconds.
   */
  claim(callbacks: readonly WireCallback[]): Promise<WireJob[] | null> {
    if (!hasLong(callbacks)) return Promise.resolve(null);
    const found = this.take();
    this.jobs.watch(() => { this.note(); });
    window.addEventListener("pagehide", () => { this.leave(); });
    return found ? this.ask(found) : Promise.resolve(null);
  }

  /** Say that the page is drawn, if it has long callbacks. */
  announce(callbacks: readonly WireCallback[]): void {
    if (hasLong(callbacks)) void this.ask(NOTHING);
  }

  private async ask(claim: Claim): Promise<WireJob[]> {
    try {
      return await this.jobs.claim(claim);
    } catch (error) {
      this.report(error);
      return [];
    }
  }

  /** What is noted of earlier pages; whoever takes it has it alone. */
  private take(): Claim | null {
    const note = parse<Note>(stores.session, this.noteKey);
    const left = this.readLeft();
    stores.session.remove(this.noteKey);
    if (note) {
      this.writeLeft(left.filter(({ page }) => page !== note.page));
      return note.left ? { left: [{ page: note.page, jobs: note.jobs }], lost: [] } : { left: [], lost: [note.page] };
    }
    this.writeLeft([]);
    return left.length ? { left, lost: [] } : null;
  }

  private note(): void {
    if (this.jobs.isLive === this.isNoted) return;
    this.isNoted = this.jobs.isLive;
    if (this.isNoted) this.write({ page: this.page, jobs: [], left: false });
    else stores.session.remove(this.noteKey);
  }

  private leave(): void {
    if (!this.jobs.isLive) return;
    const left = { page: this.page, jobs: this.jobs.unseen() };
    this.write({ ...left, left: true });
    const others = this.readLeft().filter(({ page }) => page !== this.page);
    this.writeLeft([...others, left].slice(-MOST_LEFT));
  }

  private write(note: Note): void {
    stores.session.write(this.noteKey, JSON.stringify(note));
  }

  private readLeft(): readonly LeftPage[] {
    const found = parse<LeftPage[]>(stores.local, this.leftKey);
    return Array.isArray(found) ? found : [];
  }

  private writeLeft(left: readonly LeftPage[]): void {
    if (left.length) stores.local.write(this.leftKey, JSON.stringify(left));
    else stores.local.remove(this.leftKey);
  }
}

function hasLong(callbacks: readonly WireCallback[]): boolean {
  return callbacks.some(({ background }) => background);
}

/** What was written under a key; null where there is nothing, or something that is none of ours. */
function parse<T>(store: KeyValueStore, key: string): T | null {
  try {
    return JSON.parse(store.read(key) ?? "null") as T | null;
  } catch {
    return null;
  }
}
