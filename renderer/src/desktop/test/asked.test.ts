import { describe, expect, it } from "vitest";
import { answer, type Say } from "../asked";
import type { BrowserBackend } from "../browser";
import type { NoteEvent } from "../backend";
import { DesktopError } from "../errors";

type Said = Parameters<Say>[0];

async function asked(name: string, args: readonly unknown[] = [], functions: object = {}, browser: Partial<BrowserBackend> | null = null): Promise<Said[]> {
  const said: Said[] = [];
  await answer({ id: 7, name, args }, () => functions, browser as BrowserBackend | null, (what) => { said.push(JSON.parse(JSON.stringify(what)) as Said); });
  return said;
}

const value = (value: unknown): Said[] => [{ returned: [{ id: 7, value }] }];
const error = (code: string, message: unknown): Said[] => [{ returned: [{ id: 7, error: { code, message: message as string } }] }];

describe("a function of the page", () => {
  it("is called with its arguments, on its namespace, as it is at that time", async () => {
    const functions = { page: { base: 10, add(this: { base: number }, a: number, b: number): number { return this.base + a + b; } } };
    expect(await asked("page.add", [1, 2], functions)).toEqual(value(13));
    functions.page.add = () => 0;
    expect(await asked("page.add", [1, 2], functions)).toEqual(value(0));
  });

  it("may have dots in its name", async () => {
    expect(await asked("page.a.b", [], { page: { "a.b": () => 1 } })).toEqual(value(1));
  });

  it("may promise its value", async () => {
    expect(await asked("page.f", [], { page: { f: () => Promise.resolve([1, "ü"]) } })).toEqual(value([1, "ü"]));
    expect(await asked("page.f", [], { page: { f: () => Promise.reject(new TypeError("no")) } })).toEqual(error("failed", "TypeError: no"));
  });

  it.each([[undefined, null], [null, null], [0, 0], ["", ""], [NaN, null], [[undefined], [null]], [{ a: undefined }, {}], [new Date(0), "1970-01-01T00:00:00.000Z"]])(
    "returns %j", async (given, found) => { expect(await asked("page.f", [], { page: { f: () => given } })).toEqual(value(found)); });

  it.each([[() => 1, "function"], [Symbol("s"), "symbol"], [1n, "BigInt"]])("cannot return what is not JSON: %s", async (given, why) => {
    expect(await asked("page.f", [], { page: { f: () => given } })).toEqual(error("failed", expect.stringMatching(`page.f returned what is not JSON: .*${why}`)));
  });

  it("cannot return what contains itself", async () => {
    const circle: unknown[] = [];
    circle.push(circle);
    expect(await asked("page.f", [], { page: { f: () => circle } })).toEqual(error("failed", expect.stringContaining("not JSON")));
  });

  it.each([[new Error("no"), "failed", "Error: no"], ["text", "failed", "text"], [undefined, "failed", "undefined"], [new DesktopError("denied", "no"), "denied", "no"]])(
    "that throws %s is told of", async (thrown, code, message) => {
      expect(await asked("page.f", [], { page: { f: () => { throw thrown; } } })).toEqual(error(code, message));
    });

  it.each(["", ".", "page", "page.", "page.g", ".f", "other.f", "page.f.g", "__proto__.f", "constructor.f", "page.__proto__", "page.constructor", "page.toString",
    "constructor.constructor", "__proto__.toString", "page.hasOwnProperty", "f", "page.value"])("is no other than one of its own: %j", async (name) => {
    expect(await asked(name, ["return 1"], { page: { f: () => 1, value: 1 } })).toEqual(error("unknown", expect.stringContaining(`dash_clientside.${name}`)));
  });

  it.each([null, undefined, 1, "text", () => 1])("is not sought in what is no namespace: %s", async (page) => {
    expect(await asked("page.f", [], { page })).toEqual(error("unknown", expect.anything()));
  });

  it("is not that of a prototype", async () => {
    expect(await asked("page.f", [], { page: Object.create({ f: () => 1 }) as object })).toEqual(error("unknown", expect.anything()));
    expect(await asked("page.f", [], Object.create({ page: { f: () => 1 } }) as object)).toEqual(error("unknown", expect.anything()));
  });
});

describe("what there is of a desktop", () => {
  it("is asked of the browser, for as long as it takes", async () => {
    const seen: unknown[] = [];
    const browser = { ask: (...args: unknown[]) => { seen.push(args.slice(0, 3)); return Promise.resolve("text"); } };
    expect(await asked("desktop:clipboard.read", [{}], {}, browser)).toEqual(value("text"));
    expect(seen).toEqual([["clipboard.read", {}, Infinity]]);
  });

  it("has an error where it has none", async () => {
    const browser = { ask: () => Promise.reject(new DesktopError("unavailable", "no")) };
    expect(await asked("desktop:window.zoom", [{ factor: 2 }], {}, browser)).toEqual(error("unavailable", "no"));
  });

  it("is not asked of a page in the app's window", async () => {
    expect(await asked("desktop:window.zoom", [{}])).toEqual(error("invalid", expect.stringContaining("asked of the app's window")));
  });

  it("tells the app of its notifications", async () => {
    const browser = {
      ask: (_name: string, _args: object, _timeout?: number, ended?: (event: NoteEvent) => void) => {
        ended!({ note: "n", how: "clicked", action: null });
        return Promise.resolve({ shown: "window", reason: "" });
      },
    };
    expect(await asked("desktop:notify", [{ note: "n" }], {}, browser)).toEqual([
      { happened: [{ event: "note", detail: { note: "n", how: "clicked", action: null } }] }, ...value({ shown: "window", reason: "" }),
    ]);
  });
});
