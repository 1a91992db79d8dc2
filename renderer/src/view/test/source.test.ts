// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Problems } from "../problems";
import { findPlace, ownStack, readLine } from "../source";

const PAGE = "http://127.0.0.1:8050/some/page?x=1";
const CHROMIUM = `TypeError: Cannot read properties of undefined (reading 'b')
    at JSON.parse (<anonymous>)
    at Object.<anonymous> (http://127.0.0.1:8050/some/page?x=1:31:7)
    at Or.call (http://127.0.0.1:8050/_dash-component-suites/desktopdash/renderer.v0_1_0m17.js:8:106503)`;
const WEBKIT = `parse@[native code]
break@http://127.0.0.1:8050/assets/app.js?m=17.5:2:10
call@http://127.0.0.1:8050/_dash-component-suites/desktopdash/renderer.js:8:1`;

describe("the place of an error", () => {
  it("is the innermost frame that is the app's own, in each engine's words", () => {
    expect(findPlace(CHROMIUM)).toEqual({ url: PAGE, line: 31, column: 7 });
    expect(findPlace(WEBKIT)).toEqual({ url: "http://127.0.0.1:8050/assets/app.js?m=17.5", line: 2, column: 10 });
    expect(findPlace("Error: x\n    at http://127.0.0.1:8050/assets/a.js:5:1")).toMatchObject({ line: 5 });
    expect(findPlace("Error: at http://a.b/c:1:2 it was\n    at async http://127.0.0.1:8050/assets/a.js:6:1")).toMatchObject({ line: 6 });
  });

  it("is nowhere in packages and natives", () => {
    expect(findPlace("Error: x\n    at http://127.0.0.1:8050/_dash-component-suites/desktopdash/renderer.js:1:2")).toBeNull();
    expect(findPlace("Error: x\n    at JSON.parse (<anonymous>)")).toBeNull();
    expect(findPlace("")).toBeNull();
  });

  it("leaves the renderer's frames out of what is shown", () => {
    expect(ownStack(CHROMIUM).split("\n")).toHaveLength(3);
  });
});

describe("the line at a place", () => {
  const load = (): Promise<string> => Promise.resolve("first\n   return a.b;\n" + "x".repeat(500));

  it("is read from the script that it stands in", async () => {
    expect(await readLine({ url: "http://127.0.0.1:8050/assets/app.js?m=1", line: 2, column: 1 }, PAGE, load)).toEqual({ file: "assets/app.js:2", text: "return a.b;" });
    expect(await readLine({ url: PAGE, line: 2, column: 1 }, PAGE, load)).toEqual({ file: null, text: "return a.b;" });
    expect((await readLine({ url: PAGE, line: 3, column: 300 }, PAGE, load))!.text).toMatch(/^…x{160}…$/);
  });

  it("is not fetched from elsewhere, and may be gone", async () => {
    expect(await readLine({ url: "http://elsewhere/app.js", line: 2, column: 1 }, PAGE, load)).toBeNull();
    expect(await readLine({ url: PAGE, line: 9, column: 1 }, PAGE, load)).toBeNull();
  });
});

describe("a problem with a place", () => {
  beforeEach(() => { vi.spyOn(console, "error").mockImplementation(() => undefined); });
  afterEach(() => { vi.restoreAllMocks(); });
  const place = { url: PAGE, line: 2, column: 1 };

  it("shows its line in debug mode, and keeps it when it happens again", async () => {
    const problems = new Problems(true, () => Promise.resolve({ file: null, text: "return a.b;" }));
    problems.report("boom", "o.children", place);
    await vi.waitFor(() => { expect(problems.snapshot()[0]!.source).toEqual({ file: null, text: "return a.b;" }); });
    problems.report("boom", "o.children");
    expect(problems.snapshot()[0]).toMatchObject({ times: 2, source: { text: "return a.b;" } });
  });

  it("is shown without it where it cannot be read, and outside of debug mode", async () => {
    const read = vi.fn(() => Promise.reject(new Error("gone")));
    const problems = new Problems(true, read);
    problems.report("boom", null, place);
    await vi.waitFor(() => { expect(read).toHaveBeenCalledOnce(); });
    expect(problems.snapshot()[0]!.source).toBeUndefined();
    new Problems(false, read).report("boom", null, place);
    expect(read).toHaveBeenCalledOnce();
  });
});
