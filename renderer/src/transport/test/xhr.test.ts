// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CallbackRequest, PageConfig } from "../../protocol";
import { FRAME_TYPE } from "../frame";
import { Http } from "../http";
import { post } from "../xhr";

/** A browser's, as far as it is used; a test says what comes. */
class FakeXhr {
  static last: FakeXhr;
  readonly sent: { headers: Record<string, string>; url?: string; method?: string; body?: string } = { headers: {} };
  readyState = 0;
  status = 0;
  statusText = "";
  responseURL = "http://app/there";
  responseType = "";
  response: unknown = "";
  onreadystatechange: () => void = () => undefined;
  onload: () => void = () => undefined;
  onerror: () => void = () => undefined;
  onabort: () => void = () => undefined;
  onloadend: () => void = () => undefined;
  private headers = new Headers();

  constructor() { FakeXhr.last = this; }
  open(method: string, url: string): void { Object.assign(this.sent, { method, url }); }
  setRequestHeader(name: string, value: string): void { this.sent.headers[name] = value; }
  send(body: string): void { this.sent.body = body; }
  getResponseHeader(name: string): string | null { return this.headers.get(name); }
  abort(): void { this.onabort(); this.onloadend(); }

  begin(status: number, headers: Record<string, string> = {}): this {
    Object.assign(this, { status, readyState: 2, headers: new Headers(headers) });
    this.onreadystatechange();
    return this;
  }

  end(response: unknown): void {
    Object.assign(this, { response, readyState: 4 });
    this.onload();
    this.onloadend();
  }
}

beforeEach(() => { vi.stubGlobal("XMLHttpRequest", FakeXhr); });
afterEach(() => {
  vi.unstubAllGlobals();
  delete window.desktopdash_ahead;
});

const asked = { headers: { "X-A": "b" }, body: "{}" };

describe("a request", () => {
  it("has its headers and its body, and is answered", async () => {
    const answer = post("/there", asked);
    expect(FakeXhr.last.sent).toEqual({ method: "POST", url: "/there", headers: { "X-A": "b" }, body: "{}" });
    FakeXhr.last.begin(404, { "Content-Type": "application/json" }).end('{"a":"ü"}');
    const found = await answer;
    expect([found.ok, found.status, found.url, found.headers.get("content-type")]).toEqual([false, 404, "http://app/there", "application/json"]);
    expect(await found.json()).toEqual({ a: "ü" });
    expect(await found.text()).toBe('{"a":"ü"}');
    expect(FakeXhr.last.responseType).toBe("");
  });

  it.each([["10", "arraybuffer", new Uint8Array([1, 2]).buffer], ["2000000", "blob", new Blob([new Uint8Array([1, 2])])]])(
    "gets bytes as bytes (%s)", async (length, type, response) => {
      const answer = post("/", asked);
      FakeXhr.last.begin(200, { "Content-Type": FRAME_TYPE, "Content-Length": length });
      expect(FakeXhr.last.responseType).toBe(type);
      FakeXhr.last.end(response);
      const found = await answer;
      expect([...new Uint8Array(await found.arrayBuffer())]).toEqual([1, 2]);
      expect((await found.blob()).size).toBe(2);
      expect(await found.text()).toBe("\u0001\u0002");
    },
  );

  it("that is not answered fails as a fetch does", async () => {
    const answer = post("/", asked);
    FakeXhr.last.onerror();
    await expect(answer).rejects.toBeInstanceOf(TypeError);
  });

  it("can be aborted, before and on the way", async () => {
    const controller = new AbortController();
    const answer = post("/", { ...asked, signal: controller.signal });
    controller.abort();
    await expect(answer).rejects.toBe(controller.signal.reason);
    await expect(post("/", { ...asked, signal: controller.signal })).rejects.toBe(controller.signal.reason);
  });

  it("leaves nothing behind at its signal", async () => {
    const { signal } = new AbortController();
    const removed = vi.spyOn(signal, "removeEventListener");
    const answer = post("/", { ...asked, signal });
    FakeXhr.last.begin(204).end("");
    await answer;
    expect(removed).toHaveBeenCalledOnce();
  });
});

describe("callbacks", () => {
  const request = { output: "o.c", outputs: { id: "o", property: "c" }, inputs: [], state: [], changedPropIds: [] } as unknown as CallbackRequest;
  const call = (): Promise<unknown> => new Http({ requests_pathname_prefix: "/" } as PageConfig).callback(request, 7, new AbortController().signal);

  it("are asked for so where the browser's fetch is in its place", async () => {
    window.desktopdash_ahead = { page: "p", fetch: window.fetch, answers: new Map(), stream: null };
    const answer = call();
    await Promise.resolve();
    FakeXhr.last.begin(200, { "Content-Type": "application/json" }).end('{"multi":true,"response":{}}');
    expect(await answer).toEqual({ multi: true, response: {} });
    expect(FakeXhr.last.sent.headers["Content-Type"]).toBe("application/json");
  });

  it("are asked for by fetch where the last answer was long, until one is short", async () => {
    const short = '{"multi":true,"response":{}}';
    const fetched = vi.fn(() => Promise.resolve(new Response(short)));
    vi.stubGlobal("fetch", fetched);
    window.desktopdash_ahead = { page: "p", fetch: window.fetch, answers: new Map(), stream: null };
    const http = new Http({ requests_pathname_prefix: "/" } as PageConfig);
    const ask = (output = "o.c"): Promise<unknown> => http.callback({ ...request, output }, 7, new AbortController().signal);
    const first = ask();
    await Promise.resolve();
    FakeXhr.last.begin(200, { "Content-Length": "2000000" }).end(short);
    await first;
    void ask("other.c");
    await Promise.resolve();
    expect(fetched).not.toHaveBeenCalled();
    await ask();
    expect(fetched).toHaveBeenCalledOnce();
    void ask();
    await Promise.resolve();
    expect(fetched).toHaveBeenCalledOnce();
  });

  it("go by the app's own fetch where it has one, which may add what only it knows", async () => {
    window.desktopdash_ahead = { page: "p", fetch: window.fetch, answers: new Map(), stream: null };
    const own = vi.fn(() => Promise.resolve(new Response('{"multi":true,"response":{"own":{}}}')));
    vi.stubGlobal("fetch", own);
    expect(await call()).toEqual({ multi: true, response: { own: {} } });
    expect(own).toHaveBeenCalledOnce();
  });
});
