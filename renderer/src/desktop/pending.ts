/** Questions that wait for their answers. */

import { DesktopError, errorOf, type WireError } from "./errors";

/** An answer on the wire. */
export interface Answer {
  readonly id: number | string;
  readonly value?: unknown;
  readonly error?: WireError | null;
}

interface Question {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Whether a time is to be waited for at all: a timer that is set for longer than it can count fires at once. */
export function isSoon(timeout: number): boolean {
  return timeout < 2 ** 31;
}

export class Pending<Id extends number | string> {
  private readonly questions = new Map<Id, Question>();

  /**
   * @param what - the question in messages
   * @param timeout - milliseconds; Infinity for none
   * @param send - takes the question to the other side; may throw
   */
  ask(id: Id, what: string, timeout: number, send: () => void): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const late = (): void => {
        this.questions.delete(id);
        reject(new DesktopError("timeout", `${what}: no answer within ${timeout} ms`));
      };
      this.questions.set(id, { resolve, reject, timer: isSoon(timeout) ? setTimeout(late, timeout) : undefined });
      try {
        send();
      } catch (error) {
        this.take(id)?.reject(error as Error);
      }
    });
  }

  answer({ id, value, error }: Answer): void {
    const question = this.take(id as Id);
    if (error) question?.reject(errorOf(error));
    else question?.resolve(value);
  }

  /** The question can have no answer. */
  fail(id: Id, error: Error): void {
    this.take(id)?.reject(error);
  }

  /** None of them can have one. */
  failAll(error: Error): void {
    for (const id of [...this.questions.keys()]) this.fail(id, error);
  }

  private take(id: Id): Question | undefined {
    const question = this.questions.get(id);
    this.questions.delete(id);
    clearTimeout(question?.timer);
    return question;
  }
}
