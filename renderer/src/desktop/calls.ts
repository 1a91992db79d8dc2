/** Calls of exposed functions from a page that has no channel: by requests, in their order, many in one. */

import type { Backend } from "./backend";
import { DesktopError, describeError } from "./errors";
import { Pending, type Answer } from "./pending";
import { encode } from "./shell";

/** Sends what the page says; answers that do not come by the stream come back. */
export type Post = (body: string) => Promise<{ answers?: readonly Answer[] } | null>;

export class Calls implements Pick<Backend, "call"> {
  private readonly pending = new Pending<number>();
  private count = 0;
  private waiting: { id: number; text: string }[] = [];
  private isSending = false;

  constructor(private readonly post: Post) {}

  call(name: string, args: readonly unknown[], timeout: number): Promise<unknown> {
    const id = ++this.count;
    return this.pending.ask(id, name, timeout, () => {
      this.waiting.push({ id, text: encode(name, { id, name, args }) });
      if (!this.isSending) void this.sendAll();
    });
  }

  /** An answer that came by the stream. */
  answer(answer: Answer): void {
    this.pending.answer(answer);
  }

  /** One request at a time: the next would overtake it. */
  private async sendAll(): Promise<void> {
    this.isSending = true;
    await Promise.resolve(); // those made in the same turn go together
    while (this.waiting.length) await this.send(this.waiting.splice(0));
    this.isSending = false;
  }

  private async send(calls: readonly { id: number; text: string }[]): Promise<void> {
    try {
      const found = await this.post(`{"calls":[${calls.map(({ text }) => text).join(",")}]}`);
      for (const answer of found?.answers ?? []) this.pending.answer(answer);
    } catch (error) {
      const failure = new DesktopError("gone", `the app could not be reached: ${describeError(error).message}`);
      for (const { id } of calls) this.pending.fail(id, failure);
    }
  }
}
