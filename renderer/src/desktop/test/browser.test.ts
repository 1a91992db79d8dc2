// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { NoteEvent } from "../backend";
import { BrowserBackend } from "../browser";
import { FakePanel, refusal } from "./fakes";

class FakeNotification {
  static permission = "granted";
  static asked = 0;
  static answer = "granted";
  static readonly posted: FakeNotification[] = [];
  static requestPermission(): Promise<string> {
    FakeNotification.asked += 1;
    FakeNotification.permission = FakeNotification.answer;
    return Promise.resolve(FakeNotification.permission);
  }
  onclick: () => void = () => undefined;
  onclose: () => void = () => undefined;
  isClosed = false;
  constructor(readonly title: string, readonly options: { body: string; tag: string }) { FakeNotification.posted.push(this); }
  close(): void { this.isClosed = true; }
}

const NOTE = { note: "n", title: "T", body: "B", actions: [] };
let panel: FakePanel;
let backend: BrowserBackend;
let told: NoteEvent[];

beforeEach(() => {
  Object.assign(FakeNotification, { permission: "granted", asked: 0, answer: "granted" });
  FakeNotification.posted.length = 0;
  vi.stubGlobal("Notification", FakeNotification);
  panel = new FakePanel();
  told = [];
  backend = new BrowserBackend({ call: (name, args) => Promise.resolve([name, args]) }, panel.show);
  backend.onNote((event) => told.push(event));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("a browser", () => {
  it.each([
    ["dialogs.open", "dcc.Upload"], ["dialogs.save", "dcc.Download"], ["dialogs.folder", "no paths of files"],
    ["window.size", "not the page's"], ["window.zoom", "not the page's"], ["window.minimise", "not the page's"],
    ["window.maximise", "not the page's"], ["window.attention", "desktop.notify"], ["anything", "no such thing"],
    ["constructor", "no such thing"], ["__proto__", "no such thing"], ["toString", "no such thing"],
  ])("has no %s, and says why", async (name, why) => {
    const { code, message } = await refusal(backend.ask(name, {}));
    expect([code, message.startsWith(`${name}: `), message.includes(why)]).toEqual(["unavailable", true, true]);
  });

  it("takes calls to the app", async () => {
    expect(await backend.call("save", [1], 100)).toEqual(["save", [1]]);
  });

  it("sets the page's title, and says what the window is like", async () => {
    await backend.ask("window.title", { title: "Sales" });
    expect(document.title).toBe("Sales");
    const state = await backend.ask("window.state", {}) as Record<string, unknown>;
    expect(state).toMatchObject({ title: "Sales", zoom: 1, maximised: false });
    expect(Object.keys(state).sort()).toEqual([
      "focused", "fullScreen", "height", "maximised", "minimised", "theme", "title", "width", "x", "y", "zoom",
    ]);
  });

  it("shows messages with one button or two", async () => {
    const alert = vi.fn();
    const confirm = vi.fn(() => true);
    vi.stubGlobal("alert", alert);
    vi.stubGlobal("confirm", confirm);
    Object.assign(window, { alert, confirm });
    expect(await backend.ask("dialogs.message", { text: "Done" })).toBe("OK");
    expect(await backend.ask("dialogs.message", { text: "Done", buttons: ["Fine"] })).toBe("Fine");
    expect(alert.mock.calls).toEqual([["Done"], ["Done"]]);
    expect(await backend.ask("dialogs.message", { text: "Sure?", kind: "question" })).toBe("Yes");
    confirm.mockReturnValue(false);
    expect(await backend.ask("dialogs.message", { text: "Sure?", kind: "question", buttons: [] })).toBe("No");
    expect(await backend.ask("dialogs.message", { text: "Sure?", buttons: ["A", "B"] })).toBe("B");
    expect(await refusal(backend.ask("dialogs.message", { text: "Sure?", buttons: ["A", "B", "C"] }))).toMatchObject({ code: "unavailable" });
  });

  it("opens links outside, and only such", async () => {
    const open = vi.spyOn(window, "open").mockReturnValue(null);
    for (const url of ["https://a/b", "http://a", "mailto:a@b"]) await backend.ask("openExternal", { url });
    expect(open.mock.calls).toEqual([["https://a/b"], ["http://a"], ["mailto:a@b"]].map(([url]) => [url, "_blank", "noopener,noreferrer"]));
    for (const url of ["javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "file:///etc", "/a", "", "blob:x", undefined]) {
      expect(await refusal(backend.ask("openExternal", { url }))).toMatchObject({ code: "invalid" });
    }
    expect(open).toHaveBeenCalledTimes(3);
  });

  it("has a clipboard where the page may use it", async () => {
    const clipboard = { readText: vi.fn(() => Promise.resolve("text")), writeText: vi.fn(() => Promise.resolve()) };
    vi.stubGlobal("navigator", { clipboard });
    expect(await backend.ask("clipboard.read", {})).toBe("text");
    await backend.ask("clipboard.write", { text: "new" });
    expect(clipboard.writeText.mock.calls).toEqual([["new"]]);
    clipboard.readText.mockRejectedValue(new Error("not now"));
    expect(await refusal(backend.ask("clipboard.read", {}))).toMatchObject({ code: "denied", message: "clipboard.read: not now" });
    vi.stubGlobal("navigator", {});
    expect(await refusal(backend.ask("clipboard.write", { text: "x" }))).toMatchObject({ code: "unavailable" });
  });

  it("fills the screen where it is allowed to", async () => {
    const root = document.documentElement;
    root.requestFullscreen = vi.fn(() => Promise.resolve());
    await backend.ask("window.fullScreen", {});
    expect(root.requestFullscreen).toHaveBeenCalledTimes(1);
    await backend.ask("window.fullScreen", { on: false });
    await backend.ask("window.restore", {});
    root.requestFullscreen = () => Promise.reject(new TypeError("not now"));
    expect(await refusal(backend.ask("window.fullScreen", { on: true }))).toMatchObject({ code: "denied" });
  });

  it("asks before the page is left, while there is a question", async () => {
    const leave = (): boolean => window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
    expect(leave()).toBe(true);
    await backend.ask("window.confirmClose", { text: "Sure?" });
    expect(leave()).toBe(false);
    await backend.ask("window.confirmClose", { text: null });
    expect(leave()).toBe(true);
  });

  it("closes what a script has opened, without a question, and says where it cannot", async () => {
    const close = vi.spyOn(window, "close").mockImplementation(() => undefined);
    vi.spyOn(window, "closed", "get").mockReturnValue(false);
    expect(await refusal(backend.ask("window.close", {}))).toMatchObject({ code: "unavailable" });
    vi.spyOn(window, "closed", "get").mockReturnValue(true);
    await backend.ask("window.close", {});
    expect(close).toHaveBeenCalledTimes(2);
  });

  it("is given up in time", async () => {
    vi.useFakeTimers();
    vi.stubGlobal("navigator", { clipboard: { readText: () => new Promise(() => undefined) } });
    const asked = refusal(backend.ask("clipboard.read", {}, 50));
    await vi.advanceTimersByTimeAsync(50);
    expect(await asked).toEqual({ code: "timeout", message: "clipboard.read: no answer within 50 ms", name: "DesktopError" });
  });

  it("is not given up at once where it may take longer than a timer can", async () => {
    vi.useFakeTimers();
    let read: (text: string) => void = () => undefined;
    vi.stubGlobal("navigator", { clipboard: { readText: () => new Promise<string>((resolve) => { read = resolve; }) } });
    const asked = backend.ask("clipboard.read", {}, 2 ** 32);
    await vi.advanceTimersByTimeAsync(10_000);
    read("text");
    expect(await asked).toBe("text");
  });
});

describe("notifications of a browser", () => {
  const notify = (more: object = {}): Promise<unknown> => backend.ask("notify", { ...NOTE, ...more });

  it("are the system's where they are allowed", async () => {
    expect(await notify()).toEqual({ shown: "system", reason: "" });
    const [posted] = FakeNotification.posted;
    expect([posted!.title, posted!.options]).toEqual(["T", { body: "B", tag: "n" }]);
    const focus = vi.spyOn(window, "focus").mockImplementation(() => undefined);
    posted!.onclick();
    posted!.onclose();
    expect(focus).toHaveBeenCalledTimes(1);
    expect(told).toEqual([{ note: "n", how: "clicked", action: null }, { note: "n", how: "closed" }]);
    expect(panel.shown).toEqual([]);
  });

  it("are the page's where they are not", async () => {
    FakeNotification.permission = "denied";
    expect(await notify()).toEqual({ shown: "window", reason: "notifications are not allowed for this page" });
    panel.shown[0]!.ended({ note: "n", how: "closed" });
    expect(told).toEqual([{ note: "n", how: "closed" }]);
  });

  it("are the page's where the browser has none", async () => {
    vi.stubGlobal("Notification", undefined);
    Reflect.deleteProperty(window, "Notification");
    expect(await notify()).toMatchObject({ shown: "window", reason: "this browser has no notifications" });
  });

  it("are the page's where the browser takes them from service workers only, as on telephones", async () => {
    function illegal(): never { throw new TypeError("Illegal constructor"); }
    vi.stubGlobal("Notification", Object.assign(illegal, { permission: "granted" }));
    expect(await notify()).toEqual({ shown: "window", reason: "TypeError: Illegal constructor" });
    expect(panel.shown).toHaveLength(1);
  });

  it.each([[true, "granted", "system", 1], [true, "denied", "window", 1], [false, "granted", "window", 0]])(
    "are asked for only while the person does something (%s, %s)", async (isActive, answer, shown, asked) => {
      Object.assign(FakeNotification, { permission: "default", answer });
      vi.stubGlobal("navigator", { userActivation: { isActive, hasBeenActive: isActive } });
      expect(await notify()).toMatchObject({ shown });
      expect(FakeNotification.asked).toBe(asked);
    });

  it("for who is elsewhere are not shown to who is here", async () => {
    const focused = vi.spyOn(document, "hasFocus").mockReturnValue(true);
    expect(await notify({ unfocused: true })).toEqual({ shown: "no", reason: "the page is in front" });
    focused.mockReturnValue(false);
    expect(await notify({ unfocused: true })).toMatchObject({ shown: "system" });
  });

  it("are taken away by their name, wherever they are", async () => {
    await notify();
    await backend.ask("notify.close", { note: "n" });
    expect(FakeNotification.posted[0]!.isClosed).toBe(true);
    FakeNotification.permission = "denied";
    await notify();
    await backend.ask("notify.close", { note: "n" });
    await backend.ask("notify.close", { note: "never" });
    expect(panel.shown[0]!.isClosed).toBe(true);
  });

  it("that the app has posted are the app's to hear of", async () => {
    const heard: NoteEvent[] = [];
    await backend.ask("notify", NOTE, Infinity, (event) => heard.push(event));
    FakeNotification.posted[0]!.onclose();
    expect([heard, told]).toEqual([[{ note: "n", how: "closed" }], []]);
  });
});
