/** What the page asks of the runtime. Nothing else in the page speaks to it. */

import type { Answer as BridgeAnswer } from "../desktop/pending";
import { newId } from "../ids";
import type { CallbackRequest, CallbackResponse, LatePackage, PageConfig, WireCallback } from "../protocol";
import { isFetchOwn, takeStream } from "./ahead";
import { CALLS_TYPE, isLong, type Answer } from "./answer";
import { Calls } from "./calls";
import { ACCEPTED } from "./frame";
import { Jobs } from "./jobs";
import { readParted, type Layout } from "./parted";
import { StorageWire } from "./storage";
import { Push, type BridgeTold, type Source, type Told } from "./push";
import { checked, PAGE, readAnswer, readJson, readTold, Requests, RUN } from "./request";

export class Http {
  readonly jobs: Jobs;
  readonly storage: StorageWire;
  private readonly requests: Requests;
  private readonly push: Push | null;
  private readonly calls: Calls;
  /** The outputs of callbacks whose last answer was long. */
  private readonly long = new Set<string>();

  /**
   * @param openStream - opens a stream at an address; tests give another
   * @param page - the page's name for the server; another one for each load of the page
   */
  constructor(
    config: PageConfig, openStream: (url: string) => Source = (url) => new EventSource(url), readonly page: string = newId(),
  ) {
    const base = `${config.requests_pathname_prefix}_desktopdash-`;
    const leave = (page: string): void => { navigator.sendBeacon(`${base}leave/${page}`); };
    this.requests = new Requests(config.requests_pathname_prefix);
    this.push = config.push ? new Push((page) => takeStream(page) ?? openStream(`${base}push/${page}`), leave, this.page) : null;
    this.calls = new Calls({
      one: (body, run, signal, output) => this.ask(body, run, signal, output),
      many: (body) => this.askMany(body),
    });
    this.storage = new StorageWire(this.page, this.requests, this.push);
    this.jobs = new Jobs(this.page, this.requests, this.push);
    // A page with a stream says so by the stream's end.
    if (!this.push) window.addEventListener("pagehide", () => { if (this.jobs.isUsed) leave(this.page); });
  }

  /** The layout as it is now; what is told from then on reaches the page. */
  async layout(): Promise<Layout> {
    const { value, next } = await this.requests.getParted("_dash-layout", this.push ? { [PAGE]: this.page } : {});
    return next ? readParted(value, this.afterDrawing(next)) : { layout: value, rests: null };
  }

  /** Who asks for the rest of the layout has drawn what came first: the server waits for that, for a while. */
  private afterDrawing(next: () => Promise<unknown>): () => Promise<unknown> {
    let isTold = !this.push;
    return () => {
      if (!isTold) this.requests.send(`_desktopdash-drawn/${this.page}`, { method: "POST" }).catch(() => undefined);
      isTold = true;
      return next();
    };
  }

  /** Hand on what `set_props` changes in the server. */
  listen(tell: (told: Told) => void): void {
    this.push?.listen(tell);
  }

  /** Hand on what the server says to the bridge. */
  answerTo(told: BridgeTold): void {
    this.push?.answerTo(told);
  }

  /**
   * Tell the server what the bridge has to say, as JSON.
   *
   * @returns the answers that do not come by the stream
   */
  async say(body: string): Promise<{ answers?: readonly BridgeAnswer[] } | null> {
    await this.push?.settled;
    const headers = { "Content-Type": "application/json" };
    const answer = await this.requests.send(`_desktopdash-bridge/${this.page}`, { method: "POST", headers, body });
    return answer.status === 204 ? null : (readJson(answer) as Promise<{ answers?: readonly BridgeAnswer[] }>);
  }

  /** What a page lacks of a component package that was imported after it; null where the server knows none. */
  latePackage(namespace: string): Promise<LatePackage | null> {
    return this.requests.get(`_desktopdash-package/${encodeURIComponent(namespace)}`) as Promise<LatePackage | null>;
  }

  dependencies(): Promise<WireCallback[]> {
    return this.requests.get("_dash-dependencies") as Promise<WireCallback[]>;
  }

  /**
   * Run a server callback.
   *
   * @param run - names the run in what the callback tells while it is under way
   * @returns null where the callback changes nothing
   * @throws RequestError, or an AbortError when `signal` was used
   */
  async callback(request: CallbackRequest, run: number, signal: AbortSignal): Promise<CallbackResponse | null> {
    await this.push?.settled;
    const { output } = request;
    const answer = await (this.push?.isOpen && isFetchOwn() ? this.calls.ask(request, run, signal) : this.ask(JSON.stringify(request), run, signal, output));
    await checked(answer);
    if (isLong(answer.headers.get("Content-Length"))) this.long.add(output);
    else if (answer.status === 200) this.long.delete(output);
    if (answer.status === 202 && this.push) return this.later(answer, this.push, signal);
    return readAnswer(answer);
  }

  private ask(body: string, run: number, signal: AbortSignal, output: string): Promise<Answer> {
    const named = this.push?.isOpen ? { [PAGE]: this.page, [RUN]: String(run) } : {};
    const headers = { "Content-Type": "application/json", Accept: ACCEPTED, ...named };
    return this.requests.postSoon("_dash-update-component", body, headers, signal, this.long.has(output));
  }

  private askMany(body: string): Promise<Answer> {
    const headers = { "Content-Type": CALLS_TYPE, Accept: ACCEPTED, [PAGE]: this.page };
    return this.requests.postSoon(`_desktopdash-calls/${this.page}`, body, headers);
  }

  /** A callback that takes its time: its connection is given back, and its answer comes when it is there. */
  private async later(promise: Answer, push: Push, signal: AbortSignal): Promise<CallbackResponse | null> {
    const { later } = (await readJson(promise)) as { later: string };
    const told = await push.answer(later);
    // Read without waiting: what the stream tells next has to find this done.
    if (told.status !== undefined) return readTold(told.status, told.body ?? "");
    // Fetched also when nobody wants it any more: the server keeps it until then.
    const answer = await this.requests.send(`_desktopdash-answer/${this.page}/${later}`, {});
    signal.throwIfAborted();
    return readAnswer(answer);
  }
}
