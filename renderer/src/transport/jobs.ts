/** Long callbacks: jobs of the server, which outlive requests, streams and pages. */

import type { CallbackRequest, CallbackResponse, JobEnd, JobEvent, WireJob } from "../protocol";
import { FIRST_PAUSE_MS, Job, longer, LONGEST_RETRY_MS, type Follower } from "./job";
import type { JobTold, Push } from "./push";
import { isPassing, PAGE, readAnswer, readJson, RequestError, RUN, type Requests } from "./request";

/** A job that was told to end, and has. */
export class JobCancelled extends Error {
  override readonly name = "JobCancelled";
}

/** What the one who waits for a job wants. */
export interface Wishes {
  /** In milliseconds: the longest pause between two polls. */
  readonly interval: number;
  readonly tell: Follower["tell"];
  /** Aborted when the job is to end; it then ends when the server says so. */
  readonly cancel: AbortSignal;
  /** A cancel has failed; the job goes on. */
  readonly report: (error: unknown) => void;
}

/** A page that is gone by its own word. */
export interface LeftPage {
  readonly page: string;
  /** The jobs whose ends it had not seen: what was told it in its last moment may not have arrived. */
  readonly jobs: readonly string[];
}

/** The pages of which a page takes over the jobs. */
export interface Claim {
  readonly left: readonly LeftPage[];
  /** Pages that may have crashed, or may live on in another tab: the server knows. */
  readonly lost: readonly string[];
}

export class Jobs {
  private readonly known = new Map<string, Job>();
  /** How many requests are under way whose answers may name jobs; the stream may tell of those first. */
  private asking = 0;
  private listener: () => void = () => undefined;
  /** Whether this page has ever had to do with jobs. */
  isUsed = false;

  constructor(private readonly page: string, private readonly requests: Requests, private readonly push: Push | null) {
    push?.follow((told) => { this.hear(told); }, () => { this.turn(); });
  }

  /** Whether there is anything that a next page could take over. */
  get isLive(): boolean {
    return this.asking + this.known.size > 0;
  }

  /** The jobs whose ends this page has not seen. */
  unseen(): string[] {
    return [...this.known.keys()];
  }

  /** Call `listener` whenever `isLive` may have changed. */
  watch(listener: () => void): void {
    this.listener = listener;
  }

  /**
   * Run a long callback.
   *
   * @param unwanted - aborted when the call has been superseded: then it is not made, if it is not too late
   * @returns null where the callback changes nothing
   * @throws JobCancelled, RequestError, ServerRestarted
   */
  async call(request: CallbackRequest, run: number, unwanted: AbortSignal, wishes: Wishes): Promise<CallbackResponse | null> {
    await this.push?.settled;
    unwanted.throwIfAborted();
    if (wishes.cancel.aborted) throw new JobCancelled();
    // Not aborted when it is unwanted later: only the answer says whose the events are that the stream brings.
    return this.expecting(async () => {
      const answer = await this.requests.post("_dash-update-component", request, { [PAGE]: this.page, [RUN]: String(run) });
      if (answer.status !== 202) return () => readAnswer(answer);
      const { job, events } = (await readJson(answer)) as { job: string; events: JobEvent[] };
      const followed = this.follow(job, events, wishes);
      return () => followed;
    });
  }

  /** Go on with a job that was claimed. See `call`. */
  resume({ job, events }: WireJob, wishes: Wishes): Promise<CallbackResponse | null> {
    return this.follow(job, events, wishes);
  }

  /** Take over the jobs of other pages. With none it tells the server that this page is drawn. */
  async claim({ left, lost }: Claim): Promise<WireJob[]> {
    return this.expecting(async () => {
      const body = lost.length ? { left, lost } : { left };
      const answer = await this.requests.post(`_desktopdash-jobs/${this.page}`, body, { [PAGE]: this.page });
      const { jobs } = (await readJson(answer)) as { jobs: WireJob[] };
      for (const { job } of jobs) this.job(job).isClaimed = true;
      return () => Promise.resolve(jobs);
    });
  }

  /** Keep what the stream tells of unknown jobs until it is clear whose they are. */
  private async expecting<T>(ask: () => Promise<() => Promise<T>>): Promise<T> {
    this.isUsed = true;
    this.asking++;
    this.listener();
    let result: () => Promise<T>;
    try {
      result = await ask();
    } catch (error) {
      // Cut off by leaving the page: the server may have begun a job, for which the next page is to ask.
      if (!this.requests.isLeaving) this.expectNoMore();
      throw error;
    }
    this.expectNoMore();
    return result();
  }

  private expectNoMore(): void {
    this.asking--;
    if (!this.asking) this.forgetStrangers();
    this.listener();
  }

  private forgetStrangers(): void {
    for (const [name, job] of this.known) if (!job.isFollowed && !job.isClaimed) this.known.delete(name);
  }

  private follow(name: string, events: readonly JobEvent[], { interval, tell, cancel, report }: Wishes): Promise<CallbackResponse | null> {
    const job = this.job(name);
    return new Promise((resolve, reject) => {
      const ended = (act: () => void): void => {
        this.known.delete(name);
        this.listener();
        act();
      };
      job.hear(events);
      job.follow({
        tell,
        end: (end) => { ended(() => { settle(end, resolve, reject); }); },
        lose: (error) => { ended(() => { reject(error as Error); }); },
      }, interval);
      const stop = (): void => { this.cancel(name).catch(report); };
      if (cancel.aborted) stop();
      else cancel.addEventListener("abort", stop);
    });
  }

  /** Asked until the server has heard it, or the job has ended. */
  private async cancel(name: string): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; this.known.has(name); pause = longer(pause, LONGEST_RETRY_MS)) {
      try {
        await this.requests.post(this.route("cancel", name), {}, { [PAGE]: this.page });
        return;
      } catch (error) {
        // It has ended already, and its end is on the way.
        if (error instanceof RequestError && [404, 409].includes(error.status)) return;
        if (!isPassing(error)) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  private job(name: string): Job {
    const known = this.known.get(name);
    if (known) return known;
    const job = new Job(name, { events: (_, after) => this.events(name, after), isTold: () => this.push?.isLive ?? false });
    this.known.set(name, job);
    return job;
  }

  private async events(name: string, after: number): Promise<readonly JobEvent[]> {
    const answer = await this.requests.get(`${this.route("job", name)}?after=${after}`, { [PAGE]: this.page });
    return (answer as { events: JobEvent[] }).events;
  }

  private route(what: "job" | "cancel", name: string): string {
    return `_desktopdash-${what}/${this.page}/${encodeURIComponent(name)}`;
  }

  private hear({ job: name, event, number }: JobTold): void {
    // Where nothing is expected, an unknown job is one that has ended: it was fetched before it was told.
    if (!this.known.has(name) && !this.asking) return;
    const job = this.job(name);
    if (event) job.hearOne(event);
    else if (number !== undefined) job.announce(number);
  }

  /** The stream is another one now, or is there no more: what was told in between is not known. */
  private turn(): void {
    for (const job of this.known.values()) void job.fetch();
  }
}

function settle(end: JobEnd, resolve: (answer: CallbackResponse | null) => void, reject: (error: Error) => void): void {
  const { answer, state } = end;
  if (answer !== undefined) resolve(answer);
  else if (state === "cancelled") reject(new JobCancelled("The job was cancelled."));
  else reject(new RequestError(500, end.error ?? { type: state, message: `The job has ended without an answer (${state}).` }));
}
