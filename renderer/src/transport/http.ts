/** Requests to the runtime. Nothing else in the page speaks to it. */

import { Push, type Source } from "./push";
import type { CallbackRequest, CallbackResponse, PageConfig, WireCallback, WireError } from "../protocol";

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

/** How long after `beforeunload` a failed request counts as cut off by leaving. A person may also have stayed. */
const LEAVING_MS = 2000;

export class Http {
  private leavingSince = Number.NEGATIVE_INFINITY;
  private readonly push: Push | null;

  /** @param openStream - opens a stream at an address; tests give another */
  constructor(private readonly config: PageConfig, openStream: (url: string) => Source = (url) => new EventSource(url)) {
    this.push = config.push ? new Push((page) => openStream(`${config.requests_pathname_prefix}_desktopdash-push/${page}`)) : null;
    window.addEventListener("beforeunload", () => { this.leavingSince = performance.now(); });
  }

  layout(): Promise<unknown> {
    return this.get("_dash-layout");
  }

  dependencies(): Promise<WireCallback[]> {
    return this.get("_dash-dependencies") as Promise<WireCallback[]>;
  }

  /**
   * Run a server callback.
   *
   * @returns null where the callback changes nothing
   * @throws RequestError, or an AbortError when `signal` was used
   */
  async callback(request: CallbackRequest, signal: AbortSignal): Promise<CallbackResponse | null> {
    const headers: Record<string, string> = { "Content-Type": "application/json" };
    if (this.push?.isOpen) headers["X-Desktopdash-Page"] = this.push.page;
    let answer = await this.send("_dash-update-component", { method: "POST", headers, body: JSON.stringify(request), signal });
    if (answer.status === 202 && this.push) answer = await this.later(answer, this.push, signal);
    return answer.status === 204 ? null : ((await readJson(answer)) as CallbackResponse);
  }

  /** A callback that takes its time: its connection is given back, and the answer fetched when the server says so. */
  private async later(promise: Response, push: Push, signal: AbortSignal): Promise<Response> {
    const { later } = (await readJson(promise)) as { later: string };
    const told = await push.answer(later);
    if (told.status !== undefined) return checked(new Response(told.status === 204 ? null : (told.body ?? ""), { status: told.status }));
    // Fetched also when nobody wants it any more: the server keeps it until then.
    const answer = await this.send(`_desktopdash-answer/${push.page}/${later}`, {});
    signal.throwIfAborted();
    return answer;
  }

  private async get(route: string): Promise<unknown> {
    return readJson(await this.send(route, {}));
  }

  private async send(route: string, init: RequestInit): Promise<Response> {
    const url = this.config.requests_pathname_prefix + route;
    let answer: Response;
    try {
      answer = await fetch(url, { credentials: "same-origin", ...init });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      if (performance.now() - this.leavingSince < LEAVING_MS) throw new PageLeft();
      throw new RequestError(0, { type: "ServerUnreachable", message: `The app's server did not answer (${String(error)}).` });
    }
    return checked(answer);
  }
}

async function checked(answer: Response): Promise<Response> {
  if (!answer.ok) throw new RequestError(answer.status, await readError(answer));
  return answer;
}

async function readJson(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch (error) {
    if (error instanceof DOMException) throw error;
    const message = `The server's answer is not JSON (${String(error)}). Is it the app's own server that answers at ${answer.url}?`;
    throw new RequestError(answer.status, { type: "InvalidAnswer", message });
  }
}

/** Our server says what went wrong as JSON; a middleware or another server may answer with anything. */
async function readError(answer: Response): Promise<WireError> {
  const text = await answer.text();
  try {
    const { error } = JSON.parse(text) as { error?: Partial<WireError> };
    if (typeof error?.message === "string") return { type: "Error", ...error, message: error.message };
  } catch {
    // Not JSON: the status has to say it.
  }
  return { type: `HTTP ${answer.status}`, message: `The server answered with ${answer.status} ${answer.statusText}.` };
}
