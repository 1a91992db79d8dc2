// @vitest-environment happy-dom
import { act } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mount } from "../../test/mount";
import { Interval } from "../interval";

beforeEach(() => { vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] }); });
afterEach(() => { vi.useRealTimers(); });

const pass = (time: number) => { act(() => { vi.advanceTimersByTime(time); }); };
const counts = (view: ReturnType<typeof mount>) => view.patches.map((patch) => patch.n_intervals);

describe("Interval", () => {
  it("counts once a second by itself", () => {
    const view = mount(Interval, { id: "i" });
    pass(999);
    expect(counts(view)).toEqual([]);
    pass(2001);
    expect(counts(view)).toEqual([1, 2, 3]);
  });

  it("stops at its end and goes on from a smaller count", () => {
    const view = mount(Interval, { id: "i", interval: 100, max_intervals: 2 });
    pass(1000);
    expect(counts(view)).toEqual([1, 2]);
    view.outside({ n_intervals: 0 });
    pass(1000);
    expect(counts(view)).toEqual([1, 2, 1, 2]);
  });

  it("does not start at 0, nor while disabled", () => {
    const none = mount(Interval, { id: "n", interval: 10, max_intervals: 0 });
    const off = mount(Interval, { id: "o", interval: 10, disabled: true });
    pass(100);
    expect([...none.patches, ...off.patches]).toEqual([]);
    off.outside({ disabled: false });
    pass(10);
    expect(counts(off)).toEqual([1]);
  });

  it("leaves out the ticks of a pause, and keeps to its beat after it", () => {
    const view = mount(Interval, { id: "i", interval: 100 });
    const now = vi.spyOn(performance, "now");
    now.mockReturnValue(performance.now() + 1050);
    pass(100);
    expect(counts(view)).toEqual([1]);
    now.mockRestore();
  });

  it("leaves no timer behind", () => {
    const view = mount(Interval, { id: "i", interval: 100 });
    view.unmount();
    expect(vi.getTimerCount()).toBe(0);
  });
});
