// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from "vitest";
import { BrowserStore, MemoryStore, type KeyValueStore } from "../storage";

let warn: MockInstance;
beforeEach(() => { warn = vi.spyOn(console, "warn").mockImplementation(() => undefined); });
afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
  sessionStorage.clear();
});

const kinds: [string, () => KeyValueStore][] = [
  ["memory", () => new MemoryStore()],
  ["local", () => new BrowserStore("localStorage")],
  ["session", () => new BrowserStore("sessionStorage")],
  ["forbidden", () => {
    vi.spyOn(window, "localStorage", "get").mockImplementation(() => { throw new DOMException("no", "SecurityError"); });
    return new BrowserStore("localStorage");
  }],
];

it.each(kinds)("a store in %s gives back what it was given, until that is removed", (_, make) => {
  const store = make();
  expect(store.read("a")).toBeNull();
  store.write("a", "one");
  store.write("a", "two");
  store.write("b", "");
  expect([store.read("a"), store.read("b")]).toEqual(["two", ""]);
  store.remove("a");
  expect([store.read("a"), store.read("b")]).toEqual([null, ""]);
});

describe("the browser's storage", () => {
  it("has the texts under their keys", () => {
    new BrowserStore("sessionStorage").write("a", "one");
    expect(sessionStorage.getItem("a")).toBe("one");
    expect(warn).not.toHaveBeenCalled();
  });

  it("that is full loses nothing while the page lives, and says so once", () => {
    const store = new BrowserStore("localStorage");
    store.write("a", "old");
    const { localStorage: real } = window;
    const full = vi.spyOn(window, "localStorage", "get").mockReturnValue({
      getItem: (key: string) => real.getItem(key),
      setItem: () => { throw new DOMException("full", "QuotaExceededError"); },
    } as unknown as Storage);
    store.write("a", "new");
    store.write("b", "more");
    expect([store.read("a"), store.read("b")]).toEqual(["new", "more"]);
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/localStorage cannot be used .*full/)]]);
    full.mockRestore();
    store.write("a", "newest");
    expect([store.read("a"), localStorage.getItem("a")]).toEqual(["newest", "newest"]);
  });

  it("that is forbidden is so for each of its methods, said once", () => {
    const store = kinds[3]![1]();
    store.read("a");
    store.remove("a");
    store.watch("a", () => undefined)();
    expect(warn).toHaveBeenCalledOnce();
  });

  it("tells of changes by other pages, of its own key and its own kind, until told to stop", () => {
    const heard = vi.fn();
    const stop = new BrowserStore("localStorage").watch("a", heard);
    const change = (key: string, storageArea: Storage): boolean => window.dispatchEvent(new StorageEvent("storage", { key, storageArea }));
    change("b", localStorage);
    change("a", sessionStorage);
    expect(heard).not.toHaveBeenCalled();
    change("a", localStorage);
    expect(heard).toHaveBeenCalledOnce();
    stop();
    change("a", localStorage);
    expect(heard).toHaveBeenCalledOnce();
  });
});
