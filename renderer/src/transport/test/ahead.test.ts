// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PageConfig } from "../../protocol";
import { takeStream } from "../ahead";
import { Http } from "../http";

const config = { requests_pathname_prefix: "/" } as PageConfig;
const fetched = vi.fn(() => Promise.resolve(new Response('"asked now"')));

function answered(answer: Promise<Response>): void {
  window.desktopdash_ahead = { page: "p", fetch: window.fetch, answers: new Map([["_dash-layout", answer]]), stream: null };
}

const layoutOf = async (http: Http): Promise<unknown> => (await http.layout()).layout;

beforeEach(() => { vi.stubGlobal("fetch", fetched); });
afterEach(() => {
  vi.unstubAllGlobals();
  fetched.mockClear();
  delete window.desktopdash_ahead;
});

describe("what the index page has asked for", () => {
  it("is taken once in place of a request", async () => {
    answered(Promise.resolve(new Response('"asked ahead"')));
    expect(await layoutOf(new Http(config))).toBe("asked ahead");
    expect(fetched).not.toHaveBeenCalled();
    expect(await layoutOf(new Http(config))).toBe("asked now");
  });

  it("is nothing for other routes", async () => {
    answered(Promise.resolve(new Response('"asked ahead"')));
    expect(await new Http(config).dependencies()).toBe("asked now");
  });

  it("does not count where the app has its own fetch, which may say more", async () => {
    answered(Promise.resolve(new Response('"asked ahead"')));
    vi.stubGlobal("fetch", vi.fn(() => Promise.resolve(new Response('"asked otherwise"'))));
    expect(await layoutOf(new Http(config))).toBe("asked otherwise");
  });

  it("is asked for again where it was refused, or was not answered", async () => {
    answered(Promise.resolve(new Response("no cookie yet", { status: 401 })));
    expect(await layoutOf(new Http(config))).toBe("asked now");
    answered(Promise.reject(new TypeError("failed to fetch")));
    expect(await layoutOf(new Http(config))).toBe("asked now");
  });

  it("may come in parts", async () => {
    const head = { mark: "m4rk", lists: [{ length: 2, first: [1] }], value: "m4rk0" };
    const answer = Object.assign(new Response(JSON.stringify(head)), { next: () => Promise.resolve([2]) });
    answered(Promise.resolve(answer));
    const { layout, rests } = await new Http(config).layout();
    expect([layout, await rests!.next()]).toEqual([[1], [2]]);
  });

  it("tells the server once that the first part is drawn: with the question for the rest", async () => {
    const head = { mark: "m4rk", lists: [{ length: 2, first: [1] }, { length: 1, first: [] }], value: ["m4rk0", "m4rk1"] };
    const rest = [[2], [3]];
    answered(Promise.resolve(Object.assign(new Response(JSON.stringify(head)), { next: () => Promise.resolve(rest.shift()) })));
    const told = vi.mocked(fetch).mock.calls;
    const source = { readyState: 1, addEventListener: () => undefined, close: () => undefined };
    const { rests } = await new Http({ ...config, push: true }, () => source, "page").layout();
    expect(told).toEqual([]);
    await rests!.next();
    await rests!.next();
    expect(told).toMatchObject([["/_desktopdash-drawn/page", { method: "POST" }]]);
  });

  it("fails as a request does where it is no JSON", async () => {
    answered(Promise.resolve(new Response("<html>")));
    await expect(new Http(config).layout()).rejects.toMatchObject({ status: 200, detail: { type: "InvalidAnswer" } });
  });
});

describe("what stands in the page", () => {
  const put = (given: unknown): void => {
    const element = Object.assign(document.createElement("script"), { id: "_desktopdash-given", type: "application/json" });
    element.textContent = JSON.stringify(given);
    document.body.append(element);
  };
  const made = async (): Promise<Http> => new (await import("../http")).Http(config);

  beforeEach(() => {
    vi.resetModules();
    answered(Promise.resolve(new Response('"asked ahead"')));
  });
  afterEach(() => { document.body.replaceChildren(); });

  it("is taken once in place of a request", async () => {
    put({ page: "p", answers: { "_dash-dependencies": [], "_dash-layout": "given" } });
    const http = await made();
    expect([await layoutOf(http), await http.dependencies()]).toEqual(["given", []]);
    expect(fetched).not.toHaveBeenCalled();
    expect(await http.dependencies()).toBe("asked now");
  });

  it("may have no name", async () => {
    put({ page: null, answers: { "_dash-layout": "given" } });
    expect(await layoutOf(await made())).toBe("given");
  });

  it("is nothing for routes that it does not have, whatever they are called", async () => {
    put({ page: "p", answers: {} });
    const { takeGiven } = await import("../ahead");
    expect([takeGiven("_dash-layout"), takeGiven("constructor"), takeGiven("__proto__")]).toEqual([undefined, undefined, undefined]);
  });

  it("is old where the browser has kept the page, which then has another name", async () => {
    put({ page: "another", answers: { "_dash-layout": "given" } });
    expect(await layoutOf(await made())).toBe("asked ahead");
  });

  it("does not count where the app has its own fetch, which may say more", async () => {
    put({ page: "p", answers: { "_dash-layout": "given" } });
    vi.stubGlobal("fetch", vi.fn(() => Promise.resolve(new Response('"asked otherwise"'))));
    expect(await layoutOf(await made())).toBe("asked otherwise");
  });
});

describe("a stream that was opened before", () => {
  function opened(page: string): { source: EventTarget & { close: ReturnType<typeof vi.fn> }; end: AbortController; events: Event[] } {
    const source = Object.assign(new EventTarget(), { readyState: 1, close: vi.fn() });
    const events = [new MessageEvent("hello", { data: "first" }), new MessageEvent("props", { data: '{"run":null,"props":{}}' })];
    const end = new AbortController();
    window.desktopdash_ahead = { page, fetch: window.fetch, answers: new Map(), stream: { source: source as never, events, end } };
    return { source, end, events };
  }

  it("is the page's, and tells what it has brought and what it brings", async () => {
    const { source, end } = opened("p");
    const stream = takeStream("p")!, heard: unknown[] = [];
    for (const kind of ["hello", "props", "job"]) stream.addEventListener(kind, (event) => heard.push([kind, (event as MessageEvent).data]));
    expect(heard).toEqual([]);
    await Promise.resolve();
    expect(heard).toEqual([["hello", "first"], ["props", '{"run":null,"props":{}}']]);
    source.dispatchEvent(new MessageEvent("job", { data: "third" }));
    expect(heard).toEqual([["hello", "first"], ["props", '{"run":null,"props":{}}'], ["job", "third"]]);
    expect(end.signal.aborted).toBe(true);
    expect(stream.readyState).toBe(1);
    stream.close();
    expect(source.close).toHaveBeenCalledOnce();
  });

  it("of another page, or none, is nothing", () => {
    opened("another");
    expect(takeStream("p")).toBeUndefined();
    answered(Promise.resolve(new Response("")));
    expect(takeStream("p")).toBeUndefined();
    delete window.desktopdash_ahead;
    expect(takeStream("p")).toBeUndefined();
  });

  it("is the one that a page uses", () => {
    opened("p");
    const open = vi.fn();
    const http = new Http({ requests_pathname_prefix: "/", push: true } as PageConfig, open, "p");
    expect(open).not.toHaveBeenCalled();
    expect(http.page).toBe("p");
    http.listen((told) => { expect(told).toEqual({ run: null, props: {} }); });
  });
});
