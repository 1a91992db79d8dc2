/**
 * The app's profile as the page's local storage: its server keeps the texts, so that they outlive the port.
 *
 * All texts are in the page before anything reads, for reading cannot wait. A change counts in the page at once and is
 * sent at once; what changes while a request is under way goes with the next one. A page that is left waits for nothing:
 * the changes are numbered, so that the server makes those of a key in their order, however they arrive.
 *
 * Other pages of the server are told of changes. Where one is told of a key that it has changed itself meanwhile, the
 * turns that the server gives to changes say which of the two came last.
 */

import { isPassing, PageLeft } from "./transport/request";
import type { KeyValueStore } from "./storage";
import type { KeptChange, StorageWire } from "./transport/storage";

/** A longer text stays in the page: the server takes none. In characters, so that it fits however it is encoded. */
const MOST_TEXT = 20 * 2 ** 20;

type Changes = Map<string, string | null>;

export class ProfileStore implements KeyValueStore {
  private readonly texts: Map<string, string>;
  private readonly listeners = new Map<string, Set<() => void>>();
  private unsent: Changes = new Map();
  private sent: Changes = new Map();
  /** What other pages did to keys of `sent` and `unsent`, the last of it. */
  private readonly rivals = new Map<string, KeptChange>();
  private number = 0;
  private underWay = 0;
  private isAsked = false;
  private isLeaving = false;
  private warned = false;

  constructor(texts: Readonly<Record<string, string>>, private readonly wire: Pick<StorageWire, "change" | "listen" | "text">) {
    this.texts = new Map(Object.entries(texts));
    wire.listen((change) => { void this.hear(change); });
    window.addEventListener("pagehide", () => {
      this.isLeaving = true;
      this.flush();
    });
    window.addEventListener("pageshow", () => { this.isLeaving = false; });
  }

  read(key: string): string | null {
    return this.texts.get(key) ?? null;
  }

  write(key: string, text: string): void {
    if (this.texts.get(key) === text) return;
    this.texts.set(key, text);
    if (text.length <= MOST_TEXT) this.change(key, text);
    else this.warn(`the text under ${key} has ${text.length} characters, at most ${MOST_TEXT} are kept`);
  }

  remove(key: string): void {
    if (this.texts.delete(key)) this.change(key, null);
  }

  watch(key: string, listener: () => void): () => void {
    const listeners = this.listeners.get(key) ?? new Set();
    this.listeners.set(key, listeners.add(listener));
    return () => { listeners.delete(listener); };
  }

  private change(key: string, text: string | null): void {
    this.unsent.set(key, text);
    if (this.isAsked) return;
    // What changes in one go is sent in one go.
    this.isAsked = true;
    queueMicrotask(() => {
      this.isAsked = false;
      this.flush();
    });
  }

  private flush(): void {
    if (this.unsent.size && (!this.underWay || this.isLeaving)) void this.send();
  }

  private async send(): Promise<void> {
    const changes = this.unsent;
    this.unsent = new Map();
    this.sent = new Map([...this.sent, ...changes]);
    this.underWay++;
    let isKept = false;
    try {
      this.settle(changes, await this.wire.change(++this.number, changes));
      isKept = true;
    } catch (error) {
      if (!(error instanceof PageLeft)) this.warn(String(error));
      // What the server refuses it would refuse again; else it goes with the next change.
      if (isPassing(error)) this.unsent = new Map([...changes, ...this.unsent]);
    }
    if (!--this.underWay) this.sent.clear();
    if (isKept) this.flush();
  }

  /** The server has made these changes; what others did to the keys later counts now. */
  private settle(changes: Changes, turn: number): void {
    for (const key of changes.keys()) {
      const rival = this.rivals.get(key);
      if (this.unsent.has(key)) continue;
      this.rivals.delete(key);
      if (rival && rival.turn > turn) this.apply(rival.key, rival.text ?? null);
    }
  }

  private async hear(change: KeptChange): Promise<void> {
    const { key, turn } = change;
    // A long text is not told, but fetched.
    const text = change.text === undefined ? await this.fetched(key) : change.text;
    if (text === undefined) return;
    if (this.sent.has(key) || this.unsent.has(key)) this.rivals.set(key, { key, turn, text });
    else this.apply(key, text);
  }

  private async fetched(key: string): Promise<string | null | undefined> {
    try {
      return await this.wire.text(key);
    } catch (error) {
      this.warn(String(error));
      return undefined;
    }
  }

  private apply(key: string, text: string | null): void {
    if (this.read(key) === text) return;
    if (text === null) this.texts.delete(key);
    else this.texts.set(key, text);
    for (const listener of [...(this.listeners.get(key) ?? [])]) listener();
  }

  private warn(why: string): void {
    if (!this.warned) console.warn(`The app's profile could not keep what it should (${why}). It is in the page, and lost with it unless a later change is kept.`);
    this.warned = true;
  }
}
