/** One request to the runtime, and how it may fail. */

import type { CallbackResponse, WireError } from "../protocol";
import { isFetchOwn, takeAhead, takeGiven, type AheadAnswer } from "./ahead";
import { isLong, type Answer } from "./answer";
import { FRAME_TYPE, FrameError, readFrame } from "./frame";
import { post } from "./xhr";

/** The runtime answered with an error, or did not answer. */
export class RequestError extends Error {
  override readonly name = "RequestError";

  /** @param status - the HTTP status, or 0 when there was no answer */
  constructor(readonly status: number, readonly detail: WireError) {
    super(detail.message);
  }
}

/** The page is being left (a reload, another address): what its requests come to concerns nobody any more. */
export class PageLeft extends Error {
  override readonly name = "PageLeft";
}

/** Headers that name the page and the run that ask. */
export const PAGE = "X-Desktopdash-Page";
export const RUN = "X-Desktopdash-Run";

/** How long after `beforeunload` a failed request counts as cut off by leaving. A person may also have stayed. */
const LEAVING_MS = 2000;

export class Requests {
  private leavingSince = Number.NEGATIVE_INFINITY;

  constructor(private readonly prefix: string) {
    window.addEventListener("beforeunload", () => { this.leavingSince = performance.now(); });
  }

  /** @throws RequestError, PageLeft, or an AbortError when the signal was used */
  async send(route: string, init: RequestInit): Promise<Response> {
    const answer = await this.answered(fetch(this.prefix + route, { credentials: "same-origin", ...init }), init.signal);
    return checked(answer);
  }

  /**
   * Send a POST by the shortest way: that of a callback. See `send`.
   *
   * @param willBeLong - whether its answer will be long, most likely: `fetch` gathers such a one sooner
   */
  async postSoon(route: string, body: string, headers: Record<string, string>, signal?: AbortSignal, willBeLong = false): Promise<Answer> {
    const sending = isFetchOwn() && !willBeLong ? post(this.prefix + route, { headers, body, signal }) : this.fetched(route, body, headers, signal);
    return checked(await this.answered(sending, signal));
  }

  private fetched(route: string, body: string, headers: Record<string, string>, signal?: AbortSignal): Promise<Response> {
    return fetch(this.prefix + route, { credentials: "same-origin", method: "POST", headers, body, ...(signal ? { signal } : {}) });
  }

  private async answered<T>(sending: Promise<T>, signal?: AbortSignal | null): Promise<T> {
    try {
      return await sending;
    } catch (error) {
      if (signal?.aborted) throw error;
      if (this.isLeaving) throw new PageLeft();
      throw new RequestError(0, { type: "ServerUnreachable", message: `The app's server did not answer (${String(error)}).` });
    }
  }

  async get(route: string, headers: Record<string, string> = {}): Promise<unknown> {
    return (await this.getParted(route, headers)).value;
  }

  /** Get an answer that may come in parts: then `value` is the first one, and `next` reads another. */
  async getParted(route: string, headers: Record<string, string>): Promise<{ value: unknown; next: (() => Promise<unknown>) | null }> {
    const given = takeGiven(route);
    if (given !== undefined) return { value: given, next: null };
    const asked = takeAhead(route);
    const answer: AheadAnswer = (asked && (await asked)) ?? (await this.send(route, { headers }));
    try {
      return { value: await readJson(answer), next: answer.next ?? null };
    } catch (error) {
      throw this.isLeaving ? new PageLeft() : error; // cut off in the middle
    }
  }

  /** Whether what fails now was most likely cut off by leaving the page. */
  get isLeaving(): boolean {
    return performance.now() - this.leavingSince < LEAVING_MS;
  }

  post(route: string, body: unknown, headers: Record<string, string>, signal?: AbortSignal): Promise<Response> {
    const init = { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) };
    return this.send(route, signal ? { ...init, signal } : init);
  }
}

/** Whether a request may well succeed when it is made again. */
export function isPassing(error: unknown): boolean {
  return error instanceof PageLeft || (error instanceof RequestError && (error.status === 0 || error.status >= 500));
}

/** A callback's answer as it came by another way than its own request. */
export function readTold(status: number, body: string): CallbackResponse | null {
  if (status >= 400) throw new RequestError(status, parseError(status, "", body));
  return status === 204 ? null : (JSON.parse(body) as CallbackResponse);
}

export async function readAnswer(answer: Answer): Promise<CallbackResponse | null> {
  if (answer.status === 204) return null;
  const isFrame = answer.headers.get("Content-Type")?.startsWith(FRAME_TYPE);
  return (await (isFrame ? readBytes(answer) : readJson(answer))) as CallbackResponse;
}

async function readBytes(answer: Answer): Promise<unknown> {
  try {
    return readFrame(await (isLong(answer.headers.get("Content-Length")) ? await answer.blob() : answer).arrayBuffer());
  } catch (error) {
    if (error instanceof DOMException) throw error;
    const message = `The server's answer is damaged: ${error instanceof FrameError ? error.message : String(error)}.`;
    throw new RequestError(answer.status, { type: "InvalidAnswer", message });
  }
}

/** @throws RequestError where it says that something went wrong */
export async function checked<T extends Answer>(answer: T): Promise<T> {
  if (!answer.ok) throw new RequestError(answer.status, parseError(answer.status, answer.statusText, await answer.text()));
  return answer;
}

export async function readJson(answer: Answer): Promise<unknown> {
  try {
    return await answer.json();
  } catch (error) {
    if (error instanceof DOMException) throw error;
    const message = `The server's answer is not JSON (${String(error)}). Is it the app's own server that answers at ${answer.url}?`;
    throw new RequestError(answer.status, { type: "InvalidAnswer", message });
  }
}

/** Our server says what went wrong as JSON; a middleware or another server may answer with anything. */
function parseError(status: number, statusText: string, text: string): WireError {
  try {
    const { error } = JSON.parse(text) as { error?: Partial<WireError> };
    if (typeof error?.message === "string") return { type: "Error", ...error, message: error.message };
  } catch {
    // Not JSON: the status has to say it.
  }
  return { type: `HTTP ${status}`, message: `The server answered with ${status} ${statusText}.`.replace(" .", ".") };
}
