// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from "vitest";
import { ProfileStore } from "../profile_store";
import { PageLeft, RequestError } from "../transport/request";
import type { KeptChange } from "../transport/storage";

interface Sent {
  number: number;
  changes: Record<string, string | null>;
  answer(turn: number): Promise<void>;
  fail(error: Error): Promise<void>;
}

/** A server whose answers the test gives. */
class FakeWire {
  readonly sent: Sent[] = [];
  readonly asked: string[] = [];
  tell: (change: KeptChange) => void = () => undefined;
  long = new Map<string, string | null>();

  listen(tell: (change: KeptChange) => void): void {
    this.tell = tell;
  }

  text(key: string): Promise<string | null> {
    this.asked.push(key);
    return this.long.has(key) ? Promise.resolve(this.long.get(key)!) : Promise.reject(new Error("no"));
  }

  change(number: number, changes: ReadonlyMap<string, string | null>): Promise<number> {
    return new Promise((resolve, reject) => {
      this.sent.push({
        number,
        changes: Object.fromEntries(changes),
        answer: (turn) => { resolve(turn); return settled(); },
        fail: (error) => { reject(error); return settled(); },
      });
    });
  }
}

const settled = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve); });
const refused = (status: number): RequestError => new RequestError(status, { type: "X", message: `refused with ${status}` });

let warn: MockInstance;
let wire: FakeWire;
let closing: AbortController;
beforeEach(() => {
  warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  wire = new FakeWire();
  closing = new AbortController();
  const { addEventListener } = window;
  vi.spyOn(window, "addEventListener").mockImplementation((kind: string, listener: unknown) => {
    addEventListener.call(window, kind, listener as EventListener, { signal: closing.signal });
  });
});
afterEach(() => {
  closing.abort();
  vi.restoreAllMocks();
});

const make = (texts: Record<string, string> = {}): ProfileStore => new ProfileStore(texts, wire);
const changes = (): Record<string, string | null>[] => wire.sent.map((sent) => sent.changes);

