// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import type { PageConfig } from "../../protocol";
import { Http } from "../http";
import type { Source } from "../push";

class FakeSource extends EventTarget implements Source {
  readyState = 0;
  close(): void { this.readyState = 2; }
  tell(kind: string, data: string): void { this.dispatchEvent(new MessageEvent(kind, { data })); }
}

const config = { requests_pathname_prefix: "/app/", push: true } as PageConfig;
const source = new FakeSource();
const open = (): Http => new Http(config, () => source);

function answers(body: string): { calls: [string, RequestInit & { headers: Record<string, string> }][]; release(): void } {
  const calls: [string, RequestInit & { headers: Record<string, string> }][] = [];
  const waiting: (() => void)[] = [];
  vi.stubGlobal("fetch", (...call: (typeof calls)[number]) => {
    calls.push(call);
    return new Promise((resolve) => { waiting.push(() => { resolve(new Response(body)); }); });
  });
  return { calls, release: () => { for (const go of waiting.splice(0)) go(); } };
}

afterEach(() => { vi.unstubAllGlobals(); });

describe("the profile's routes", () => {
  it("give all texts to a page that says who it is", async () => {
    const { calls, release } = answers('{"a":"one"}');
    const http = open();
    const texts = http.storage.texts();
    release();
    expect(await texts).toEqual({ a: "one" });
    expect(calls[0]![0]).toBe("/app/_desktopdash-storage");
    expect(calls[0]![1].headers["X-Desktopdash-Page"]).toBe(http.page);
  });

  it("give one text, or none", async () => {
    const { calls, release } = answers('{"a b":"one"}');
    const { storage } = open();
    const found = [storage.text("a b"), storage.text("constructor")];
    release();
    expect(await Promise.all(found)).toEqual(["one", null]);
    expect(calls[0]![0]).toBe("/app/_desktopdash-storage?key=a%20b");
  });

  it("take changes as JSON, and outlive the page where they are short", async () => {
    const { calls, release } = answers('{"turn":7}');
    const http = open();
    const turn = http.storage.change(3, new Map([["a", "one"], ["b", null], ["__proto__", "x"]]));
    release();
    expect(await turn).toBe(7);
    const [url, init] = calls[0]!;
    expect(url).toBe(`/app/_desktopdash-storage/${http.page}`);
    expect([init.method, init.keepalive, init.headers["Content-Type"]]).toEqual(["POST", true, "application/json"]);
    expect(init.body).toBe('{"number":3,"set":{"a":"one","__proto__":"x"},"remove":["b"]}');
  });

  it("ask no more of the browser than it grants to pages that are gone", async () => {
    const { calls, release } = answers('{"turn":7}');
    const { storage } = open();
    const send = (text: string): Promise<number> => storage.change(1, new Map([["a", text]]));
    const sent = [send("x".repeat(40_000)), send("x".repeat(40_000)), send("ä".repeat(40_000)), send("x".repeat(10_000))];
    expect(calls.map(([, { keepalive }]) => keepalive)).toEqual([true, false, false, true]);
    release();
    await Promise.all(sent);
    void send("x".repeat(40_000));
    expect(calls[4]![1].keepalive).toBe(true);
  });

  it("tell what other pages changed, also before somebody listens", () => {
    const { storage } = open();
    const heard: unknown[] = [];
    source.tell("storage", '{"key":"a","turn":1,"text":"one"}');
    storage.listen((change) => heard.push(change));
    source.tell("storage", '{"key":"a","turn":2,"text":null}');
    expect(heard).toEqual([{ key: "a", turn: 1, text: "one" }, { key: "a", turn: 2, text: null }]);
  });
});
