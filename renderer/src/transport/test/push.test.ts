// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CallbackRequest, PageConfig } from "../../protocol";
import { Http } from "../http";
import { Push, ServerRestarted, type Source } from "../push";

class FakeSource extends EventTarget implements Source {
  closed = false;
  readyState = 0;
  close(): void { this.closed = true; }
  tell(kind: string, data: string): void { this.dispatchEvent(new MessageEvent(kind, { data })); }
}

const request: CallbackRequest = { output: "o.c", outputs: { id: "o", property: "c" }, inputs: [], state: [], changedPropIds: [] };

afterEach(() => { vi.unstubAllGlobals(); });

describe("the stream", () => {
  it("tells of answers that are waited for, and of those that came first", async () => {
    const source = new FakeSource();
    const push = new Push(() => source, () => undefined, "p");
    source.tell("hello", "boot1");
    const waiting = push.answer("a");
    source.tell("answer", '{"name":"b","status":200,"body":"{}"}');
    source.tell("answer", '{"name":"a"}');
    expect(await waiting).toEqual({ name: "a" });
    expect(await push.answer("b")).toEqual({ name: "b", status: 200, body: "{}" });
  });

  it("that resumes at the same server loses nothing; at another one nothing more can come", async () => {
    const source = new FakeSource();
    const push = new Push(() => source, () => undefined, "p");
    source.tell("hello", "boot1");
    const waiting = push.answer("a");
    source.tell("hello", "boot1");
    source.tell("answer", '{"name":"a"}');
    await waiting;
    const lost = push.answer("b");
    source.tell("hello", "boot2");
    await expect(lost).rejects.toBeInstanceOf(ServerRestarted);
  });

  it("keeps what set_props tells until somebody listens, and its order", () => {
    const source = new FakeSource();
    const push = new Push(() => source, () => undefined, "p");
    const heard: unknown[] = [];
    source.tell("props", '{"run":null,"props":{"a":{"n":1}}}');
    source.tell("props", '{"run":3,"props":{"a":{"n":2}}}');
    push.listen((told) => heard.push(told));
    source.tell("props", '{"run":null,"props":{"a":{"n":3}}}');
    expect(heard).toEqual([
      { run: null, props: { a: { n: 1 } } }, { run: 3, props: { a: { n: 2 } } }, { run: null, props: { a: { n: 3 } } },
    ]);
  });

  it("is closed when the page is left, and the server is told", () => {
    const source = new FakeSource();
    const left: string[] = [];
    new Push(() => source, (page) => left.push(page), "p");
    window.dispatchEvent(new Event("pagehide"));
    expect(source.closed).toBe(true);
    expect(left).toEqual(["p"]);
  });
});

describe("a callback that takes its time", () => {
  function open(): { http: Http; source: FakeSource; urls: string[]; headers: (string | undefined)[]; sent: Record<string, string>[] } {
    const source = new FakeSource();
    const urls: string[] = [];
    const headers: (string | undefined)[] = [];
    const sent: Record<string, string>[] = [];
    vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
      urls.push(url);
      sent.push((init.headers ?? {}) as Record<string, string>);
      headers.push(sent.at(-1)!["X-Desktopdash-Page"]);
      const later = url.endsWith("_dash-update-component") && headers.at(-1);
      return Promise.resolve(later ? new Response('{"later":"n1"}', { status: 202 }) : new Response('{"response":{"o":{"c":1}}}'));
    });
    const config = { requests_pathname_prefix: "/", push: true } as PageConfig;
    return { http: new Http(config, (url) => { urls.push(url); return source; }), source, urls, headers, sent };
  }

  async function told(status: number, body: string): Promise<unknown> {
    const { http, source, urls } = open();
    source.tell("hello", "boot");
    const answer = http.callback(request, 7, new AbortController().signal).catch((error: unknown) => error);
    await vi.waitFor(() => { expect(urls).toHaveLength(2); });
    source.tell("answer", JSON.stringify({ name: "n1", status, body }));
    const result = await answer;
    expect(urls).toHaveLength(2);
    return result;
  }

  it("comes by the stream itself, whatever it is", async () => {
    expect(await told(200, '{"response":{"o":{"c":2}}}')).toEqual({ response: { o: { c: 2 } } });
    expect(await told(204, "")).toBeNull();
    expect(await told(500, '{"error":{"type":"ValueError","message":"bad"}}')).toMatchObject({ status: 500, detail: { type: "ValueError" } });
  });

  it("is read before what the stream tells next", async () => {
    const { http, source, urls } = open();
    const heard: unknown[] = [];
    http.listen(({ props }) => heard.push(props));
    source.tell("hello", "boot");
    void http.callback(request, 7, new AbortController().signal).then((answer) => heard.push(answer!.response));
    await vi.waitFor(() => { expect(urls).toHaveLength(2); });
    source.tell("props", '{"run":7,"props":{"o":{"c":1}}}');
    source.tell("answer", JSON.stringify({ name: "n1", status: 200, body: '{"response":{"o":{"c":2}}}' }));
    // Between two events of a stream a browser lets promises come to their end, and nothing else.
    for (let i = 0; i < 20; i++) await Promise.resolve();
    source.tell("props", '{"run":null,"props":{"o":{"c":3}}}');
    expect(heard).toEqual([{ o: { c: 1 } }, { o: { c: 2 } }, { o: { c: 3 } }]);
  });

  it("says which page and which run asks", async () => {
    const { http, source, sent } = open();
    await http.layout();
    source.tell("hello", "boot");
    void http.callback(request, 7, new AbortController().signal);
    await vi.waitFor(() => { expect(sent).toHaveLength(2); });
    expect(sent.map((headers) => [headers["X-Desktopdash-Page"] !== undefined, headers["X-Desktopdash-Run"]])).toEqual([[true, undefined], [true, "7"]]);
  });

  it("is fetched when the stream says that it is there", async () => {
    const { http, source, urls, headers } = open();
    source.tell("hello", "boot");
    const answer = http.callback(request, 7, new AbortController().signal);
    await vi.waitFor(() => { expect(urls).toHaveLength(2); });
    source.tell("answer", '{"name":"n1"}');
    expect(await answer).toEqual({ response: { o: { c: 1 } } });
    const page = headers[0]!;
    expect(urls).toEqual([`/_desktopdash-push/${page}`, "/_dash-update-component", `/_desktopdash-answer/${page}/n1`]);
  });

  it("is asked for when the stream is known to be open, so that nothing is told too early for it", async () => {
    const { http, source, headers } = open();
    void http.callback(request, 7, new AbortController().signal);
    await Promise.resolve();
    expect(headers).toEqual([]);
    source.tell("hello", "boot");
    await vi.waitFor(() => { expect(headers).toHaveLength(1); });
    expect(headers[0]).toBeDefined();
  });

  it("is waited for at its own request where the stream has failed, or is held back on its way", async () => {
    const failed = open();
    failed.source.readyState = 2;
    failed.source.tell("error", "");
    expect(await failed.http.callback(request, 7, new AbortController().signal)).toEqual({ response: { o: { c: 1 } } });
    expect(failed.headers).toEqual([undefined]);
    vi.useFakeTimers();
    const silent = open();
    const answer = silent.http.callback(request, 7, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(1900);
    expect(silent.headers).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(await answer).toEqual({ response: { o: { c: 1 } } });
    expect(silent.headers).toEqual([undefined]);
    vi.useRealTimers();
  });
});
