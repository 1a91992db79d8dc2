// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BusyTitle, SHOWN_AFTER_MS } from "../title";

beforeEach(() => {
  vi.useFakeTimers();
  document.title = "App";
});
afterEach(() => { vi.useRealTimers(); });

describe("the title of a busy page", () => {
  it("changes for callbacks that take their time, and goes back with the last one", () => {
    const title = new BusyTitle("Updating...");
    title.set(true);
    vi.advanceTimersByTime(SHOWN_AFTER_MS - 1);
    expect(document.title).toBe("App");
    vi.advanceTimersByTime(1);
    expect(document.title).toBe("Updating...");
    title.set(false);
    expect(document.title).toBe("App");
  });

  it("is left alone by quick ones, however many", () => {
    const title = new BusyTitle("Updating...");
    for (let i = 0; i < 10; i++) {
      title.set(true);
      vi.advanceTimersByTime(SHOWN_AFTER_MS - 1);
      title.set(false);
      vi.advanceTimersByTime(1);
      expect(document.title).toBe("App");
    }
  });

  it("is what a callback sets meanwhile, before and after it has changed", () => {
    const title = new BusyTitle("Updating...");
    title.set(true);
    document.title = "Quick";
    vi.advanceTimersByTime(SHOWN_AFTER_MS);
    title.set(false);
    expect(document.title).toBe("Quick");
    title.set(true);
    vi.advanceTimersByTime(SHOWN_AFTER_MS);
    document.title = "Set";
    title.set(false);
    expect(document.title).toBe("Set");
  });

  it.each([null, ""])("stays where the app has %o for it", (none) => {
    const title = new BusyTitle(none);
    title.set(true);
    vi.advanceTimersByTime(SHOWN_AFTER_MS);
    expect(document.title).toBe("App");
  });
});
