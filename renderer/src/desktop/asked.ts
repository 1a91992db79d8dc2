/** What Python asks of the page: clientside functions, and in a browser what there is of a desktop. */

import type { BrowserBackend } from "./browser";
import type { NoteEvent } from "./backend";
import { DesktopError, describeError, type WireError } from "./errors";

/** A question that came by the stream. */
export interface Question {
  readonly id: number;
  /** "namespace.function", or "desktop:" and an operation. */
  readonly name: string;
  readonly args: readonly unknown[];
}

export type Say = (said: { returned?: readonly ({ id: number; value: unknown } | { id: number; error: WireError })[]; happened?: readonly { event: "note"; detail: NoteEvent }[] }) => void;

const OPERATION = "desktop:";

/** @param functions - `window.dash_clientside` as it is now */
export async function answer(question: Question, functions: () => object, browser: BrowserBackend | null, say: Say): Promise<void> {
  const { id, name, args } = question;
  try {
    const value = await (name.startsWith(OPERATION)
      ? operate(name.slice(OPERATION.length), args[0] as Record<string, unknown>, browser, say)
      : callFunction(functions(), name, args));
    say({ returned: [{ id, value: asJson(name, value) }] });
  } catch (error) {
    say({ returned: [{ id, error: describeError(error) }] });
  }
}

function operate(name: string, args: Record<string, unknown>, browser: BrowserBackend | null, say: Say): Promise<unknown> {
  if (!browser) throw new DesktopError("invalid", `${name} is asked of the app's window, not of its page`);
  return browser.ask(name, args, Infinity, (detail) => { say({ happened: [{ event: "note", detail }] }); });
}

function callFunction(functions: object, name: string, args: readonly unknown[]): unknown {
  const [namespace = "", ...rest] = name.split(".");
  const scope: unknown = Object.hasOwn(functions, namespace) ? (functions as Record<string, unknown>)[namespace] : undefined;
  const key = rest.join(".");
  const isOwn = typeof scope === "object" && scope !== null && Object.hasOwn(scope, key);
  const found = isOwn ? (scope as Record<string, unknown>)[key] : undefined;
  if (typeof found !== "function") {
    throw new DesktopError("unknown", `the page has no function dash_clientside.${name}. Is the script that defines it in the assets folder, and the name spelled the same?`);
  }
  return (found as (...args: unknown[]) => unknown).apply(scope, [...args]);
}

/** Undefined is null in Python; what is not JSON is told. */
function asJson(name: string, value: unknown): unknown {
  if (value === undefined) return null;
  try {
    if (JSON.stringify(value) !== undefined) return value;
  } catch (error) {
    throw new DesktopError("failed", `${name} returned what is not JSON: ${describeError(error).message}`);
  }
  throw new DesktopError("failed", `${name} returned what is not JSON: ${typeof value}`);
}
