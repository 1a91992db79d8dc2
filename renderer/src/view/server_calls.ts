/** Callbacks that run in the server: what is under way, and what it comes to. Long ones are jobs, all others requests. */

import type { News, Outcome, Run } from "../core/scheduler";
import type { CallbackRequest, CallbackResponse, WireJob } from "../protocol";
import type { Http } from "../transport/http";
import { JobCancelled, type Wishes } from "../transport/jobs";
import type { Hooks } from "./hooks";

interface UnderWay {
  readonly unwanted: AbortController;
  readonly cancel: AbortController;
}

/** Who is told of runs before their end. */
interface Listener {
  tell(run: Run, news: News): void;
  report(run: Run, error: unknown): void;
}

/** So many runs are remembered for what they may still tell. */
const MOST_TELLERS = 1000;

export class ServerCalls {
  private readonly underWay = new Map<Run, UnderWay>();
  /** The instances of runs that may still tell something, superseded ones too. */
  private readonly tellers = new Map<number, string>();

  constructor(private readonly http: Http, private readonly hooks: Hooks, private readonly listener: Listener) {}

  call(run: Run, request: CallbackRequest): Promise<Outcome> {
    this.remember(run);
    return this.outcome(run, request, async ({ unwanted, cancel }) => {
      if (this.hooks.has("request_pre")) await this.hooks.call("request_pre", request);
      return run.instance.def.background
        ? this.http.jobs.call(request, run.id, unwanted.signal, this.wishes(run, cancel))
        : this.http.callback(request, run.id, unwanted.signal);
    });
  }

  /**
   * Go on with an earlier page's job.
   *
   * @param request - as this page would have asked
   */
  resume(run: Run, job: WireJob, request: CallbackRequest): Promise<Outcome> {
    return this.outcome(run, request, ({ cancel }) => this.http.jobs.resume(job, this.wishes(run, cancel)));
  }

  abandon(run: Run): void {
    this.underWay.get(run)?.unwanted.abort();
  }

  cancel(run: Run): void {
    this.underWay.get(run)?.cancel.abort();
  }

  /** The key of the instance of a run, by the run's number. */
  instanceOf(run: number): string | undefined {
    return this.tellers.get(run);
  }

  private wishes(run: Run, { signal }: AbortController): Wishes {
    return {
      interval: run.instance.def.background!.interval,
      cancel: signal,
      tell: (news) => { this.listener.tell(run, news); },
      report: (error) => { this.listener.report(run, error); },
    };
  }

  private async outcome(
    run: Run, request: CallbackRequest, ask: (underWay: UnderWay) => Promise<CallbackResponse | null>,
  ): Promise<Outcome> {
    const underWay = { unwanted: new AbortController(), cancel: new AbortController() };
    this.underWay.set(run, underWay);
    try {
      const answer = await ask(underWay);
      const updates = answer?.response ?? {};
      if (this.hooks.has("request_post")) await this.hooks.call("request_post", request, updates);
      if (!answer) return { kind: "nothing" };
      return { kind: "updates", updates, side: [answer.sideUpdate ?? []].flat() };
    } catch (error) {
      return error instanceof JobCancelled ? { kind: "cancelled" } : { kind: "failed", error };
    } finally {
      this.underWay.delete(run);
    }
  }

  private remember(run: Run): void {
    this.tellers.set(run.id, run.instance.key);
    if (this.tellers.size <= MOST_TELLERS) return;
    const [oldest] = this.tellers.keys();
    this.tellers.delete(oldest!);
  }
}
