/** What is to be done, in its order: the ends of runs, then the runs that are asked for. */

import type { Run } from "./active";
import type { Outcome } from "./host";

/** How it is done, by the scheduler. Both may add more to do. */
interface Work {
  consider(run: Run): void;
  finish(run: Run, outcome: Outcome): void;
}

export class Pump {
  private queue: Run[] = [];
  private outcomes: { run: Run; outcome: Outcome }[] = [];
  private isAtWork = false;
  private isDeferred = false;

  constructor(private readonly work: Work, private readonly defer: (pump: () => void) => void) {}

  /** Ask whether a run can begin. */
  consider(run: Run): void {
    this.queue.push(run);
  }

  /** Ask at once for some of those that have been asked for; the others keep their turn. */
  first(isFirst: (run: Run) => boolean): void {
    for (const run of this.queue.filter(isFirst)) this.work.consider(run);
  }

  finish(run: Run, outcome: Outcome): void {
    this.outcomes.push({ run, outcome });
    this.soon();
  }

  soon(): void {
    if (this.isAtWork || this.isDeferred) return;
    this.isDeferred = true;
    this.defer(() => { this.pump(); });
  }

  /** Do all that can be done now. */
  pump(): void {
    if (this.isAtWork) return;
    this.isAtWork = true;
    this.isDeferred = false;
    try {
      this.drain();
    } finally {
      this.isAtWork = false;
    }
  }

  private drain(): void {
    for (let at = 0, done = 0; ; ) {
      if (done < this.outcomes.length) {
        const { run, outcome } = this.outcomes[done++]!;
        this.work.finish(run, outcome);
      } else if (at < this.queue.length) {
        this.work.consider(this.queue[at++]!);
      } else {
        this.outcomes = [];
        this.queue = [];
        return;
      }
    }
  }
}
