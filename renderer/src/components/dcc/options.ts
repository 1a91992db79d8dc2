import type { ReactNode } from "react";

/** A value that can be chosen. */
export type Value = string | number | boolean;

/** One choice, in the form that all others are brought into. */
export interface Option {
  value: Value;
  label: ReactNode;
  disabled: boolean;
  title?: string;
  /** What a search looks in. */
  text: string;
}

/** The forms in which apps give options: values, dicts with a label, or one dict of value to label. */
export type Options = (Value | RawOption)[] | Record<string, ReactNode> | null | undefined;

interface RawOption {
  value: Value;
  label?: ReactNode;
  disabled?: boolean | null;
  title?: string | null;
  search?: string | null;
}

export function normalizeOptions(options: Options): Option[] {
  if (!options) return [];
  if (!Array.isArray(options)) {
    return Object.entries(options).map(([value, label]) => makeOption({ value, label }));
  }
  return options
    .filter((option) => option !== null)
    .map((option) => makeOption(typeof option === "object" ? option : { value: option, label: String(option) }));
}

function makeOption({ value, label, disabled, title, search }: RawOption): Option {
  const shown = label ?? String(value);
  const plain = typeof shown === "string" || typeof shown === "number";
  return {
    value,
    label: shown,
    disabled: disabled === true,
    text: search ?? (plain ? String(shown) : String(value)),
    ...(title ? { title } : {}),
  };
}
