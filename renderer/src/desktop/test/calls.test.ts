import { afterEach, describe, expect, it, vi } from "vitest";
import { Calls } from "../calls";
import type { Answer } from "../pending";
import { refusal } from "./fakes";

interface Call { readonly id: number; readonly name: string; readonly args: unknown[] }
type Found = { answers?: readonly Answer[] } | null;

/** A server that is answered for by hand: each request waits until it is. */
class Server {
  readonly requests: { calls: Call[]; resolve: (found: Found) => void; reject: (error: Error) => void }[] = [];
  readonly calls = new Calls((body) => new Promise<Found>((resolve, reject) => {
    this.requests.push({ calls: (JSON.parse(body) as { calls: Call[] }).calls, resolve, reject });
  }));
  /** The names of the calls in each request. */
  get names(): string[][] { return this.requests.map(({ calls }) => calls.map(({ name }) => name)); }
}

const turn = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve); });

afterEach(() => { vi.useRealTimers(); });

describe("calls by requests", () => {
  it("of one turn go in one, in their order, with names of their own", async () => {
    const server = new Server();
    void server.calls.call("a", [1, "ü"], 100);
    void server.calls.call("b", [], Infinity);
    expect(server.requests).toEqual([]);
    await turn();
    expect(server.requests.map(({ calls }) => calls)).toEqual([[{ id: 1, name: "a", args: [1, "ü"] }, { id: 2, name: "b", args: [] }]]);
  });

  it("wait for the request before, and then go together", async () => {
    const server = new Server();
    void server.calls.call("a", [], Infinity);
    await turn();
    void server.calls.call("b", [], Infinity);
    await turn();
    void server.calls.call("c", [], Infinity);
    await turn();
    expect(server.names).toEqual([["a"]]);
    server.requests[0]!.resolve(null);
    await turn();
    expect(server.names).toEqual([["a"], ["b", "c"]]);
    server.requests[1]!.resolve(null);
    await turn();
    void server.calls.call("d", [], Infinity);
    await turn();
    expect(server.names).toEqual([["a"], ["b", "c"], ["d"]]);
  });

  it("are answered by the request or by the stream, each by its own", async () => {
    const server = new Server();
    const asked = ["a", "b", "c"].map((name) => server.calls.call(name, [], 1000));
    await turn();
    server.calls.answer({ id: 3, value: "by the stream" });
    server.requests[0]!.resolve({ answers: [{ id: 2, value: "b" }, { id: 9, value: "nobody's" }, { id: 1, error: { code: "failed", message: "no" } }] });
    expect(await refusal(asked[0]!)).toMatchObject({ code: "failed", message: "no" });
    expect(await Promise.all(asked.slice(1))).toEqual(["b", "by the stream"]);
  });

  it("of a request that fails are gone, and the next are sent", async () => {
    const server = new Server();
    const first = refusal(server.calls.call("a", [], 1000));
    await turn();
    const second = server.calls.call("b", [], 1000);
    server.requests[0]!.reject(new TypeError("no network"));
    expect(await first).toEqual({ code: "gone", message: "the app could not be reached: TypeError: no network", name: "DesktopError" });
    await turn();
    expect(server.names).toEqual([["a"], ["b"]]);
    server.requests[1]!.resolve({ answers: [{ id: 2, value: 2 }] });
    expect(await second).toBe(2);
  });

  it("that were answered by the stream stay so when their request fails", async () => {
    const server = new Server();
    const asked = server.calls.call("a", [], 1000);
    await turn();
    server.calls.answer({ id: 1, value: 1 });
    server.requests[0]!.reject(new Error("cut off"));
    expect(await asked).toBe(1);
  });

  it("are given up in time, also while they wait for their turn", async () => {
    vi.useFakeTimers();
    const server = new Server();
    const asked = refusal(server.calls.call("a", [], 50));
    await vi.advanceTimersByTimeAsync(1);
    const behind = refusal(server.calls.call("b", [], 20));
    await vi.advanceTimersByTimeAsync(50);
    expect((await Promise.all([asked, behind])).map(({ code }) => code)).toEqual(["timeout", "timeout"]);
    server.calls.answer({ id: 1, value: 1 });
  });

  it("that are not JSON are not sent, and hold up no others", async () => {
    const server = new Server();
    expect(await refusal(server.calls.call("a", [1n], 100))).toMatchObject({ code: "invalid" });
    void server.calls.call("b", [], Infinity);
    await turn();
    expect(server.names).toEqual([["b"]]);
  });

  it("keep their order by the thousand", async () => {
    const seen: number[] = [];
    const calls = new Calls(async (body) => {
      const sent = (JSON.parse(body) as { calls: Call[] }).calls;
      await turn();
      seen.push(...sent.map(({ args }) => args[0] as number));
      return { answers: sent.map(({ id, args }) => ({ id, value: args[0] })) };
    });
    const asked: Promise<unknown>[] = [];
    for (let n = 0; n < 1000; n++) {
      asked.push(calls.call("f", [n], Infinity));
      if (n % 100 === 0) await turn();
    }
    const numbers = Array.from({ length: 1000 }, (_, n) => n);
    expect(await Promise.all(asked)).toEqual(numbers);
    expect(seen).toEqual(numbers);
  });
});
