import type { CSSProperties } from "react";
import { cssOf } from "../props";
import { decimals, finite } from "./number";

type RawMark = string | number | { label?: string | number; style?: Record<string, string | number> } | null;

export interface ScaleProps {
  min?: number | null | undefined;
  max?: number | null | undefined;
  /** Null: only the marks can be chosen. */
  step?: number | null | undefined;
  /** Null: none. */
  marks?: Record<string, RawMark> | null | undefined;
}

export interface Mark {
  value: number;
  label: string;
  style: CSSProperties | undefined;
}

/** The line of a slider: its ends, its steps and its marks. */
export interface Scale {
  min: number;
  max: number;
  step: number;
  marks: Mark[];
  /** Set when nothing but the marks can be chosen. */
  only: number[] | undefined;
}

/** The least of 1, 2 and 5 times a power of ten that is not below `size`. */
function roundUp(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= size * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(12));
}

// More labels than these run into each other on a line of usual length.
const mostMarks = 11;

function autoMarks(min: number, max: number, step: number): Mark[] {
  if (!(max > min)) return [];
  const gap = Math.max(step, roundUp((max - min) / (mostMarks - 1)));
  // Marks stand on values that can be chosen.
  const distance = Math.ceil(gap / step - 1e-9) * step;
  const digits = Math.min(20, Math.max(decimals(step), decimals(min)));
  const values: number[] = [];
  // Round positions look better than positions counted from an odd start, where steps allow both.
  const first = Math.abs(min / step - Math.round(min / step)) < 1e-9 ? Math.ceil(min / distance - 1e-9) * distance : min;
  if (first - min > distance / 2) values.push(min);
  for (let value = first; value <= max + 1e-9 * distance; value += distance) values.push(Number(value.toFixed(digits)));
  if (max - values[values.length - 1]! > distance / 2) values.push(max);
  return values.map((value) => ({ value, label: shortNumber(value), style: undefined }));
}

/** 12000 as 12k: long numbers do not fit below a slider. */
function shortNumber(value: number): string {
  const size = Math.abs(value);
  for (const [limit, unit] of [[1e9, "G"], [1e6, "M"], [1e3, "k"]] as const) {
    if (size >= limit && size >= 1e4) return `${Number((value / limit).toPrecision(6))}${unit}`;
  }
  return String(value);
}

function givenMarks(marks: Record<string, RawMark>): Mark[] {
  return Object.entries(marks)
    .filter(([, mark]) => mark !== null)
    .map(([key, mark]) => {
      const rich = typeof mark === "object" && mark !== null;
      const label = rich ? mark.label : mark;
      return { value: Number(key), label: String(label ?? ""), style: rich ? cssOf(mark.style) : undefined };
    })
    .filter((mark) => Number.isFinite(mark.value))
    .sort((a, b) => a.value - b.value);
}

export function scaleOf(props: ScaleProps): Scale {
  const given = props.marks ? givenMarks(props.marks) : undefined;
  const values = given?.map((mark) => mark.value) ?? [];
  const min = finite(props.min) ?? (values.length > 0 ? values[0]! : 0);
  const max = Math.max(min, finite(props.max) ?? (values.length > 0 ? values[values.length - 1]! : 100));
  const wanted = finite(props.step);
  const usual = max - min > 1 || max === min ? 1 : roundUp((max - min) / 10);
  const step = wanted !== undefined && wanted > 0 ? wanted : usual;
  const marks = (given ?? (props.marks === null ? [] : autoMarks(min, max, step))).filter(
    (mark) => mark.value >= min && mark.value <= max,
  );
  const only = props.step === null && given && marks.length > 0 ? marks.map((mark) => mark.value) : undefined;
  return { min, max, step, marks, only };
}

/** The value that can be chosen and is nearest to a number. */
export function snap(value: number, { min, max, step, only }: Scale): number {
  if (only) return only.reduce((best, mark) => (Math.abs(mark - value) < Math.abs(best - value) ? mark : best));
  const last = min + Math.floor((max - min) / step + 1e-9) * step;
  const snapped = Math.min(last, Math.max(min, min + Math.round((value - min) / step) * step));
  return Number(snapped.toFixed(Math.min(20, Math.max(decimals(step), decimals(min)))));
}

/** Where a value is on the line, from 0 to 1. */
export function share(value: number, { min, max }: Scale): number {
  return max > min ? Math.min(1, Math.max(0, (value - min) / (max - min))) : 0;
}

/** The values that have a dot. */
export function dotsOf(scale: Scale): number[] {
  if (scale.only) return scale.only;
  const count = Math.floor((scale.max - scale.min) / scale.step + 1e-9) + 1;
  // More dots than pixels would be a line, and a slow one.
  if (count > 500) return [];
  return Array.from({ length: count }, (_, index) => scale.min + index * scale.step);
}
