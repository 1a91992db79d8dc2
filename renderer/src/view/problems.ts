/** What went wrong in the page or in a callback, for the person in front of it. */

import { PageLeft, RequestError } from "../transport/http";

export interface Problem {
  readonly id: number;
  readonly title: string;
  readonly message: string;
  /** A traceback or stack; only in debug mode. */
  readonly details: string | undefined;
  /** How often the same thing happened. */
  readonly times: number;
}

/** So many are kept; what repeats counts as one. */
const LIMIT = 50;

export class Problems {
  private list: readonly Problem[] = [];
  private readonly listeners = new Set<() => void>();
  private nextId = 1;

  constructor(private readonly debug: boolean) {}

  readonly snapshot = (): readonly Problem[] => this.list;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  };

  /** @param callback - the outputs of the callback concerned, as text, if there is one */
  report(error: unknown, callback: string | null): void {
    if (error instanceof PageLeft) return;
    console.error(error);
    const { title, message, details } = describe(error, callback);
    const shown = this.debug ? details : undefined;
    const same = this.list.find((old) => old.title === title && old.message === message && old.details === shown);
    const entry: Problem = { id: same?.id ?? this.nextId++, title, message, details: shown, times: (same?.times ?? 0) + 1 };
    this.set([entry, ...this.list.filter((old) => old !== same)].slice(0, LIMIT));
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
  if (error instanceof Error) return { title, message: `${error.name}: ${error.message}`, details: error.stack };
  return { title, message: typeof error === "string" ? error : readable(error), details: undefined };
}

function readable(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
