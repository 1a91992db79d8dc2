import { afterEach, describe, expect, it, vi } from "vitest";
import type { NoteEvent } from "../backend";
import { MOST_CHARACTERS, ShellBackend } from "../shell";
import { FakePanel, FakeTransport, refusal } from "./fakes";

interface Asked { readonly method: string; readonly id: string; readonly body: { name: string; args: unknown } }

function opened(page = "page-1"): { transport: FakeTransport; shell: ShellBackend; panel: FakePanel; asked: () => Asked[]; told: NoteEvent[] } {
  const transport = new FakeTransport();
  const panel = new FakePanel();
  const shell = new ShellBackend(transport, page, panel.show);
  const told: NoteEvent[] = [];
  shell.onNote((event) => told.push(event));
  transport.describe();
  const asked = (): Asked[] => transport.invoked.filter(([method]) => method === "ask" || method === "call")
    .map(([method, id, text]) => ({ method, id: id!, body: JSON.parse(text!) as Asked["body"] }));
  return { transport, shell, panel, asked, told };
}

const NOTE = { note: "n", title: "T", body: "B", actions: [] };

afterEach(() => { vi.useRealTimers(); });

describe("the app's window", () => {
  it("is greeted with the page's name before anything is asked", () => {
    const transport = new FakeTransport();
    const shell = new ShellBackend(transport, "page-1", new FakePanel().show);
    void shell.ask("window.state", {}, Infinity);
    expect(transport.invoked).toEqual([]);
    transport.describe();
    expect(transport.invoked.map(([method, first]) => [method, first])).toEqual([["hello", "page-1"], ["ask", "page-1:1"]]);
  });

  it("is asked for operations and for functions, and answers each by its name", async () => {
    const { transport, shell, asked } = opened();
    const questions = [shell.ask("window.state", {}, 100), shell.call("add", [1, { a: "ü" }], 100), shell.ask("clipboard.read", {}, 100)];
    expect(asked()).toEqual([
      { method: "ask", id: "page-1:1", body: { name: "window.state", args: {} } },
      { method: "call", id: "page-1:2", body: { name: "add", args: [1, { a: "ü" }] } },
      { method: "ask", id: "page-1:3", body: { name: "clipboard.read", args: {} } },
    ]);
    transport.tell({ id: "page-1:3", value: "text" });
    transport.tell({ id: "page-1:1", error: { code: "unavailable", message: "no" } });
    transport.tell({ id: "page-1:2", value: null });
    expect((await refusal(questions[0]!)).code).toBe("unavailable");
    expect(await Promise.all(questions.slice(1))).toEqual([null, "text"]);
  });

  it("answers a thousand questions in any order, each with its own", async () => {
    const { transport, shell, asked } = opened();
    const questions = Array.from({ length: 1000 }, (_, n) => shell.call("same", [n], Infinity));
    for (const { id, body } of asked().reverse()) transport.tell({ id, value: (body.args as unknown[])[0] });
    expect(await Promise.all(questions)).toEqual(Array.from({ length: 1000 }, (_, n) => n));
  });

  it("says nothing to this page with the answers to another", async () => {
    const { transport, shell } = opened();
    const question = shell.ask("window.state", {}, Infinity);
    for (const id of ["page-0:1", "1", 1, "page-1:2", "__proto__", ""]) transport.tell({ id, value: "forged" });
    transport.tell({ id: "page-1:1", value: "own" });
    transport.tell({ id: "page-1:1", value: "again" });
    expect(await question).toBe("own");
  });

  it("is given up in time", async () => {
    vi.useFakeTimers();
    const { shell } = opened();
    const question = refusal(shell.call("slow", [], 50));
    await vi.advanceTimersByTimeAsync(50);
    expect(await question).toMatchObject({ code: "timeout", message: "slow: no answer within 50 ms" });
  });

  it("takes no arguments that are too long, and says how long", async () => {
    const { shell, asked } = opened();
    const body = JSON.stringify({ name: "f", args: [""] }).length;
    void shell.call("f", ["x".repeat(MOST_CHARACTERS - body)], Infinity);
    expect(await refusal(shell.call("f", ["x".repeat(MOST_CHARACTERS - body + 1)], 100))).toMatchObject({
      code: "invalid", message: `f: the arguments have ${MOST_CHARACTERS + 1} characters; at most ${MOST_CHARACTERS} are taken`,
    });
    expect(asked()).toHaveLength(1);
  });

  it("takes no arguments that are not JSON", async () => {
    const { shell, asked } = opened();
    const circle: unknown[] = [];
    circle.push(circle);
    for (const args of [[1n], circle]) expect(await refusal(shell.call("f", args, 100))).toMatchObject({ code: "invalid" });
    expect(asked()).toEqual([]);
  });
});

describe("notifications of the app's window", () => {
  it("of the system are told of to the page that has posted them", async () => {
    const { transport, shell, panel, told } = opened();
    const question = shell.ask("notify", NOTE, 100);
    transport.tell({ id: "page-1:1", value: { shown: "system", reason: "" } });
    expect(await question).toEqual({ shown: "system", reason: "" });
    transport.tell({ event: "note", detail: { note: "n", how: "clicked", action: "open" } });
    expect(told).toEqual([{ note: "n", how: "clicked", action: "open" }]);
    expect(panel.shown).toEqual([]);
  });

  it("that the system does not take are shown in the page, which hears of them itself", async () => {
    const { transport, shell, panel, told } = opened();
    const question = shell.ask("notify", NOTE, 100);
    transport.tell({ id: "page-1:1", value: { shown: "window", reason: "no bus" } });
    await question;
    expect(panel.shown.map(({ note }) => note)).toEqual([NOTE]);
    panel.shown[0]!.ended({ note: "n", how: "closed" });
    expect(told).toEqual([{ note: "n", how: "closed" }]);
    expect(transport.invoked.some(([method]) => method === "happened")).toBe(false);
  });

  it.each(["no", "system"])("that are shown %s elsewhere have no notice", async (shown) => {
    const { transport, shell, panel } = opened();
    const question = shell.ask("notify", NOTE, 100);
    transport.tell({ id: "page-1:1", value: { shown, reason: "" } });
    await question;
    expect(panel.shown).toEqual([]);
  });

  it("of the app are shown in the page, and the shell hears of them", () => {
    const { transport, panel, told } = opened();
    transport.tell({ event: "notice", detail: NOTE });
    panel.shown[0]!.ended({ note: "n", how: "clicked", action: null });
    expect(transport.invoked.at(-1)).toEqual(["happened", JSON.stringify({ note: "n", how: "clicked", action: null })]);
    expect(told).toEqual([]);
  });

  it("are taken away by the app, and by the page", async () => {
    const { transport, shell, panel, asked } = opened();
    for (const note of ["a", "b"]) transport.tell({ event: "notice", detail: { ...NOTE, note } });
    transport.tell({ event: "notice.close", detail: { note: "a" } });
    transport.tell({ event: "notice.close", detail: { note: "never" } });
    expect(panel.shown.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    const closing = shell.ask("notify.close", { note: "b" }, 100);
    expect(panel.shown.map(({ isClosed }) => isClosed)).toEqual([true, true]);
    expect(asked().at(-1)!.body).toEqual({ name: "notify.close", args: { note: "b" } });
    transport.tell({ id: "page-1:1", value: null });
    await closing;
  });
});
