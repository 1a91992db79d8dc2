import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DesktopError } from "../errors";
import { Pending } from "../pending";
import { refusal } from "./fakes";

const nothing = (): void => undefined;

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

describe("questions that wait", () => {
  it("have each its own answer, whichever comes first", async () => {
    const pending = new Pending<number>();
    const asked = [1, 2, 3].map((id) => pending.ask(id, "it", 100, nothing));
    for (const id of [3, 1, 2]) pending.answer({ id, value: id * 10 });
    expect(await Promise.all(asked)).toEqual([10, 20, 30]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("may be answered while they are being asked", async () => {
    const pending = new Pending<number>();
    expect(await pending.ask(1, "it", 100, () => { pending.answer({ id: 1, value: "now" }); })).toBe("now");
  });

  it("reject with what the other side says", async () => {
    const pending = new Pending<string>();
    const asked = pending.ask("a", "it", Infinity, nothing);
    pending.answer({ id: "a", error: { code: "denied", message: "no" } });
    expect(await refusal(asked)).toEqual({ code: "denied", message: "no", name: "DesktopError" });
  });

  it("take an error of null for none, and no value for undefined", async () => {
    const pending = new Pending<number>();
    const asked = [pending.ask(1, "it", 100, nothing), pending.ask(2, "it", 100, nothing)];
    pending.answer({ id: 1, value: null, error: null });
    pending.answer({ id: 2 });
    expect(await Promise.all(asked)).toEqual([null, undefined]);
  });

  it("are given up in time, and what comes later is nothing", async () => {
    const pending = new Pending<number>();
    const asked = refusal(pending.ask(1, "window.focus", 100, nothing));
    await vi.advanceTimersByTimeAsync(100);
    expect(await asked).toEqual({ code: "timeout", message: "window.focus: no answer within 100 ms", name: "DesktopError" });
    pending.answer({ id: 1, value: 1 });
  });

  it("wait for ever where they are to", async () => {
    const pending = new Pending<number>();
    const asked = pending.ask(1, "it", Infinity, nothing);
    await vi.advanceTimersByTimeAsync(10 ** 9);
    pending.answer({ id: 1, value: "late" });
    expect(await asked).toBe("late");
  });

  it.each([2 ** 31, 10 ** 12, Number.MAX_SAFE_INTEGER])("are not given up at once where they may wait for %s ms", async (timeout) => {
    const pending = new Pending<number>();
    const asked = pending.ask(1, "it", timeout, nothing);
    await vi.advanceTimersByTimeAsync(10_000);
    pending.answer({ id: 1, value: "in time" });
    expect(await asked).toBe("in time");
  });

  it("that cannot be sent are rejected with the reason", async () => {
    const pending = new Pending<number>();
    const error = new DesktopError("invalid", "too long");
    await expect(pending.ask(1, "it", 100, () => { throw error; })).rejects.toBe(error);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("fail one by one, or all", async () => {
    const pending = new Pending<number>();
    const asked = [1, 2, 3].map((id) => refusal(pending.ask(id, "it", 100, nothing)));
    pending.fail(2, new DesktopError("gone", "two"));
    pending.failAll(new DesktopError("gone", "all"));
    pending.failAll(new DesktopError("gone", "again"));
    expect((await Promise.all(asked)).map(({ message }) => message)).toEqual(["all", "two", "all"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each(["__proto__", "constructor", "toString", ""])("are not the properties of every object: %j", async (id) => {
    const pending = new Pending<string>();
    pending.answer({ id, value: 1 });
    const asked = pending.ask(id, "it", 100, nothing);
    pending.answer({ id, value: 2 });
    expect(await asked).toBe(2);
  });
});
