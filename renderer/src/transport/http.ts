/** Requests to the runtime. Nothing else in the page speaks to it. */

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

  constructor(private readonly config: PageConfig) {
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
    const answer = await this.send("_dash-update-component", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(request),
      signal,
    });
    return answer.status === 204 ? null : ((await readJson(answer)) as CallbackResponse);
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
    if (!answer.ok) throw new RequestError(answer.status, await readError(answer));
    return answer;
  }
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
