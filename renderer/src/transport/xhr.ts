/**
 * A request by `XMLHttpRequest`, which costs a browser less than `fetch` does: no streams, and fewer turns of the event
 * loop between the answer and whoever waits for it.
 */

import { ANSWERS_TYPE, isLong, type Answer } from "./answer";
import { FRAME_TYPE } from "./frame";

const HEADERS_RECEIVED = 2;

export interface Asked {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Send a POST.
 *
 * @throws TypeError where there is no answer, as `fetch`; the signal's reason
 */
export function post(url: string, { headers, body, signal }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const xhr = new XMLHttpRequest();
    xhr.open("POST", url);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    const abort = (): void => { xhr.abort(); };
    signal?.addEventListener("abort", abort);
    xhr.onreadystatechange = () => { if (xhr.readyState === HEADERS_RECEIVED) chooseType(xhr); };
    xhr.onloadend = () => { signal?.removeEventListener("abort", abort); };
    xhr.onload = () => { resolve(new XhrAnswer(xhr)); };
    xhr.onerror = () => { reject(new TypeError("the connection failed")); };
    xhr.onabort = () => { reject((signal?.reason as Error | undefined) ?? new DOMException("cut off", "AbortError")); };
    xhr.send(body);
  });
}

function chooseType(xhr: XMLHttpRequest): void {
  if (!isBinary(xhr.getResponseHeader("Content-Type"))) return;
  xhr.responseType = isLong(xhr.getResponseHeader("Content-Length")) ? "blob" : "arraybuffer";
}

function isBinary(type: string | null): boolean {
  return type !== null && [FRAME_TYPE, ANSWERS_TYPE].some((binary) => type.startsWith(binary));
}

class XhrAnswer implements Answer {
  constructor(private readonly xhr: XMLHttpRequest) {}

  get status(): number { return this.xhr.status; }
  get ok(): boolean { return this.status >= 200 && this.status < 300; }
  get statusText(): string { return this.xhr.statusText; }
  get url(): string { return this.xhr.responseURL; }
  get headers(): Answer["headers"] { return { get: (name) => this.xhr.getResponseHeader(name) }; }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown;
  }

  async text(): Promise<string> {
    const { response } = this.xhr as { response: unknown };
    return typeof response === "string" ? response : (await this.blob()).text();
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const { response } = this.xhr as { response: unknown };
    return response instanceof ArrayBuffer ? response : (await this.blob()).arrayBuffer();
  }

  blob(): Promise<Blob> {
    const { response } = this.xhr as { response: unknown };
    return Promise.resolve(response instanceof Blob ? response : new Blob([response as BlobPart]));
  }
}
