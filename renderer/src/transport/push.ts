/**
 * What the server tells the page by itself: one stream of numbered events, resumed by the browser where it broke off.
 *
 * A slow callback's request is answered with a name; the event "answer" brings the answer under that name, or says that
 * it can be fetched. The event "props" brings what `set_props` changes, the event "job" what a job tells, "storage"
 * what another page has changed in the profile, "bridge" the answer of an exposed function, "call" what Python asks.
 */

import type { Question } from "../desktop/asked";
import type { Answer as BridgeAnswer } from "../desktop/pending";
import type { JobEvent, Updates } from "../protocol";
import type { KeptChange } from "./storage";

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

/** What a job tells: an event, or the number of one that is to be fetched. */
export interface JobTold {
  readonly job: string;
  readonly event?: JobEvent;
  readonly number?: number;
}

/** Whom the bridge's events concern. */
export interface BridgeTold {
  bridge(told: BridgeAnswer): void;
  call(question: Question): void;
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

/** The `readyState` of a source that does not try again. */
const GIVEN_UP = 2;
/** So long a page waits to hear the server. Where something on the way holds streams back, it does without. */
const PATIENCE_MS = 2000;

export class Push {
  private readonly waiting = new Map<string, Waiter>();
  /** Answers that were announced before anybody asked for them. */
  private readonly arrived = new Map<string, Answer>();
  /** What was told before there was a page to change. */
  private held: Told[] = [];
  private tell = (told: Told): void => { this.held.push(told); };
  private heldKept: KeptChange[] = [];
  private tellKept = (change: KeptChange): void => { this.heldKept.push(change); };
  private tellJob: (told: JobTold) => void = () => undefined;
  private tellBridge: (kind: keyof BridgeTold, value: unknown) => void = () => undefined;
  private turn: () => void = () => undefined;
  private stream: string | null = null;
  private readonly source: Source;
  /** Known to be open, or not to be relied on. What a callback sets is told at once only if this came first. */
  readonly settled: Promise<void>;
  private settle: () => void = () => undefined;

  /**
   * @param open - opens the stream of a page
   * @param leave - tells the server that the page is gone: it would notice only when it has something to say
   * @param page - the page's name for the server
   */
  constructor(open: (page: string) => Source, leave: (page: string) => void, page: string) {
    this.settled = new Promise((resolve) => { this.settle = resolve; });
    setTimeout(this.settle, PATIENCE_MS);
    const source = (this.source = open(page));
    source.addEventListener("error", () => { if (source.readyState === GIVEN_UP) this.giveUp(); });
    source.addEventListener("hello", (event) => { this.greet((event as MessageEvent<string>).data); });
    source.addEventListener("answer", (event) => { this.arrive(JSON.parse((event as MessageEvent<string>).data) as Answer); });
    source.addEventListener("props", (event) => { this.tell(JSON.parse((event as MessageEvent<string>).data) as Told); });
    source.addEventListener("job", (event) => { this.tellJob(JSON.parse((event as MessageEvent<string>).data) as JobTold); });
    source.addEventListener("storage", (event) => { this.tellKept(JSON.parse((event as MessageEvent<string>).data) as KeptChange); });
    for (const kind of ["bridge", "call"] as const) {
      source.addEventListener(kind, (event) => { this.tellBridge(kind, JSON.parse((event as MessageEvent<string>).data)); });
    }
    window.addEventListener("pagehide", () => {
      source.close();
      leave(page);
    });
  }

  /** Hand on what the bridge is told. */
  answerTo(told: BridgeTold): void {
    this.tellBridge = (kind, value) => { told[kind](value as BridgeAnswer & Question); };
  }

  /** Whether the server has been heard: from then on it may answer later. */
  get isOpen(): boolean {
    return this.stream !== null;
  }

  /** Whether what happens in the server will be told, now or when the stream is resumed. */
  get isLive(): boolean {
    return this.isOpen && this.source.readyState !== GIVEN_UP;
  }

  /**
   * Hand on what jobs tell.
   *
   * @param turn - called when the stream begins, is replaced by another, or is given up
   */
  follow(tell: (told: JobTold) => void, turn: () => void): void {
    this.tellJob = tell;
    this.turn = turn;
  }

  /** Hand on what `set_props` changes, in order, from the first of them. */
  listen(tell: (told: Told) => void): void {
    this.tell = tell;
    for (const told of this.held.splice(0)) tell(told);
  }

  /** Hand on what other pages change in the profile, in order, from the first of it. */
  listenStorage(tell: (change: KeptChange) => void): void {
    this.tellKept = tell;
    for (const change of this.heldKept.splice(0)) tell(change);
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
    const before = this.stream;
    this.stream = stream;
    this.settle();
    if (before === stream) return;
    if (before !== null) this.rejectAll();
    this.turn();
  }

  private giveUp(): void {
    this.settle();
    this.turn();
  }

  /** Another stream does not bring what the one before it had promised. */
  private rejectAll(): void {
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
