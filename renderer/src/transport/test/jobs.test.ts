// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CallbackRequest, JobEvent, PageConfig, WireJob } from "../../protocol";
import { Http } from "../http";
import { JobCancelled } from "../jobs";
import { ServerRestarted, type Source } from "../push";
import { RequestError } from "../request";

class FakeSource extends EventTarget implements Source {
  readyState = 0;
  close(): void { this.readyState = 2; }
  tell(kind: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(kind, { data: typeof data === "string" ? data : JSON.stringify(data) }));
  }
}

interface Sent { route: string; headers: Record<string, string>; body: unknown }
type Answer = { status: number; body?: unknown } | "unreachable";

const request: CallbackRequest = { output: "o.c", outputs: { id: "o", property: "c" }, inputs: [], state: [], changedPropIds: [] };
const step = (number: number): JobEvent => ({ number, kind: "progress", values: [[0, number]] });
const end = (number: number, value: unknown = "done"): JobEvent => (
  { number, kind: "end", state: "done", answer: { multi: true, response: { o: { c: value } } } }
);
const error = { type: "ValueError", message: "bad", callback: "f", traceback: "tb" };

let sent: Sent[];
/** What the server answers, by the name of the route; the last of several for ever. */
let answers: Record<string, Answer[]>;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  answers = { update: [{ status: 202, body: { job: "j", events: [] } }], job: [{ status: 200, body: { events: [] } }], cancel: [{ status: 204 }] };
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    const page = /[0-9a-f]{32}/;
    sent.push({ route: url.replace(page, "PAGE"), headers: (init.headers ?? {}) as Record<string, string>, body: init.body && JSON.parse(init.body as string) });
    const name = /_dash-(update)|_desktopdash-(\w+)/.exec(url)!;
    const queue = answers[(name[1] ?? name[2])!]!;
    const answer = queue.length > 1 ? queue.shift()! : queue[0]!;
    if (answer === "unreachable") return Promise.reject(new TypeError("failed to fetch"));
    return Promise.resolve(new Response(answer.status === 204 ? null : JSON.stringify(answer.body), { status: answer.status }));
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const turns = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
/** The numbers that were asked for, each with the milliseconds since the last question. */
const asked = (): number[] => sent.filter(({ route }) => route.includes("-job/")).map(({ route }) => Number(route.split("after=")[1]));
const routes = (): string[] => sent.map(({ route }) => route);

/** The request is on its way, and not answered yet. */
async function isSent(): Promise<void> {
  while (!sent.length) await Promise.resolve();
}

interface Running {
  http: Http;
  source: FakeSource;
  heard: unknown[];
  reported: unknown[];
  cancel: AbortController;
  /** Undefined until there is one. */
  result(): unknown;
}

function page(push: boolean): { http: Http; source: FakeSource } {
  const source = new FakeSource();
  const http = new Http({ requests_pathname_prefix: "/app/", push } as PageConfig, () => source);
  if (push) source.tell("hello", "boot1");
  return { http, source };
}

async function begin({ push = true, on = page(push), run = 7, job = null as WireJob | null } = {}): Promise<Running> {
  const heard: unknown[] = [], reported: unknown[] = [], cancel = new AbortController();
  const wishes = {
    interval: 200, cancel: cancel.signal, report: (failed: unknown) => reported.push(failed),
    tell: (news: JobEvent) => heard.push(news.kind === "progress" ? news.values[0]![1] : news),
  };
  let result: unknown;
  const answer = job ? on.http.jobs.resume(job, wishes) : on.http.jobs.call(request, run, new AbortController().signal, wishes);
  void answer.then((value) => { result = value; }, (failed: unknown) => { result = failed; });
  await turns();
  return { ...on, heard, reported, cancel, result: () => result };
}

