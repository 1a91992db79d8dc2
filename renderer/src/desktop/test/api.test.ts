// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeDesktop } from "../api";
import type { Backend, NoteEvent } from "../backend";
import { DesktopError } from "../errors";
import type { Desktop } from "../types";
import { refusal } from "./fakes";

/** A backend that keeps what it is asked. */
class FakeBackend implements Backend {
  readonly kind = "window";
  readonly asked: [string, unknown, number][] = [];
  answer: unknown = null;
  tell: (event: NoteEvent) => void = () => undefined;
  ask(name: string, args: Readonly<Record<string, unknown>>, timeout: number): Promise<unknown> {
    this.asked.push([name, args, timeout]);
    return this.answer instanceof Error ? Promise.reject(this.answer) : Promise.resolve(this.answer);
  }
  call(name: string, args: readonly unknown[], timeout: number): Promise<unknown> {
    this.asked.push([`call ${name}`, args, timeout]);
    return Promise.resolve(this.answer);
  }
  onNote(listener: (event: NoteEvent) => void): void { this.tell = listener; }
}

let backend: FakeBackend;
let desktop: Desktop;

beforeEach(() => {
  backend = new FakeBackend();
  desktop = makeDesktop(backend);
});
afterEach(() => { vi.restoreAllMocks(); });

describe("window.desktop", () => {
  it.each<[(desktop: Desktop) => Promise<unknown>, string, unknown, number]>([
    [(d) => d.clipboard.read(), "clipboard.read", {}, 10_000],
    [(d) => d.clipboard.write("t"), "clipboard.write", { text: "t" }, 10_000],
    [(d) => d.openExternal("https://a"), "openExternal", { url: "https://a" }, 10_000],
    [(d) => d.window.state(), "window.state", {}, 10_000],
    [(d) => d.window.setTitle("t"), "window.title", { title: "t" }, 10_000],
    [(d) => d.window.setSize(8, 6), "window.size", { width: 8, height: 6 }, 10_000],
    [(d) => d.window.setZoom(1.5), "window.zoom", { factor: 1.5 }, 10_000],
    [(d) => d.window.setFullScreen(), "window.fullScreen", { on: true }, 10_000],
    [(d) => d.window.setFullScreen(false), "window.fullScreen", { on: false }, 10_000],
    [(d) => d.window.minimise(), "window.minimise", {}, 10_000],
    [(d) => d.window.maximise(), "window.maximise", {}, 10_000],
    [(d) => d.window.restore(), "window.restore", {}, 10_000],
    [(d) => d.window.focus(), "window.focus", {}, 10_000],
    [(d) => d.window.attention(), "window.attention", {}, 10_000],
    [(d) => d.window.confirmClose(null), "window.confirmClose", { text: null }, 10_000],
    [(d) => d.window.close(), "window.close", {}, 10_000],
    [(d) => d.dialogs.open(), "dialogs.open", {}, Infinity],
    [(d) => d.dialogs.open({ multiple: true, folder: undefined as unknown as null }), "dialogs.open", { multiple: true }, Infinity],
    [(d) => d.dialogs.save({ name: "a.csv" }), "dialogs.save", { name: "a.csv" }, Infinity],
    [(d) => d.dialogs.folder({ folder: null }), "dialogs.folder", { folder: null }, Infinity],
    [(d) => d.dialogs.message("t", { kind: "question" }), "dialogs.message", { text: "t", kind: "question" }, Infinity],
    [(d) => d.call("save", 1, [2]), "call save", [1, [2]], 60_000],
  ])("asks the backend: %s", async (use, name, args, timeout) => {
    backend.answer = "answer";
    expect(await use(desktop)).toBe("answer");
    expect(backend.asked).toEqual([[name, args, timeout]]);
    await use(desktop.within(5));
    expect(backend.asked[1]).toEqual([name, args, 5]);
  });

  it("passes errors on", async () => {
    backend.answer = new DesktopError("denied", "no");
    await expect(desktop.clipboard.read()).rejects.toBe(backend.answer);
    expect(backend.answer).toBeInstanceOf(desktop.Error);
    expect(desktop.kind).toBe("window");
  });

  it("has another patience within another, and keeps its own", async () => {
    const patient = desktop.within(5).within(Infinity);
    await patient.window.focus();
    await desktop.window.focus();
    expect(backend.asked.map(([, , timeout]) => timeout)).toEqual([Infinity, 10_000]);
  });
});