describe("the profile in the page", () => {
  it("has what was kept, and what is written, at once", () => {
    const store = make({ a: "one", __proto__2: "x" });
    expect([store.read("a"), store.read("b"), store.read("constructor")]).toEqual(["one", null, null]);
    store.write("a", "two");
    store.write("b", "");
    expect([store.read("a"), store.read("b")]).toEqual(["two", ""]);
    store.remove("a");
    expect(store.read("a")).toBeNull();
  });

  it("sends what changes in one go together, at once", async () => {
    const store = make({ c: "x" });
    store.write("a", "one");
    store.write("a", "two");
    store.write("b", "three");
    store.remove("c");
    await Promise.resolve();
    expect(changes()).toEqual([{ a: "two", b: "three", c: null }]);
  });

  it("sends nothing for what changes nothing", async () => {
    const store = make({ a: "one" });
    store.write("a", "one");
    store.remove("b");
    await settled();
    expect(wire.sent).toEqual([]);
  });

  it("has one request under way, and sends the last of what changes meanwhile with the next", async () => {
    const store = make();
    store.write("a", "1");
    await settled();
    store.write("a", "2");
    store.write("b", "1");
    await settled();
    store.write("a", "3");
    await settled();
    expect(wire.sent).toHaveLength(1);
    await wire.sent[0]!.answer(1);
    expect(changes()).toEqual([{ a: "1" }, { a: "3", b: "1" }]);
    expect(wire.sent.map(({ number }) => number)).toEqual([1, 2]);
    await wire.sent[1]!.answer(3);
    expect(wire.sent).toHaveLength(2);
  });

  it("waits for nothing when the page is left, also with what is written after that", async () => {
    const store = make();
    store.write("a", "1");
    await settled();
    store.write("a", "2");
    await settled();
    window.dispatchEvent(new Event("pagehide"));
    expect(changes()).toEqual([{ a: "1" }, { a: "2" }]);
    store.write("b", "late");
    await Promise.resolve();
    expect(changes()[2]).toEqual({ b: "late" });
    expect(wire.sent.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it("waits again in a page that comes back", async () => {
    const store = make();
    window.dispatchEvent(new Event("pagehide"));
    window.dispatchEvent(new Event("pageshow"));
    store.write("a", "1");
    await settled();
    store.write("a", "2");
    await settled();
    expect(wire.sent).toHaveLength(1);
  });
});

describe("a request that fails", () => {
  it("is told once, and goes with the next change", async () => {
    const store = make();
    store.write("a", "1");
    store.write("b", "1");
    await settled();
    await wire.sent[0]!.fail(refused(500));
    expect(wire.sent).toHaveLength(1);
    store.write("a", "2");
    await settled();
    expect(changes()[1]).toEqual({ a: "2", b: "1" });
    await wire.sent[1]!.fail(refused(0));
    expect(warn.mock.calls).toEqual([[expect.stringContaining("refused with 500")]]);
    expect(store.read("b")).toBe("1");
  });

  it("does not undo what was written since", async () => {
    const store = make();
    store.write("a", "1");
    await settled();
    store.write("a", "2");
    await settled();
    await wire.sent[0]!.fail(refused(500));
    store.write("b", "1");
    await settled();
    expect(changes()[1]).toEqual({ a: "2", b: "1" });
  });

  it("that the server refused is not made again", async () => {
    const store = make();
    store.write("a", "1");
    await settled();
    await wire.sent[0]!.fail(refused(413));
    store.write("b", "1");
    await settled();
    expect(changes()[1]).toEqual({ b: "1" });
    expect(warn).toHaveBeenCalledOnce();
  });

  it("because the page is left is nobody's concern", async () => {
    const store = make();
    store.write("a", "1");
    await settled();
    await wire.sent[0]!.fail(new PageLeft());
    expect(warn).not.toHaveBeenCalled();
  });

  it("is not even made for a text that no server takes", async () => {
    const store = make();
    const text = "x".repeat(20 * 2 ** 20 + 1);
    store.write("a", text);
    await settled();
    expect(store.read("a")).toBe(text);
    expect(wire.sent).toEqual([]);
    expect(warn.mock.calls).toEqual([[expect.stringContaining("20971521 characters")]]);
  });
});

describe("another page", () => {
  it("is heard by those who watch the key, until they stop", () => {
    const store = make({ a: "one" });
    const heard = vi.fn(() => store.read("a")), other = vi.fn();
    const stop = store.watch("a", heard);
    store.watch("b", other);
    wire.tell({ key: "a", text: "two", turn: 1 });
    wire.tell({ key: "a", text: "two", turn: 2 });
    wire.tell({ key: "a", text: null, turn: 3 });
    expect(heard.mock.results.map(({ value }) => value as unknown)).toEqual(["two", null]);
    stop();
    wire.tell({ key: "a", text: "three", turn: 4 });
    expect(heard).toHaveBeenCalledTimes(2);
    expect(other).not.toHaveBeenCalled();
    expect(store.read("a")).toBe("three");
  });

  it("does not make this one send anything", async () => {
    make();
    wire.tell({ key: "a", text: "two", turn: 1 });
    await settled();
    expect(wire.sent).toEqual([]);
  });

  it("is asked about a long text", async () => {
    const store = make();
    const heard = vi.fn();
    store.watch("a", heard);
    wire.long.set("a", "long");
    wire.tell({ key: "a", turn: 1 });
    await settled();
    expect([store.read("a"), heard.mock.calls.length, wire.asked]).toEqual(["long", 1, ["a"]]);
  });

  it("that changed a key before this page did loses", async () => {
    const store = make();
    store.write("a", "mine");
    await settled();
    wire.tell({ key: "a", text: "theirs", turn: 1 });
    expect(store.read("a")).toBe("mine");
    await wire.sent[0]!.answer(2);
    expect(store.read("a")).toBe("mine");
  });

  it("that changed a key after this page did wins", async () => {
    const store = make();
    const heard = vi.fn();
    store.watch("a", heard);
    store.write("a", "mine");
    await settled();
    wire.tell({ key: "a", text: "theirs", turn: 2 });
    expect(heard).not.toHaveBeenCalled();
    await wire.sent[0]!.answer(1);
    expect(store.read("a")).toBe("theirs");
    expect(heard).toHaveBeenCalledOnce();
  });

  it("that came between two changes of this page loses to the second", async () => {
    const store = make();
    store.write("a", "1");
    await settled();
    store.write("a", "2");
    wire.tell({ key: "a", text: "theirs", turn: 2 });
    await settled();
    await wire.sent[0]!.answer(1);
    expect(store.read("a")).toBe("2");
    await wire.sent[1]!.answer(3);
    expect(store.read("a")).toBe("2");
  });
});