describe("a long callback's request", () => {
  it("says which page and which run asks, also where there is no stream", async () => {
    for (const push of [true, false]) {
      const { http } = await begin({ push });
      expect(sent.at(-1)).toMatchObject({
        route: "/app/_dash-update-component", body: request, headers: { "X-Desktopdash-Page": http.page, "X-Desktopdash-Run": "7" },
      });
    }
  });

  it("may be answered at once, as any other", async () => {
    answers["update"] = [{ status: 200, body: { response: { o: { c: 1 } } } }, { status: 204 }, { status: 500, body: { error } }];
    expect((await begin()).result()).toEqual({ response: { o: { c: 1 } } });
    expect((await begin()).result()).toBeNull();
    expect((await begin()).result()).toMatchObject({ status: 500, detail: error });
    expect(routes()).toHaveLength(3);
  });

  it("is not made when it is unwanted, or cancelled, before it goes", async () => {
    const { http } = page(true);
    const stop = new AbortController(), live = new AbortController();
    stop.abort();
    const wishes = { interval: 200, tell: () => undefined, report: () => undefined };
    await expect(http.jobs.call(request, 1, stop.signal, { ...wishes, cancel: live.signal })).rejects.toThrow(/abort/i);
    await expect(http.jobs.call(request, 1, live.signal, { ...wishes, cancel: stop.signal })).rejects.toBeInstanceOf(JobCancelled);
    expect(sent).toEqual([]);
  });
});

describe("a request for a long callback that is cut off", () => {
  it("by leaving the page leaves something to take over: the server may have begun the job", async () => {
    answers["update"] = ["unreachable"];
    const on = page(true);
    window.dispatchEvent(new Event("beforeunload"));
    const { result } = await begin({ on });
    expect([String(result()), on.http.jobs.isLive]).toEqual(["PageLeft", true]);
  });

  it("by leaving the page in the middle of its answer does so too", async () => {
    vi.stubGlobal("fetch", () => Promise.resolve(new Response("{", { status: 202 })));
    const on = page(true);
    window.dispatchEvent(new Event("beforeunload"));
    const { result } = await begin({ on });
    expect([result() instanceof Error, on.http.jobs.isLive]).toEqual([true, true]);
  });

  it("by a server that is gone leaves nothing", async () => {
    answers["update"] = ["unreachable"];
    const on = page(true);
    const { result } = await begin({ on });
    expect([result(), on.http.jobs.isLive]).toEqual([expect.objectContaining({ status: 0 }), false]);
  });
});