describe("desktop.notify", () => {
  const posted = async (options: object = {}, answer: object = { shown: "system", reason: "" }, on = desktop) => {
    backend.answer = answer;
    return on.notify("T", options);
  };

  it("says how the notification is shown", async () => {
    const note = await posted({ body: "B", unfocused: true, actions: [{ id: "a", label: "A" }], onclick: () => undefined });
    expect(backend.asked).toEqual([["notify", { note: note.id, title: "T", body: "B", actions: [{ id: "a", label: "A" }], unfocused: true }, 10_000]]);
    expect([note.shown, note.reason, /^[0-9a-f]{32}$/.test(note.id)]).toEqual(["system", "", true]);
    expect(await posted({}, { shown: "window", reason: "no bus" })).toMatchObject({ shown: "window", reason: "no bus" });
    expect(await posted({}, { shown: "no" })).toMatchObject({ shown: "no", reason: "" });
    await note.close();
    expect(backend.asked.at(-1)).toEqual(["notify.close", { note: note.id }, 10_000]);
  });

  it("tells each notification's own functions, until it is closed", async () => {
    const heard: unknown[] = [];
    const hear = (name: string): object => ({ onclick: (action: string | null) => heard.push([name, action]), onclose: () => heard.push([name, "closed"]) });
    const one = await posted(hear("one"));
    const two = await posted(hear("two"), { shown: "window" }, desktop.within(5));
    backend.tell({ note: one.id, how: "clicked", action: "open" });
    backend.tell({ note: two.id, how: "clicked" });
    backend.tell({ note: one.id, how: "closed" });
    backend.tell({ note: one.id, how: "clicked" });
    backend.tell({ note: one.id, how: "closed" });
    backend.tell({ note: "never", how: "clicked" });
    expect(heard).toEqual([["one", "open"], ["two", null], ["one", "closed"]]);
  });

  it("hears a click that comes before the answer", async () => {
    const heard: unknown[] = [];
    backend.ask = (_, args) => {
      backend.tell({ note: args["note"] as string, how: "clicked", action: null });
      return Promise.resolve({ shown: "system" });
    };
    await desktop.notify("T", { onclick: (action) => heard.push(action) });
    expect(heard).toEqual([null]);
  });

  it("hears nothing of one that is not shown", async () => {
    const heard: unknown[] = [];
    const note = await posted({ onclick: () => heard.push("clicked") }, { shown: "no", reason: "denied" });
    backend.tell({ note: note.id, how: "clicked" });
    backend.answer = new DesktopError("timeout", "late");
    expect((await refusal(desktop.notify("T", { onclick: () => heard.push("clicked") }))).code).toBe("timeout");
    backend.tell({ note: (backend.asked[1]![1] as { note: string }).note, how: "clicked" });
    expect(heard).toEqual([]);
  });

  it("needs no functions", async () => {
    const note = await posted();
    backend.tell({ note: note.id, how: "clicked" });
    backend.tell({ note: note.id, how: "closed" });
  });
});

describe("desktop.on", () => {
  it.each(["focus", "blur"] as const)("hears %s until it is stopped", (event) => {
    const heard: unknown[][] = [];
    const stop = desktop.on(event, (...args: unknown[]) => heard.push(args));
    window.dispatchEvent(new Event(event));
    stop();
    stop();
    window.dispatchEvent(new Event(event));
    expect(heard).toEqual([[]]);
  });

  it("hears the theme", () => {
    const query = Object.assign(new EventTarget(), { matches: false });
    vi.spyOn(window, "matchMedia").mockReturnValue(query as unknown as MediaQueryList);
    const heard: string[] = [];
    const stop = desktop.on("theme", (theme) => heard.push(theme));
    for (const matches of [true, false]) query.dispatchEvent(Object.assign(new Event("change"), Object.assign(query, { matches }) && {}));
    stop();
    query.dispatchEvent(new Event("change"));
    expect(heard).toEqual(["dark", "light"]);
  });

  it.each(["", "close", "constructor", "__proto__"])("knows no event %j", (event) => {
    expect(() => desktop.on(event as "focus", () => undefined)).toThrow('expected "focus", "blur" or "theme"');
  });
});
