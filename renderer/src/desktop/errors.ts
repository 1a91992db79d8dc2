/** What `window.desktop` rejects with. */

import type { DesktopError as Public } from "./types";

export type ErrorCode = Public["code"];

export class DesktopError extends Error implements Public {
  override readonly name = "DesktopError";

  /** @param code - a word for programs; the message is for people */
  constructor(readonly code: ErrorCode, message: string) {
    super(message);
  }
}

/** An error as it crosses the wire. */
export interface WireError {
  readonly code: string;
  readonly message: string;
}

export function errorOf({ code, message }: WireError): DesktopError {
  return new DesktopError(code as ErrorCode, message);
}

/** What a function of the app's threw, for the other side. */
export function describeError(error: unknown): WireError {
  if (error instanceof DesktopError) return { code: error.code, message: error.message };
  return { code: "failed", message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}