describe("a job's events", () => {
  it("come with the answer, the end among them", async () => {
    answers["update"] = [{ status: 202, body: { job: "j", events: [step(1), step(2), end(3)] } }];
    const { heard, result } = await begin();
    expect(heard).toEqual([1, 2]);
    expect(result()).toEqual({ multi: true, response: { o: { c: "done" } } });
    expect(asked()).toEqual([]);
    answers["update"] = [{ status: 202, body: { job: "j", events: [{ number: 1, kind: "end", state: "failed", error }] } }];
    expect((await begin()).result()).toMatchObject({ detail: error });
  });

  it("come by the stream, and nothing is asked for", async () => {
    const { source, heard, result } = await begin();
    for (const event of [step(1), { number: 2, kind: "props", props: { a: { v: 1 } } }, end(3)]) source.tell("job", { job: "j", event });
    await turns(60_000);
    expect(heard).toEqual([1, { number: 2, kind: "props", props: { a: { v: 1 } } }]);
    expect(result()).toMatchObject({ response: { o: { c: "done" } } });
    expect(asked()).toEqual([]);
  });

  it("that come before the answer which names their job are kept, and each counts once", async () => {
    const on = page(true);
    answers["update"] = [{ status: 202, body: { job: "j", events: [step(1), step(2)] } }];
    const running = begin({ on });
    await isSent();
    for (const number of [1, 2, 3]) on.source.tell("job", { job: "j", event: step(number) });
    const { heard, source } = await running;
    expect(heard).toEqual([1, 2, 3]);
    source.tell("job", { job: "j", event: step(2) });
    source.tell("job", { job: "j", event: step(4) });
    expect(heard).toEqual([1, 2, 3, 4]);
    expect(asked()).toEqual([]);
  });

  it("of unknown jobs are forgotten when no request is under way any more", async () => {
    const on = page(true);
    const running = begin({ on });
    await isSent();
    on.source.tell("job", { job: "other", event: step(1) });
    await running;
    on.source.tell("job", { job: "j", event: end(1) });
    on.source.tell("job", { job: "late", event: step(1) });
    expect(on.http.jobs.isLive).toBe(false);
  });

  it("are fetched where the stream only says that there is one", async () => {
    const { source, heard } = await begin();
    answers["job"] = [{ status: 200, body: { events: [step(1)] } }];
    source.tell("job", { job: "j", number: 1 });
    await turns();
    expect(heard).toEqual([1]);
    expect(sent.at(-1)!.headers).toHaveProperty("X-Desktopdash-Page");
    expect(routes().at(-1)).toBe("/app/_desktopdash-job/PAGE/j?after=0");
    source.tell("job", { job: "j", number: 1 });
    await turns(60_000);
    expect(asked()).toEqual([0]);
  });

  it("that show a gap by their numbers wait for what is fetched", async () => {
    const { source, heard, result } = await begin();
    answers["job"] = [{ status: 200, body: { events: [step(1), step(2)] } }];
    source.tell("job", { job: "j", event: end(3) });
    expect([heard, result()]).toEqual([[], undefined]);
    await turns();
    expect(heard).toEqual([1, 2]);
    expect(result()).toMatchObject({ response: {} });
  });

  it("announced while others are fetched are fetched right after", async () => {
    const { source, heard } = await begin();
    answers["job"] = [{ status: 200, body: { events: [step(1)] } }, { status: 200, body: { events: [step(2)] } }];
    source.tell("job", { job: "j", number: 1 });
    source.tell("job", { job: "j", number: 2 });
    await turns();
    expect(heard).toEqual([1, 2]);
    expect(asked()).toEqual([0, 1]);
  });

  it("of several jobs do not meet", async () => {
    answers["update"] = [{ status: 202, body: { job: "j", events: [] } }, { status: 202, body: { job: "k", events: [] } }];
    const on = page(true);
    const first = await begin({ on }), second = await begin({ on, run: 8 });
    on.source.tell("job", { job: "k", event: end(1, "k") });
    on.source.tell("job", { job: "j", event: end(1, "j") });
    await turns();
    expect([first, second].map(({ result }) => (result() as { response: { o: { c: unknown } } }).response.o.c)).toEqual(["j", "k"]);
  });
});

describe("where there is no stream", () => {
  it("a job is polled, first soon, then at longer intervals up to its own, and soon again after news", async () => {
    const { heard, result } = await begin({ push: false });
    const times: number[] = [];
    const until = async (count: number): Promise<void> => {
      for (let ms = 1; asked().length < count; ms++) {
        await turns(1);
        if (asked().length === times.length) continue;
        times.push(ms);
        ms = 0;
      }
    };
    await until(6);
    expect(times).toEqual([50, 75, 112, 168, 200, 200]);
    answers["job"] = [{ status: 200, body: { events: [step(1)] } }, { status: 200, body: { events: [] } }];
    await until(9);
    expect(times.slice(6)).toEqual([200, 50, 75]);
    expect([heard, asked().at(-1)]).toEqual([[1], 1]);
    answers["job"] = [{ status: 200, body: { events: [end(2)] } }];
    await turns(200);
    expect(result()).toMatchObject({ response: {} });
    const before = sent.length;
    await turns(10_000);
    expect(sent).toHaveLength(before);
  });

  it("because it was given up, jobs are polled from then on; where it comes after all, no more", async () => {
    const { source } = await begin();
    source.readyState = 2;
    source.tell("error", "");
    await turns(49);
    expect(asked()).toHaveLength(1);
    await turns(30);
    expect(asked()).toHaveLength(2);
    source.readyState = 1;
    source.tell("hello", "boot2");
    await turns();
    const before = asked().length;
    await turns(60_000);
    expect(asked()).toHaveLength(before);
  });
});

