/** Requests to the runtime. Nothing else in the page speaks to it. */

import { Push, type Source, type Told } from "./push";
import type { CallbackRequest, CallbackResponse, LatePackage, PageConfig, WireCallback, WireError } from "../protocol";

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
const PAGE = "X-Desktopdash-Page";
const RUN = "X-Desktopdash-Run";

export class Http {
  private leavingSince = Number.NEGATIVE_INFINITY;
  private readonly push: Push | null;

  /** @param openStream - opens a stream at an address; tests give another */
  constructor(private readonly config: PageConfig, openStream: (url: string) => Source = (url) => new EventSource(url)) {
    const base = `${config.requests_pathname_prefix}_desktopdash-`;
    this.push = config.push
      ? new Push((page) => openStream(`${base}push/${page}`), (page) => { navigator.sendBeacon(`${base}leave/${page}`); })
      : null;
    window.addEventListener("beforeunload", () => { this.leavingSince = performance.now(); });
  }

  /** The layout as it is now; what is told from then on reaches the page. */
  layout(): Promise<unknown> {
    return this.get("_dash-layout", this.push ? { [PAGE]: this.push.page } : {});
  }

  /** Hand on what `set_props` changes in the server. */
  listen(tell: (told: Told) => void): void {
    this.push?.listen(tell);
  }

  /** What a page lacks of a component package that was imported after it; null where the server knows none. */
  latePackage(namespace: string): Promise<LatePackage | null> {
    return this.get(`_desktopdash-package/${encodeURIComponent(namespace)}`) as Promise<LatePackage | null>;
  }

  dependencies(): Promise<WireCallback[]> {
    return this.get("_dash-dependencies") as Promise<WireCallback[]>;
  }

  /**
   * Run a server callback.
   *
   * @param run - names the run in what the callback tells while it is under way
   * @returns null where the callback changes nothing
   * @throws RequestError, or an AbortError when `signal` was used
   */
  async callback(request: CallbackRequest, run: number, signal: AbortSignal): Promise<CallbackResponse | null> {
    const headers: Record<string, string> = { "Content-Type": "application/json" };
    await this.push?.settled;
    if (this.push?.isOpen) Object.assign(headers, { [PAGE]: this.push.page, [RUN]: String(run) });
    const answer = await this.send("_dash-update-component", { method: "POST", headers, body: JSON.stringify(request), signal });
    if (answer.status === 202 && this.push) return this.later(answer, this.push, signal);
    return readAnswer(answer);
  }

  /** A callback that takes its time: its connection is given back, and its answer comes when it is there. */
  private async later(promise: Response, push: Push, signal: AbortSignal): Promise<CallbackResponse | null> {
    const { later } = (await readJson(promise)) as { later: string };
    const told = await push.answer(later);
    // Read without waiting: what the stream tells next has to find this done.
    if (told.status !== undefined) return readTold(told.status, told.body ?? "");
    // Fetched also when nobody wants it any more: the server keeps it until then.
    const answer = await this.send(`_desktopdash-answer/${push.page}/${later}`, {});
    signal.throwIfAborted();
    return readAnswer(answer);
  }

  private async get(route: string, headers: Record<string, string> = {}): Promise<unknown> {
    return readJson(await this.send(route, { headers }));
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

function readTold(status: number, body: string): CallbackResponse | null {
  if (status >= 400) throw new RequestError(status, parseError(status, "", body));
  return status === 204 ? null : (JSON.parse(body) as CallbackResponse);
}

async function readAnswer(answer: Response): Promise<CallbackResponse | null> {
  return answer.status === 204 ? null : ((await readJson(answer)) as CallbackResponse);
}

async function checked(answer: Response): Promise<Response> {
  if (!answer.ok) throw new RequestError(answer.status, parseError(answer.status, answer.statusText, await answer.text()));
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
function parseError(status: number, statusText: string, text: string): WireError {
  try {
    const { error } = JSON.parse(text) as { error?: Partial<WireError> };
    if (typeof error?.message === "string") return { type: "Error", ...error, message: error.message };
  } catch {
    // Not JSON: the status has to say it.
  }
  return { type: `HTTP ${status}`, message: `The server answered with ${status} ${statusText}.`.replace(" .", ".") };
}
