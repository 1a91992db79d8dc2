// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CallbackRequest, PageConfig } from "../../protocol";
import { Http } from "../http";
import { Push, ServerRestarted, type Source } from "../push";

class FakeSource extends EventTarget implements Source {
  closed = false;
  close(): void { this.closed = true; }
  tell(kind: string, data: string): void { this.dispatchEvent(new MessageEvent(kind, { data })); }
}

const request: CallbackRequest = { output: "o.c", outputs: { id: "o", property: "c" }, inputs: [], state: [], changedPropIds: [] };

afterEach(() => { vi.unstubAllGlobals(); });

describe("the stream", () => {
  it("tells of answers that are waited for, and of those that came first", async () => {
    const source = new FakeSource();
    const push = new Push(() => source);
    source.tell("hello", "boot1");
    const waiting = push.answer("a");
    source.tell("answer", '{"name":"b","status":200,"body":"{}"}');
    source.tell("answer", '{"name":"a"}');
    expect(await waiting).toEqual({ name: "a" });
    expect(await push.answer("b")).toEqual({ name: "b", status: 200, body: "{}" });
  });

  it("that resumes at the same server loses nothing; at another one nothing more can come", async () => {
    const source = new FakeSource();
    const push = new Push(() => source);
    source.tell("hello", "boot1");
    const waiting = push.answer("a");
    source.tell("hello", "boot1");
    source.tell("answer", '{"name":"a"}');
    await waiting;
    const lost = push.answer("b");
    source.tell("hello", "boot2");
    await expect(lost).rejects.toBeInstanceOf(ServerRestarted);
  });

  it("is closed when the page is left", () => {
    const source = new FakeSource();
    new Push(() => source);
    window.dispatchEvent(new Event("pagehide"));
    expect(source.closed).toBe(true);
  });
});

describe("a callback that takes its time", () => {
  function open(): { http: Http; source: FakeSource; urls: string[]; headers: (string | undefined)[] } {
    const source = new FakeSource();
    const urls: string[] = [];
    const headers: (string | undefined)[] = [];
    vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
      urls.push(url);
      headers.push((init.headers as Record<string, string> | undefined)?.["X-Desktopdash-Page"]);
      const later = url.endsWith("_dash-update-component") && headers.at(-1);
      return Promise.resolve(later ? new Response('{"later":"n1"}', { status: 202 }) : new Response('{"response":{"o":{"c":1}}}'));
    });
    const config = { requests_pathname_prefix: "/", push: true } as PageConfig;
    return { http: new Http(config, (url) => { urls.push(url); return source; }), source, urls, headers };
  }

  async function told(status: number, body: string): Promise<unknown> {
    const { http, source, urls } = open();
    source.tell("hello", "boot");
    const answer = http.callback(request, new AbortController().signal).catch((error: unknown) => error);
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

  it("is fetched when the stream says that it is there", async () => {
    const { http, source, urls, headers } = open();
    source.tell("hello", "boot");
    const answer = http.callback(request, new AbortController().signal);
    await vi.waitFor(() => { expect(urls).toHaveLength(2); });
    source.tell("answer", '{"name":"n1"}');
    expect(await answer).toEqual({ response: { o: { c: 1 } } });
    const page = headers[0]!;
    expect(urls).toEqual([`/_desktopdash-push/${page}`, "/_dash-update-component", `/_desktopdash-answer/${page}/n1`]);
  });

  it("is waited for at its own request until the stream is open", async () => {
    const { http, headers } = open();
    expect(await http.callback(request, new AbortController().signal)).toEqual({ response: { o: { c: 1 } } });
    expect(headers).toEqual([undefined]);
  });
});
