/**
 * What the server tells the page by itself: one stream of numbered events, resumed by the browser where it broke off.
 *
 * A slow callback's request is answered with a name; the event "answer" brings the answer under that name, or says that
 * it can be fetched. The event "props" brings what `set_props` changes.
 */

import type { Updates } from "../protocol";

/** One call of `set_props` in the server. */
export interface Told {
  /** The run whose callback called it; null for a call outside a callback. */
  readonly run: number | null;
  readonly props: Updates;
}

/** An answer that came by the stream; without a status it is to be fetched. */
export interface Answer {
  readonly name: string;
  readonly status?: number;
  /** As it would stand in the HTTP answer. */
  readonly body?: string;
}

interface Waiter {
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

/** The part of `EventSource` that is used, so that tests can have one without a network. */
export interface Source {
  /** 2 where it has given up. */
  readonly readyState: number;
  addEventListener(kind: string, listener: (event: Event) => void): void;
  close(): void;
}

/** The server that had promised an answer was started again, or has given the page up: it will never come. */
export class ServerRestarted extends Error {
  override readonly name = "ServerRestarted";
}

/** So long a page waits to hear the server. Where something on the way holds streams back, it does without. */
const PATIENCE_MS = 2000;

export class Push {
  /** The page's name for the server; another one for each load of the page. */
  readonly page = crypto.randomUUID();
  private readonly waiting = new Map<string, Waiter>();
  /** Answers that were announced before anybody asked for them. */
  private readonly arrived = new Map<string, Answer>();
  /** What was told before there was a page to change. */
  private held: Told[] = [];
  private tell = (told: Told): void => { this.held.push(told); };
  private stream: string | null = null;
  /** Known to be open, or not to be relied on. What a callback sets is told at once only if this came first. */
  readonly settled: Promise<void>;
  private settle: () => void = () => undefined;

  /**
   * @param open - opens the stream of a page
   * @param leave - tells the server that the page is gone: it would notice only when it has something to say
   */
  constructor(open: (page: string) => Source, leave: (page: string) => void) {
    this.settled = new Promise((resolve) => { this.settle = resolve; });
    setTimeout(this.settle, PATIENCE_MS);
    const source = open(this.page);
    source.addEventListener("error", () => { if (source.readyState === 2) this.settle(); });
    source.addEventListener("hello", (event) => { this.greet((event as MessageEvent<string>).data); });
    source.addEventListener("answer", (event) => { this.arrive(JSON.parse((event as MessageEvent<string>).data) as Answer); });
    source.addEventListener("props", (event) => { this.tell(JSON.parse((event as MessageEvent<string>).data) as Told); });
    window.addEventListener("pagehide", () => {
      source.close();
      leave(this.page);
    });
  }

  /** Whether the server has been heard: from then on it may answer later. */
  get isOpen(): boolean {
    return this.stream !== null;
  }

  /** Hand on what `set_props` changes, in order, from the first of them. */
  listen(tell: (told: Told) => void): void {
    this.tell = tell;
    for (const told of this.held.splice(0)) tell(told);
  }

  /**
   * Wait until an answer is there.
   *
   * @throws ServerRestarted when it will never be
   */
  answer(name: string): Promise<Answer> {
    const early = this.arrived.get(name);
    if (this.arrived.delete(name)) return Promise.resolve(early!);
    return new Promise((resolve, reject) => { this.waiting.set(name, { resolve, reject }); });
  }

  private greet(stream: string): void {
    const isOther = this.stream !== null && this.stream !== stream;
    this.stream = stream;
    this.settle();
    if (!isOther) return;
    for (const { reject } of this.waiting.values()) reject(new ServerRestarted("The app's server was started again, or out of reach for too long, while the callback ran."));
    this.waiting.clear();
    this.arrived.clear();
  }

  private arrive(answer: Answer): void {
    const waiter = this.waiting.get(answer.name);
    this.waiting.delete(answer.name);
    if (waiter) waiter.resolve(answer);
    else this.arrived.set(answer.name, answer);
  }
}
