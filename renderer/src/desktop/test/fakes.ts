/** The other sides of `window.desktop`, for the tests. */

import type { NoteEvent, WireNote } from "../backend";
import type { Transport } from "../channel";

export interface Sent {
  readonly type: number;
  readonly id?: number;
  readonly object?: string;
  readonly method?: string;
  readonly args?: readonly string[];
  readonly signal?: number;
}

/** Qt's side of the channel. */
export class FakeTransport implements Transport {
  readonly sent: Sent[] = [];
  onmessage: Transport["onmessage"] = null;
  send(text: string): void { this.sent.push(JSON.parse(text) as Sent); }
  say(message: unknown, asText = true): void { this.onmessage!({ data: asText ? JSON.stringify(message) : (message as object) }); }
  /** Answer to the first question: what there is. */
  describe(signal = 5): void { this.say({ type: 10, id: 3, data: { desktop: { methods: [], signals: [["destroyed", 1], ["told", signal]] } } }); }
  /** The shell says something to the page. */
  tell(value: unknown): void { this.say({ type: 1, object: "desktop", signal: 5, args: [JSON.stringify(value)] }); }
  /** What was invoked so far: the method and its arguments. */
  get invoked(): (readonly [string, ...string[]])[] {
    return this.sent.filter(({ type }) => type === 6).map(({ method, args }) => [method!, ...args!] as const);
  }
}

/** The corner for notices. */
export class FakePanel {
  readonly shown: { note: WireNote; ended: (event: NoteEvent) => void; isClosed: boolean }[] = [];
  readonly show = (note: WireNote, ended: (event: NoteEvent) => void): (() => void) => {
    const entry = { note, ended, isClosed: false };
    this.shown.push(entry);
    return () => { entry.isClosed = true; };
  };
}

/** What a promise is rejected with: its code and its message. */
export async function refusal(promise: Promise<unknown>): Promise<{ code: string; message: string; name: string }> {
  try {
    await promise;
  } catch (error) {
    const { code, message, name } = error as { code: string; message: string; name: string };
    return { code, message, name };
  }
  throw new Error("it was not rejected");
}
