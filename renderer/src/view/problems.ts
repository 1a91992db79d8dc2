/** What went wrong in the page or in a callback, for the person in front of it. */

import { PageLeft, RequestError } from "../transport/request";
import { ownStack, type Place, type SourceLine } from "./source";

export interface Problem {
  readonly id: number;
  readonly title: string;
  readonly message: string;
  /** A traceback or stack; only in debug mode. */
  readonly details: string | undefined;
  /** The line of the app's own script where it happened, as soon as it has been read; only in debug mode. */
  readonly source?: SourceLine;
  /** How often the same thing happened. */
  readonly times: number;
}

/** So many are kept; what repeats counts as one. */
const LIMIT = 50;

export class Problems {
  private list: readonly Problem[] = [];
  private readonly listeners = new Set<() => void>();
  private nextId = 1;

  /** @param readLine - reads a line of a script; null where it cannot be read */
  constructor(private readonly debug: boolean, private readonly readLine: (place: Place) => Promise<SourceLine | null> = () => Promise.resolve(null)) {}

  readonly snapshot = (): readonly Problem[] => this.list;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  };

  /**
   * @param callback - the outputs of the callback concerned, as text, if there is one
   * @param place - where in the app's own scripts it happened
   */
  report(error: unknown, callback: string | null, place: Place | null = null): void {
    if (error instanceof PageLeft) return;
    console.error(error);
    const { title, message, details } = describe(error, callback);
    const shown = this.debug ? details : undefined;
    const same = this.list.find((old) => old.title === title && old.message === message && old.details === shown);
    const entry: Problem = { ...same, id: same?.id ?? this.nextId++, title, message, details: shown, times: (same?.times ?? 0) + 1 };
    this.set([entry, ...this.list.filter((old) => old !== same)].slice(0, LIMIT));
    if (this.debug && place) void this.locate(entry.id, place);
  }

  /** Show the line, when it has been read. */
  private async locate(id: number, place: Place): Promise<void> {
    const source = await this.readLine(place).catch(() => null); // beside the error itself that is no news
    if (source) this.set(this.list.map((problem) => (problem.id === id ? { ...problem, source } : problem)));
  }

  dismiss(id: number): void {
    this.set(this.list.filter((problem) => problem.id !== id));
  }

  clear(): void {
    this.set([]);
  }

  private set(list: readonly Problem[]): void {
    this.list = list;
    for (const listener of [...this.listeners]) listener();
  }
}

function describe(error: unknown, callback: string | null): { title: string; message: string; details: string | undefined } {
  if (error instanceof RequestError) {
    const { type, message, traceback, callback: named } = error.detail;
    const where = named ?? callback;
    return { title: where ? `Callback failed: ${where}` : "Request failed", message: `${type}: ${message}`, details: traceback };
  }
  const title = callback ? `Callback failed: ${callback}` : "Error in the page";
  if (error instanceof Error) return { title, message: `${error.name}: ${error.message}`, details: error.stack && ownStack(error.stack) };
  return { title, message: typeof error === "string" ? error : readable(error), details: undefined };
}

function readable(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
