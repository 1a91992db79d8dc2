/** One job of the server, followed to its end: each of its events once, in the order of their numbers. */

import type { JobEnd, JobEvent } from "../protocol";
import { ServerRestarted } from "./push";
import { isPassing, RequestError } from "./request";

/** Who follows a job. */
export interface Follower {
  tell(news: Exclude<JobEvent, JobEnd>): void;
  end(end: JobEnd): void;
  /** There will be no end. */
  lose(error: unknown): void;
}

/** How a job's events are asked for. */
export interface Routes {
  /** @throws RequestError with 404 where there is no such job */
  events(job: string, after: number): Promise<readonly JobEvent[]>;
  /** Whether the stream will tell of what happens. */
  isTold(): boolean;
}

/** The first pause before a job's events are asked for; each is longer than the last by half. */
export const FIRST_PAUSE_MS = 50;
/** The longest pause after a request that has failed. */
export const LONGEST_RETRY_MS = 5000;
/** So many events are kept of a job that nobody follows (yet). Others are fetched if somebody does. */
const MOST_HELD = 1000;

export function longer(pause: number, longest: number): number {
  return Math.min(pause * 1.5, Math.max(longest, FIRST_PAUSE_MS));
}

export class Job {
  /** An earlier page's: it may still be followed, when its components come. */
  isClaimed = false;
  /** The number of the last event that was handed on. */
  private last = 0;
  /** The largest number that was heard of. */
  private heard = 0;
  private readonly ahead = new Map<number, JobEvent>();
  private follower: Follower | null = null;
  private interval = 0;
  private isEnded = false;
  private isAsking = false;
  /** Something may have been missed while nobody followed. */
  private isStale = false;
  private pause = FIRST_PAUSE_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly name: string, private readonly routes: Routes) {}

  get isFollowed(): boolean {
    return this.follower !== null;
  }

  /** @param interval - the longest pause between two questions for news, where the stream does not bring them */
  follow(follower: Follower, interval: number): void {
    this.follower = follower;
    this.interval = interval;
    this.handOn();
    if (this.isStale || this.isMissing) void this.fetch();
    else this.plan();
  }

  /** Events that have come, in any order, some maybe for the second time. */
  hear(events: readonly JobEvent[]): void {
    for (const event of events) {
      this.heard = Math.max(this.heard, event.number);
      const isRoom = this.follower ?? this.ahead.size < MOST_HELD;
      if (event.number > this.last && isRoom) this.ahead.set(event.number, event);
    }
    this.handOn();
  }

  /** An event that has come alone shows by its number what is missing. */
  hearOne(event: JobEvent): void {
    this.hear([event]);
    if (this.isMissing) void this.fetch();
  }

  /** There is an event of this number, which has to be fetched. */
  announce(number: number): void {
    this.heard = Math.max(this.heard, number);
    if (this.isMissing) void this.fetch();
  }

  /** Ask for what is new. */
  async fetch(): Promise<void> {
    this.isStale = true;
    if (!this.follower || this.isEnded || this.isAsking) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isAsking = true;
    this.isStale = false;
    const failure = await this.ask();
    this.isAsking = false;
    if (failure !== null && !isPassing(failure)) this.lose(failure);
    else if (failure === null && this.isStale) void this.fetch(); // something was announced meanwhile
    else this.plan();
  }

  /** Returns what went wrong, or null. */
  private async ask(): Promise<unknown> {
    const before = this.last;
    try {
      this.hear(await this.routes.events(this.name, before));
      this.pause = this.last > before ? FIRST_PAUSE_MS : longer(this.pause, this.interval);
      return null;
    } catch (error) {
      this.pause = longer(this.pause, LONGEST_RETRY_MS);
      this.isStale = true;
      return error;
    }
  }

  /** Ask again in a while, unless the stream tells and nothing is missing. */
  private plan(): void {
    if (this.isEnded || this.isAsking || this.timer !== undefined) return;
    if (this.routes.isTold() && !this.isMissing && !this.isStale) return;
    this.timer = setTimeout(() => { this.timer = undefined; void this.fetch(); }, this.pause);
  }

  /** Whether there are events that whoever follows has not been told and that have not come. */
  private get isMissing(): boolean {
    return this.isFollowed && !this.isEnded && this.heard > this.last;
  }

  private handOn(): void {
    if (!this.follower) return;
    for (let event = this.ahead.get(this.last + 1); event && !this.isEnded; event = this.ahead.get(this.last + 1)) {
      this.ahead.delete(event.number);
      this.last = event.number;
      if (event.kind === "end") this.end(() => this.follower!.end(event));
      else this.follower.tell(event);
    }
  }

  private lose(error: unknown): void {
    const isUnknown = error instanceof RequestError && error.status === 404;
    const text = "The app's server was started again, or has given the job up, while the callback ran.";
    this.end(() => this.follower!.lose(isUnknown ? new ServerRestarted(text) : error));
  }

  private end(tell: () => void): void {
    this.isEnded = true;
    clearTimeout(this.timer);
    this.ahead.clear();
    tell();
  }
}
