import { formatLocale } from "d3-format";
import type { Maybe } from "../props";

export interface LocaleFormat {
  symbol?: Maybe<[string, string]>;
  decimal?: Maybe<string>;
  group?: Maybe<string>;
  grouping?: Maybe<number[]>;
  numerals?: Maybe<string[]>;
  percent?: Maybe<string>;
  separate_4digits?: Maybe<boolean>;
}

export interface Format {
  locale?: Maybe<LocaleFormat>;
  nully?: unknown;
  prefix?: Maybe<number>;
  specifier?: Maybe<string>;
}

/** A value as a cell shows it. */
export function plainText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value as string | number | boolean);
}

/** Make the function that writes the values of a column. */
export function formatter(format: Maybe<Format>, tableLocale: Maybe<LocaleFormat>): (value: unknown) => string {
  if (!format) return plainText;
  const locale = { ...tableLocale, ...format.locale };
  const d3 = formatLocale({
    currency: locale.symbol ?? ["$", ""],
    decimal: locale.decimal ?? ".",
    thousands: locale.group ?? ",",
    grouping: locale.grouping ?? [3],
    percent: locale.percent ?? "%",
    ...(locale.numerals ? { numerals: locale.numerals } : {}),
  });
  const specifier = format.specifier ?? "";
  const make = (text: string) => (format.prefix ? d3.formatPrefix(text, format.prefix) : d3.format(text));
  const written = make(specifier);
  const ungrouped = make(specifier.replace(",", ""));
  const separateFour = locale.separate_4digits ?? true;
  return (value) => {
    const present = value ?? format.nully;
    if (typeof present !== "number") return plainText(present);
    return !separateFour && Math.abs(present) < 10_000 ? ungrouped(present) : written(present);
  };
}
