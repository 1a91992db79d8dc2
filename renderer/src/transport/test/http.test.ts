// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CallbackRequest, PageConfig } from "../../protocol";
import { FRAME_TYPE } from "../frame";
import { Http } from "../http";
import { PageLeft, RequestError } from "../request";

const config = { requests_pathname_prefix: "/app/" } as PageConfig;
const request: CallbackRequest = { output: "o.c", outputs: { id: "o", property: "c" }, inputs: [], state: [], changedPropIds: [] };

function answer(body: string | null, init: ResponseInit = {}): ReturnType<typeof vi.fn> {
  const fetched = vi.fn(() => Promise.resolve(new Response(body, init)));
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

afterEach(() => { vi.unstubAllGlobals(); });

async function failure(): Promise<RequestError> {
  return new Http(config).callback(request, 7, new AbortController().signal).then(
    () => { throw new Error("did not fail"); },
    (error: unknown) => error as RequestError,
  );
}

describe("requests", () => {
  it("go to the prefix, callbacks as JSON", async () => {
    const fetched = answer('{"multi":true,"response":{"o":{"c":1}}}');
    expect(await new Http(config).callback(request, 7, new AbortController().signal)).toEqual({ multi: true, response: { o: { c: 1 } } });
    const [url, init] = fetched.mock.calls[0] as unknown as [string, RequestInit & { headers: Record<string, string> }];
    expect(url).toBe("/app/_dash-update-component");
    expect(init.headers["Content-Type"]).toBe("application/json");
    expect(JSON.parse(init.body as string)).toEqual(request);
  });

  it("204 is null: nothing changes", async () => {
    answer(null, { status: 204 });
    expect(await new Http(config).callback(request, 7, new AbortController().signal)).toBeNull();
  });
});

describe("frames", () => {
  const head = '{"mark":"0123456789abcdefghijkl","arrays":[{"dtype":"u1","bytes":2}],"answer":{"multi":true,"response":{"o":{"c":"0123456789abcdefghijkl0"}}}}';
  const text = new TextEncoder().encode(head);
  const frame = new Uint8Array(Math.ceil((4 + text.length) / 8) * 8 + 2);
  new DataView(frame.buffer).setUint32(0, text.length, true);
  frame.set(text, 4);
  frame.set([1, 2], frame.length - 2);
  const send = (body: Uint8Array, more: Record<string, string> = {}): ReturnType<typeof vi.fn> =>
    answer(body as never, { headers: { "Content-Type": FRAME_TYPE, ...more } });

  it.each([{}, { "Content-Length": "2000000" }])("are asked for, and read (%o)", async (length) => {
    const fetched = send(frame, length);
    const found = await new Http(config).callback(request, 7, new AbortController().signal);
    expect(found).toEqual({ multi: true, response: { o: { c: { dtype: "u1", bdata: "AQI=" } } } });
    const [, init] = fetched.mock.calls[0] as unknown as [string, { headers: Record<string, string> }];
    expect(init.headers["Accept"]).toBe(`${FRAME_TYPE}, application/json, */*;q=0.5`);
  });

  it("that are damaged say so", async () => {
    send(frame.slice(0, -1));
    const { detail } = await failure();
    expect(detail).toEqual({ type: "InvalidAnswer", message: "The server's answer is damaged: it ends within its arrays." });
  });
});

describe("failures", () => {
  it("carry what the server says", async () => {
    answer('{"error":{"type":"ValueError","message":"bad","callback":"f","traceback":"tb"}}', { status: 500 });
    const error = await failure();
    expect(error.status).toBe(500);
    expect(error.detail).toEqual({ type: "ValueError", message: "bad", callback: "f", traceback: "tb" });
  });

  it("of another server are told by their status", async () => {
    answer("<h1>Bad gateway</h1>", { status: 502, statusText: "Bad Gateway" });
    expect((await failure()).detail.message).toContain("502 Bad Gateway");
  });

  it("of the network, and answers that are no JSON, say so", async () => {
    vi.stubGlobal("fetch", vi.fn(() => Promise.reject(new TypeError("failed to fetch"))));
    expect((await failure()).detail.type).toBe("ServerUnreachable");
    answer("<html>", { status: 200 });
    expect((await failure()).detail.type).toBe("InvalidAnswer");
  });

  it("while the page is being left are no errors of the app", async () => {
    vi.stubGlobal("fetch", vi.fn(() => Promise.reject(new TypeError("failed to fetch"))));
    const http = new Http(config);
    const call = (): Promise<unknown> => http.callback(request, 7, new AbortController().signal);
    window.dispatchEvent(new Event("beforeunload"));
    await expect(call()).rejects.toBeInstanceOf(PageLeft);
    const cutOff = { ok: true, status: 200, json: () => Promise.reject(new DOMException("cut off", "AbortError")) };
    vi.stubGlobal("fetch", vi.fn(() => Promise.resolve(cutOff)));
    await expect(http.layout()).rejects.toBeInstanceOf(PageLeft); // also in the middle of an answer
    vi.stubGlobal("fetch", vi.fn(() => Promise.reject(new TypeError("failed to fetch"))));
    vi.spyOn(performance, "now").mockReturnValue(performance.now() + 60_000);
    await expect(call()).rejects.toBeInstanceOf(RequestError); // the person stayed
    vi.restoreAllMocks();
  });

  it("an abort stays an abort", async () => {
    const controller = new AbortController();
    controller.abort();
    vi.stubGlobal("fetch", vi.fn(() => Promise.reject(new DOMException("aborted", "AbortError"))));
    await expect(new Http(config).callback(request, 7, controller.signal)).rejects.toThrow("aborted");
  });
});
