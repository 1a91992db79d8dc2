import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { formatDay, readDay } from "../date_format";

beforeEach(() => { vi.useFakeTimers({ now: new Date(2026, 10, 20, 12), toFake: ["Date"] }); });
afterEach(() => { vi.useRealTimers(); });

describe("formatDay", () => {
  it.each([
    ["YYYY-MM-DD", "2026-01-05"], ["MM YY DD", "01 26 05"], ["MMMM, YY", "January, 26"], ["M, D, YYYY", "1, 5, 2026"], ["MMMM", "January"],
    ["MMM Do, YY", "Jan 5th, 26"], ["dddd", "Monday"], ["ddd", "Mon"], ["dd", "Mo"], ["d", "1"], ["do", "1st"], ["Mo", "1st"], ["DDD", "5"],
    ["DDDo", "5th"], ["DDDD", "005"], ["Q", "1"], ["Qo", "1st"], ["w", "2"], ["wo", "2nd"], ["W", "2"], ["gggg", "2026"], ["GGGG", "2026"],
    ["E", "1"], ["[at] YYYY", "at 2026"], ["[]YYYY", "2026"], ["YYYY/MM/DD HH:mm", "2026/01/05 00:00"], ["h A a", "12 AM am"],
    ["L", "01/05/2026"], ["LL", "January 5, 2026"], ["l", "1/5/2026"], ["ll", "Jan 5, 2026"], ["DD\\MM", "05\\01"], ["N · [", "N · ["],
  ])("writes %s", (format, expected) => { expect(formatDay("2026-01-05", format)).toBe(expected); });

  it("writes Sundays and the ends of years", () => {
    expect(formatDay("2026-11-22", "d e E do")).toBe("0 0 7 0th");
    expect(formatDay("2021-01-01", "GGGG-[W]WW DDDD")).toBe("2020-W53 001");
    expect(formatDay("0099-12-31", "YYYY Y YY")).toBe("0099 99 99");
  });
});

describe("readDay", () => {
  it.each([
    ["YYYY-MM-DD", "2026-12-24"], ["YYYY-MM-DD", "2026-1-2", "2026-01-02"], ["YYYY-MM-DD", "2026/12/24"], ["YYYY-MM-DD", " 2026.12.24 "],
    ["YYYY-MM-DD", "20261224"], ["YYYY-MM-DD", "12/24/2026"], ["YYYY-MM-DD", "12-24-26"], ["YYYY-MM-DD", "24 Dec 2026"],
    ["YYYY-MM-DD", "dec. 24, 2026"], ["YYYY-MM-DD", "December 24th, 2026"], ["YYYY-MM-DD", "2026-12-24T10:00"],
    ["DD/MM/YYYY", "24/12/2026"], ["DD/MM/YYYY", "24.12.2026"], ["DD/MM/YYYY", "5/6/2026", "2026-06-05"], ["DD/MM/YYYY", "12/24/2026"],
    ["MMM Do, YY", "Dec 24th, 26"], ["MMM Do, YY", "dec 24 26"], ["MMM Do, YY", "2026-12-24"], ["dddd, D MMMM YYYY", "Thursday, 24 December 2026"],
    ["[on] D.M.YY", "on 24.12.26"], ["MM YY DD", "12 26 24"], ["DDMMYYYY", "24122026"], ["YYYY-MM-DD HH:mm", "2026-12-24 00:00"], ["LL", "December 24, 2026"],
    ["YY", "69", "1969-01-01"], ["YY", "68", "2068-01-01"], ["MMMM", "may", "2026-05-01"], ["MMMM, YY", "May, 27", "2027-05-01"], ["Do", "3rd", "2026-11-03"],
  ])("reads %s: %s", (format, text, expected = "2026-12-24") => { expect(readDay(text, format)).toBe(expected); });

  it.each([
    ["YYYY-MM-DD", "junk"], ["YYYY-MM-DD", "2026-02-30"], ["YYYY-MM-DD", "24.12.2026"], ["YYYY-MM-DD", "5"], ["YYYY-MM-DD", "2026"],
    ["YYYY-MM-DD", "Dec 24"], ["YYYY-MM-DD", "Foo 24 2026"], ["YYYY-MM-DD", ""], ["", "2026"], ["(D", "(x"], ["DDD", "5"],
  ])("refuses %s: %s", (format, text) => { expect(readDay(text, format)).toBeUndefined(); });

  it("reads what it writes", () => {
    for (const format of ["YYYY-MM-DD", "DD/MM/YY", "MMMM Do YYYY", "ddd D MMM YYYY", "YYYYMMDD", "M.D.YYYY h:mm A"]) {
      for (const day of ["2026-11-20", "1970-01-01", "2024-02-29"]) expect(readDay(formatDay(day, format), format)).toBe(day);
    }
  });
});