describe("when something breaks", () => {
  it("another stream than before makes every job be fetched; the same one resumed none", async () => {
    const { source, heard } = await begin();
    source.tell("hello", "boot1");
    await turns();
    expect(asked()).toEqual([]);
    answers["job"] = [{ status: 200, body: { events: [step(1)] } }];
    source.tell("hello", "boot2");
    await turns();
    expect([asked(), heard]).toEqual([[0], [1]]);
  });

  it("a job that the server does not know any more is lost", async () => {
    const { source, result } = await begin();
    answers["job"] = [{ status: 404, body: { error } }];
    source.tell("hello", "boot2");
    await turns();
    expect(result()).toBeInstanceOf(ServerRestarted);
    expect((result() as Error).message).toContain("started again");
  });

  it("a fetch that the network or the server fails is made again, for as long as it takes", async () => {
    const { source, result } = await begin();
    answers["job"] = ["unreachable", "unreachable", { status: 503 }, ...Array<Answer>(20).fill("unreachable"), { status: 200, body: { events: [end(1)] } }];
    source.tell("hello", "boot2");
    await turns();
    expect([asked().length, result()]).toEqual([1, undefined]);
    await turns(1000);
    expect(asked().length).toBeLessThan(8);
    await turns(120_000);
    expect(result()).toMatchObject({ response: {} });
  });

  it("a fetch that is refused is no matter of trying again", async () => {
    const { source, result } = await begin();
    answers["job"] = [{ status: 403, body: { error } }];
    source.tell("hello", "boot2");
    await turns(60_000);
    expect(result()).toBeInstanceOf(RequestError);
    expect(asked()).toHaveLength(1);
  });
});

describe("the end of a job", () => {
  const outcome = async (event: object): Promise<unknown> => {
    const { source, result } = await begin();
    source.tell("job", { job: "j", event: { number: 1, kind: "end", ...event } });
    await turns();
    return result();
  };

  it("is an answer, or none, also where the app has dealt with an error", async () => {
    const answer = { response: { o: { c: 1 } }, sideUpdate: { a: { v: 1 } } };
    expect(await outcome({ state: "done", answer })).toEqual(answer);
    expect(await outcome({ state: "done", answer: null })).toBeNull();
    expect(await outcome({ state: "failed", answer })).toEqual(answer);
    expect(await outcome({ state: "cancelled", answer: null })).toBeNull();
  });

  it("is an error as any other callback's, or a cancel that is none", async () => {
    for (const state of ["failed", "timed_out", "lost"]) expect(await outcome({ state, error })).toMatchObject({ status: 500, detail: error });
    expect(await outcome({ state: "lost" })).toMatchObject({ detail: { type: "lost" } });
    expect(await outcome({ state: "cancelled", error })).toBeInstanceOf(JobCancelled);
  });
});

