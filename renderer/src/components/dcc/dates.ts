import type { Maybe } from "../props";

/** A day as text, `2026-11-20`. Such texts sort as their days do. */
export type Day = string;

export interface DayParts {
  year: number;
  month: number;
  day: number;
}

const dashed = /^\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?=[T\s]|$)/;
const compact = /^\s*(\d{4})(\d\d)(\d\d)(?=[T\s]|$)/;

/** The calendar day of these numbers, the first month being 1; undefined where there is none (30 February). */
export function dayOfParts({ year, month, day }: DayParts): Day | undefined {
  const date = new Date(0);
  date.setFullYear(year, month - 1, day);
  return date.getMonth() === month - 1 && date.getDate() === day ? dayOfDate(date) : undefined;
}

/** The day that a prop names. Of a moment in time the day that is written there counts, whatever its zone. */
export function dayOf(value: unknown): Day | undefined {
  if (typeof value !== "string") return undefined;
  const found = compact.exec(value) ?? dashed.exec(value);
  if (found) return dayOfParts({ year: Number(found[1]), month: Number(found[2] ?? 1), day: Number(found[3] ?? 1) });
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : dayOfDate(new Date(time));
}

export function partsOf(day: Day): DayParts {
  const [year = 1, month = 1, number = 1] = day.split("-").map(Number);
  return { year, month, day: number };
}

const padded = (number: number, width: number): string => String(number).padStart(width, "0");

/** The day that it is in the local time of a Date. */
export function dayOfDate(date: Date): Day {
  return `${padded(date.getFullYear(), 4)}-${padded(date.getMonth() + 1, 2)}-${padded(date.getDate(), 2)}`;
}

/** Noon of a day in local time: there is one on every day of every zone. */
export function dateOf(day: Day): Date {
  const { year, month, day: number } = partsOf(day);
  const date = new Date(2000, 0, 1, 12);
  date.setFullYear(year, month - 1, number);
  return date;
}

export function addDays(day: Day, count: number): Day {
  const date = dateOf(day);
  date.setDate(date.getDate() + count);
  return dayOfDate(date);
}

/** The first day of the month that a day is in. */
export function monthOf(day: Day): Day {
  return `${day.slice(0, -2)}01`;
}

/** The first day of the month `count` months later. */
export function addMonths(day: Day, count: number): Day {
  const date = dateOf(monthOf(day));
  date.setMonth(date.getMonth() + count);
  return dayOfDate(date);
}

/** Which days can be chosen. */
export interface Limits {
  min: Day | undefined;
  max: Day | undefined;
  allows: (day: Day) => boolean;
}

interface LimitProps {
  min_date_allowed?: Maybe<string>;
  max_date_allowed?: Maybe<string>;
  disabled_days?: Maybe<string[]>;
}

export function limitsOf(props: LimitProps): Limits {
  const min = dayOf(props.min_date_allowed);
  const max = dayOf(props.max_date_allowed);
  const off = new Set((props.disabled_days ?? []).map(dayOf));
  return { min, max, allows: (day) => (!min || day >= min) && (!max || day <= max) && !off.has(day) };
}

/** The month that a calendar opens with: what is asked for, what is chosen, or the one with the first allowed day. */
export function firstMonth(asked: unknown, chosen: Maybe<Day>, { min, max }: Limits): Day {
  const today = dayOfDate(new Date());
  const known = dayOf(asked) ?? chosen ?? min;
  return monthOf(known ?? (max && max < today ? max : today));
}
