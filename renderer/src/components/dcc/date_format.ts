import { DateLib } from "react-day-picker";
import { dateOf, dayOf, dayOfDate, dayOfParts, partsOf, type Day, type DayParts } from "./dates";

const lib = new DateLib({ useAdditionalDayOfYearTokens: true, useAdditionalWeekYearTokens: true });
const months = Array.from({ length: 12 }, (_, at) => lib.format(new Date(2000, at, 1), "LLLL").toLowerCase());

/** How a token of moment.js is written, and what a text in its place says. */
interface Token {
  /** The token of Unicode's date formats that means the same, or what writes it. */
  write: string | ((midnight: Date) => string);
  /** One group. Without a pattern, texts of this format cannot be read. */
  pattern?: string;
  read?: (found: string) => Partial<DayParts> | undefined;
}

const number = (write: string, part: "month" | "day"): Token => ({
  write, pattern: "(\\d{1,2})(?:st|nd|rd|th)?", read: (found) => ({ [part]: Number(found) }),
});
const year = (write: string): Token => ({
  write, pattern: "(\\d{4}|\\d\\d)", read: (found) => ({ year: fullYear(found) }),
});
const monthName = (write: string): Token => ({
  write,
  pattern: "(\\p{L}{3,})\\.?",
  read: (found) => {
    const at = months.findIndex((name) => name.startsWith(found.toLowerCase()));
    return at < 0 ? undefined : { month: at + 1 };
  },
});
const nothing = (): Partial<DayParts> => ({});
const weekday = (write: string): Token => ({ write, pattern: "(\\p{L}+)", read: nothing });
const time = (write: string): Token => ({ write, pattern: "(\\d+|[ap]m)", read: nothing });

/** As moment.js has it: 68 is in this century, 69 in the last one. */
function fullYear(text: string): number {
  const given = Number(text);
  if (text.length > 2) return given;
  return given + (given > 68 ? 1900 : 2000);
}

const written: Record<string, string | ((midnight: Date) => string)> = {
  DDD: "D", DDDo: "Do", DDDD: "DDD", d: (date) => String(date.getDay()), e: (date) => String(date.getDay()),
  do: (date) => `${date.getDay()}${["th", "st", "nd", "rd"][date.getDay()] ?? "th"}`, E: "i", w: "w", wo: "wo", ww: "ww", W: "I", Wo: "Io",
  WW: "II", gg: "YY", gggg: "YYYY", GG: "RR", GGGG: "RRRR", Q: "Q", Qo: "Qo", X: "t", x: "T", L: "MM/dd/yyyy",
  LL: "MMMM d, yyyy", l: "M/d/yyyy", ll: "MMM d, yyyy",
};
const tokens: Record<string, Token> = {
  ...Object.fromEntries(Object.entries(written).map(([token, write]) => [token, { write }])),
  YYYY: year("yyyy"), YY: year("yy"), Y: year("y"), y: year("y"), yy: year("yy"), yyyy: year("yyyy"),
  M: number("M", "month"), MM: number("MM", "month"), Mo: number("Mo", "month"), MMM: monthName("MMM"), MMMM: monthName("MMMM"),
  D: number("d", "day"), DD: number("dd", "day"), Do: number("do", "day"),
  dd: weekday("EEEEEE"), ddd: weekday("EEE"), dddd: weekday("EEEE"),
  H: time("H"), HH: time("HH"), h: time("h"), hh: time("hh"), k: time("k"), kk: time("kk"), m: time("m"), mm: time("mm"),
  s: time("s"), ss: time("ss"), SSS: time("SSS"), A: time("aa"), a: time("aaa"),
};
const longestFirst = Object.keys(tokens).sort((a, b) => b.length - a.length);
const piece = new RegExp(`\\[[^\\]]*\\]|${longestFirst.join("|")}|[^]`, "g");

/** The parts of a format: tokens, and text between them. What stands in brackets is text. */
function piecesOf(format: string): (Token | string)[] {
  return [...format.matchAll(piece)].map(([found]) => {
    if (found.startsWith("[") && found.endsWith("]")) return found.slice(1, -1);
    return Object.hasOwn(tokens, found) ? tokens[found]! : found;
  });
}

/** A day in a format of moment.js, as Dash takes them. */
export function formatDay(day: Day, format: string): string {
  const midnight = dateOf(day);
  midnight.setHours(0, 0, 0, 0);
  return piecesOf(format)
    .map((part) => {
      if (typeof part === "string") return part;
      return typeof part.write === "string" ? lib.format(midnight, part.write) : part.write(midnight);
    })
    .join("");
}

const separators = /[\s.,/-]+/g;

/** Any separator may be typed for any other. */
function patternOf(text: string): string {
  return text.split(separators).map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("[\\s.,/-]+");
}

function read(text: string, format: string): Partial<DayParts> | undefined {
  const parts = piecesOf(format);
  const inOrder = parts.filter((part) => typeof part !== "string");
  if (inOrder.length === 0 || inOrder.some((token) => !token.pattern)) return undefined;
  const pattern = parts.map((part) => (typeof part === "string" ? part : `\0${part.pattern ?? ""}\0`)).join("");
  // Text that belongs together is taken as one: a comma and the space after it are one separator.
  const source = pattern.split("\0").map((part, at) => (at % 2 ? part : patternOf(part))).join("");
  const found = new RegExp(`^${source}$`, "iu").exec(text);
  if (!found) return undefined;
  const said = inOrder.map((token, at) => token.read?.(found[at + 1] ?? ""));
  return said.includes(undefined) ? undefined : Object.assign({}, ...said) as Partial<DayParts>;
}

/** What a format leaves open: this year, and in it the first; a day alone is one of this month. */
function complete({ year, month, day }: Partial<DayParts>): DayParts {
  const now = partsOf(dayOfDate(new Date()));
  return { year: year ?? now.year, month: month ?? (year === undefined && day !== undefined ? now.month : 1), day: day ?? 1 };
}

const known = ["YYYY-MM-DD", "M/D/YYYY", "MMM D YYYY", "D MMM YYYY"];
const iso = /^\d{8}$|^\d{4}-\d\d-\d\dT/;

/** The day that a typed text names: in the format that is shown, or else in a usual one that says all of it. */
export function readDay(typed: string, format: string): Day | undefined {
  const text = typed.trim();
  const inFormat = (one: string): Day | undefined => {
    const parts = read(text, one);
    return parts && dayOfParts(complete(parts));
  };
  const [shown, ...others] = [format, ...known].map(inFormat);
  return shown ?? (iso.test(text) ? dayOf(text) : others.find(Boolean));
}