describe("cancelling", () => {
  it("is asked for once; the job ends when its end is told", async () => {
    const { cancel, result, source } = await begin();
    cancel.abort();
    await turns();
    expect(sent.at(-1)).toMatchObject({ route: "/app/_desktopdash-cancel/PAGE/j", body: {}, headers: { "X-Desktopdash-Page": expect.any(String) as string } });
    expect(result()).toBeUndefined();
    source.tell("job", { job: "j", event: { number: 1, kind: "end", state: "cancelled", error } });
    await turns();
    expect(result()).toBeInstanceOf(JobCancelled);
  });

  it("waits for the job's name where that is not known yet", async () => {
    const cancel = new AbortController();
    const { http } = page(true);
    void http.jobs.call(request, 1, new AbortController().signal, { interval: 1, tell: () => undefined, report: () => undefined, cancel: cancel.signal });
    await Promise.resolve();
    cancel.abort();
    await turns();
    expect(routes()).toEqual(["/app/_dash-update-component", "/app/_desktopdash-cancel/PAGE/j"]);
  });

  it("of what has ended is no error, of what cannot be reached is tried again, and a refusal is told", async () => {
    for (const [replies, count, told] of [
      [[{ status: 404 }], 1, 0], [[{ status: 409 }], 1, 0], [["unreachable", { status: 502 }, { status: 204 }], 3, 0], [[{ status: 403 }], 1, 1],
    ] as [Answer[], number, number][]) {
      sent = [];
      answers["cancel"] = replies;
      const { cancel, reported } = await begin();
      cancel.abort();
      await turns(1000);
      expect([routes().filter((route) => route.includes("cancel")).length, reported.length]).toEqual([count, told]);
    }
  });
});

describe("jobs of other pages", () => {
  const taken: WireJob = { job: "j", output: "o.c", outputs: { id: "o", property: "c" }, inputs: [], state: [], events: [step(1)] };
  const claim = async (on: ReturnType<typeof page>): Promise<unknown> => {
    answers["jobs"] = [{ status: 200, body: { jobs: [taken] } }];
    return on.http.jobs.claim({ left: [{ page: "p", jobs: [] }], lost: [] });
  };

  it("are claimed, and then followed as any other", async () => {
    const on = page(true);
    expect(await claim(on)).toEqual([taken]);
    expect(sent[0]).toMatchObject({ route: "/app/_desktopdash-jobs/PAGE", body: { left: [{ page: "p", jobs: [] }] }, headers: { "X-Desktopdash-Page": on.http.page } });
    on.source.tell("job", { job: "j", event: step(2) });
    expect(on.http.jobs.isLive).toBe(true);
    const { heard, result } = await begin({ on, job: taken });
    expect(heard).toEqual([1, 2]);
    on.source.tell("job", { job: "j", event: end(3) });
    await turns();
    expect(result()).toMatchObject({ response: {} });
    expect(on.http.jobs.isLive).toBe(false);
    expect(asked()).toEqual([]);
  });

  it("that nobody follows are not asked for; what was missed meanwhile is, when somebody does", async () => {
    const on = page(true);
    await claim(on);
    on.source.tell("hello", "boot2");
    for (let number = 2; number < 3000; number++) on.source.tell("job", { job: "j", event: step(number) });
    await turns(60_000);
    expect(asked()).toEqual([]);
    answers["job"] = [{ status: 200, body: { events: Array.from({ length: 2999 }, (_, i) => step(i + 1)) } }];
    const { heard } = await begin({ on, job: taken });
    expect(heard).toHaveLength(2999);
    expect(asked()).toHaveLength(1);
  });

  it("that may be lost are named apart; with none at all it is only said that the page is there", async () => {
    const { http } = page(true);
    answers["jobs"] = [{ status: 200, body: { jobs: [] } }];
    await http.jobs.claim({ left: [], lost: ["q"] });
    await http.jobs.claim({ left: [], lost: [] });
    expect(sent.map(({ body }) => body)).toEqual([{ left: [], lost: ["q"] }, { left: [] }]);
    expect(http.jobs.isLive).toBe(false);
  });

  it("make a page without a stream say when it leaves", async () => {
    const beacon = vi.fn();
    vi.stubGlobal("navigator", { sendBeacon: beacon });
    const on = page(false);
    const told = [`/app/_desktopdash-leave/${on.http.page}`];
    window.dispatchEvent(new Event("pagehide"));
    expect(beacon.mock.calls).not.toContainEqual(told);
    await claim(on);
    window.dispatchEvent(new Event("pagehide"));
    expect(beacon.mock.calls).toContainEqual(told);
  });
});
