/**
 * Callbacks that are asked for at once, in one request; see `server/calls.py`. A request costs a browser more than a
 * quick callback costs the server, and it makes no more than six of them at a time.
 */

import type { CallbackRequest } from "../protocol";
import type { Answer } from "./answer";
import { RequestError } from "./request";

/** Fewer go by themselves: each is answered when it is there, and the browser has as many connections. */
const FEWEST = 4;
const MOST = 100;
/** A longer one goes by itself. */
const MOST_CHARACTERS = 2 ** 16;
/** In the server a request has at most 2 ** 20 bytes, and a character at most three. */
const MOST_CHARACTERS_TOGETHER = 2 ** 18;

/** How requests are sent. */
export interface Sender {
  one(body: string, run: number, signal: AbortSignal, output: string): Promise<Answer>;
  many(body: string): Promise<Answer>;
}

interface Call {
  readonly run: number;
  readonly output: string;
  readonly body: string;
  readonly signal: AbortSignal;
  readonly resolve: (answer: Answer | Promise<Answer>) => void;
  readonly reject: (error: unknown) => void;
}

export class Calls {
  private waiting: Call[] = [];

  constructor(private readonly sender: Sender) {}

  /**
   * Ask for a callback, together with those that are asked for in the same turn of the event loop.
   *
   * @returns its answer; who asks looks at the status
   * @throws what the sender throws; the signal's reason
   */
  ask(request: CallbackRequest, run: number, signal: AbortSignal): Promise<Answer> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const call = { run, output: request.output, body: JSON.stringify(request), signal, resolve, reject };
      if (this.waiting.push(call) === 1) queueMicrotask(() => { this.flush(); });
    });
  }

  private flush(): void {
    const calls = this.waiting.splice(0);
    const short = calls.filter(({ body }) => body.length <= MOST_CHARACTERS);
    const together = short.length < FEWEST ? [] : short;
    for (const call of calls) if (!together.includes(call)) this.sendOne(call);
    for (const group of grouped(together)) void this.sendMany(group);
  }

  private sendOne({ body, run, signal, output, resolve }: Call): void {
    resolve(this.sender.one(body, run, signal, output));
  }

  private async sendMany(calls: readonly Call[]): Promise<void> {
    for (const { signal, reject } of calls) signal.addEventListener("abort", () => { reject(signal.reason); });
    try {
      const head = JSON.stringify(calls.map(({ run, output }) => [run, output]));
      const answer = await this.sender.many([head, ...calls.map(({ body }) => body)].join("\n"));
      const parts = readParts(await answer.arrayBuffer(), answer.url);
      if (parts.length !== calls.length) throw damaged(`it has ${parts.length} parts, expected ${calls.length}`);
      for (const [i, { resolve }] of calls.entries()) resolve(parts[i]!);
    } catch (error) {
      for (const { reject } of calls) reject(error);
    }
  }
}

function grouped(calls: readonly Call[]): Call[][] {
  const groups: Call[][] = [];
  let room = 0;
  for (const call of calls) {
    const last = groups.at(-1);
    if (last && last.length < MOST && call.body.length <= room) last.push(call);
    else groups.push([call]);
    room = (groups.at(-1) === last ? room : MOST_CHARACTERS_TOGETHER) - call.body.length;
  }
  return groups;
}

/** A part of an answer, which stands for the answer to a request of its own. */
class Part implements Answer {
  readonly statusText = "";

  constructor(readonly status: number, private readonly type: string, private readonly bytes: Uint8Array<ArrayBuffer>, readonly url: string) {}

  get ok(): boolean { return this.status >= 200 && this.status < 300; }
  get headers(): Answer["headers"] { return { get: (name) => (name.toLowerCase() === "content-type" ? this.type : null) }; }
  async json(): Promise<unknown> { return JSON.parse(await this.text()) as unknown; }
  text(): Promise<string> { return Promise.resolve(new TextDecoder().decode(this.bytes)); }
  arrayBuffer(): Promise<ArrayBuffer> { return Promise.resolve(this.bytes.slice().buffer); }
  blob(): Promise<Blob> { return Promise.resolve(new Blob([this.bytes])); }
}

/** @throws RequestError where it is none */
function readParts(buffer: ArrayBuffer, url: string): Part[] {
  const bytes = new Uint8Array(buffer);
  const end = bytes.indexOf(10);
  if (end < 0) throw damaged("it has no first line");
  let at = end + 1;
  return readHead(bytes.subarray(0, end)).map(([status, type, length]) => {
    if (at + length > bytes.length) throw damaged("it ends within its parts");
    return new Part(status, type, bytes.subarray(at, (at += length)), url);
  });
}

function readHead(bytes: Uint8Array): readonly [status: number, type: string, length: number][] {
  try {
    const head: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (Array.isArray(head)) return head as [number, string, number][];
  } catch (error) {
    throw damaged(String(error));
  }
  throw damaged("its first line is no list");
}

function damaged(why: string): RequestError {
  return new RequestError(200, { type: "InvalidAnswer", message: `The server's answer to several callbacks is damaged: ${why}.` });
}
