import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { addDays, addMonths, dateOf, dayOf, dayOfDate, firstMonth, limitsOf } from "../dates";

beforeEach(() => { vi.useFakeTimers({ now: new Date(2026, 10, 20, 12), toFake: ["Date"] }); });
afterEach(() => { vi.useRealTimers(); });

describe("days", () => {
  it.each([
    ["2026-11-05"], ["2026-11-05T10:00:00"], ["2026-11-05T23:59:59.999999"], ["2026-11-05T23:59:59Z"], ["2026-11-05T00:30:00+05:00"],
    ["2026-11-05 13:00"], ["2026-11-5"], ["20261105"], ["11/05/2026"], ["2026-11", "2026-11-01"], ["2026", "2026-01-01"], ["0001-01-01", "0001-01-01"],
  ])("are the ones written in %s", (text, expected = "2026-11-05") => { expect(dayOf(text)).toBe(expected); });

  it.each([["foo"], [""], ["2026-02-30"], ["2026-13-01"], [null], [undefined], [5], [{}]])("are not in %j", (value) => {
    expect(dayOf(value)).toBeUndefined();
  });

  it("go over the ends of months and years", () => {
    expect([addDays("2026-12-31", 1), addDays("2024-03-01", -1)]).toEqual(["2027-01-01", "2024-02-29"]);
    expect([addMonths("2026-12-31", 2), addMonths("2026-01-31", -1)]).toEqual(["2027-02-01", "2025-12-01"]);
    expect(dayOfDate(dateOf("0044-03-15"))).toBe("0044-03-15");
  });
});

describe("limits", () => {
  it("allow what lies between them and is not turned off", () => {
    const { allows } = limitsOf({ min_date_allowed: "2026-11-03", max_date_allowed: "2026-11-25T10:00", disabled_days: ["2026-11-12"] });
    expect(["02", "03", "12", "25", "26"].map((day) => allows(`2026-11-${day}`))).toEqual([false, true, false, true, false]);
    expect(limitsOf({ disabled_days: null }).allows("1900-01-01")).toBe(true);
  });

  it.each([
    ["2024-05-17", "2022-01-05", {}, "2024-05-01"], [null, "2022-01-05", {}, "2022-01-01"],
    [null, null, { min_date_allowed: "2020-03-05" }, "2020-03-01"], [null, null, { max_date_allowed: "2020-03-05" }, "2020-03-01"],
    [null, null, { max_date_allowed: "2030-03-05" }, "2026-11-01"], [undefined, undefined, {}, "2026-11-01"],
  ])("say where a calendar opens: %s, %s, %j", (asked, chosen, props, expected) => {
    expect(firstMonth(asked, chosen, limitsOf(props))).toBe(expected);
  });
});
