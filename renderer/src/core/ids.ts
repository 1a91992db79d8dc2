/** Ids as text, ids with wildcards, and how the two meet. */

import type { ComponentId, IdScalar } from "../protocol";

export type Wildcard = "MATCH" | "ALL" | "ALLSMALLER";

/**
 * An id with at least one wildcard.
 *
 * The parts stand in the order of the sorted keys, so that two ids with the same keys are compared place by place.
 */
export interface Pattern {
  readonly keys: readonly string[];
  /** The keys as one text: ids and patterns with equal texts are comparable. */
  readonly keyText: string;
  readonly parts: readonly PatternPart[];
}

export type PatternPart = { readonly value: IdScalar } | { readonly wildcard: Wildcard };

/** What MATCH stands for in one run of a callback, by key. */
export type Binding = Readonly<Record<string, IdScalar>>;

/** The text of an id: a string as it is, a dict as JSON with sorted keys and no blanks. The key of every index. */
export function idText(id: ComponentId): string {
  if (typeof id === "string") return id;
  const keys = Object.keys(id).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${JSON.stringify(id[key])}`).join(",")}}`;
}

/** The id that a text stands for: a dict where it is JSON, else the string itself. */
export function parseId(text: string): ComponentId {
  return text.startsWith("{") ? (JSON.parse(text) as Record<string, IdScalar>) : text;
}

export function keyTextOf(keys: readonly string[]): string {
  return keys.join("\u0000");
}

/** The parts of a dict id in the order of its sorted keys. */
export function partsOf(id: Readonly<Record<string, IdScalar>>): { keyText: string; values: IdScalar[] } {
  const keys = Object.keys(id).sort();
  return { keyText: keyTextOf(keys), values: keys.map((key) => id[key] as IdScalar) };
}

/**
 * Read a dependency's id as it stands on the wire.
 *
 * @returns the text of a plain id, or a pattern where a part is `["MATCH"]`, `["ALL"]` or `["ALLSMALLER"]`
 */
export function parseDependencyId(text: string): string | Pattern {
  if (!text.startsWith("{")) return text;
  const dict = JSON.parse(text) as Record<string, IdScalar | [Wildcard]>;
  const keys = Object.keys(dict).sort();
  const parts = keys.map((key): PatternPart => {
    const part = dict[key] as IdScalar | [Wildcard];
    return Array.isArray(part) ? { wildcard: part[0] } : { value: part };
  });
  if (parts.every((part) => "value" in part)) return idText(dict as Record<string, IdScalar>);
  return { keys, keyText: keyTextOf(keys), parts };
}

/** Whether a pattern selects a list of components rather than one. */
export function isMulti(pattern: Pattern): boolean {
  return pattern.parts.some((part) => "wildcard" in part && part.wildcard !== "MATCH");
}

export function matchKeys(pattern: Pattern): string[] {
  return pattern.keys.filter((_, i) => {
    const part = pattern.parts[i]!;
    return "wildcard" in part && part.wildcard === "MATCH";
  });
}

/**
 * What MATCH stands for if this id fits the pattern.
 *
 * @param values - the id's parts in the order of its sorted keys, which equal the pattern's
 * @returns the binding, empty where the pattern has no MATCH; `null` where a part differs
 */
export function bind(pattern: Pattern, values: readonly IdScalar[]): Binding | null {
  // Without a prototype: a key may have the name of something that all objects have.
  const binding = Object.create(null) as Record<string, IdScalar>;
  for (let i = 0; i < values.length; i++) {
    const part = pattern.parts[i]!;
    if ("value" in part) {
      if (part.value !== values[i]) return null;
    } else if (part.wildcard === "MATCH") {
      binding[pattern.keys[i]!] = values[i]!;
    }
  }
  return binding;
}

/** ALLSMALLER takes what is strictly smaller than the MATCH of the same key; numbers before strings, as in Dash. */
export function isSmaller(a: IdScalar, b: IdScalar): boolean {
  if (typeof a === typeof b) return a < b;
  return typeof a === "number" || (typeof a === "boolean" && typeof b === "string");
}

/** Whether the parts of an id are below what MATCH stands for, wherever the pattern has ALLSMALLER. */
export function isBelow(pattern: Pattern, values: readonly IdScalar[], binding: Binding): boolean {
  return pattern.parts.every((part, i) => {
    if (!("wildcard" in part) || part.wildcard !== "ALLSMALLER") return true;
    const bound = binding[pattern.keys[i]!];
    return bound !== undefined && isSmaller(values[i]!, bound);
  });
}

/** Put a binding into a pattern that has no other wildcard than MATCH: the id of one component. */
export function fillPattern(pattern: Pattern, binding: Binding): Record<string, IdScalar> {
  return Object.fromEntries(pattern.keys.map((key, i) => {
    const part = pattern.parts[i]!;
    return [key, "value" in part ? part.value : binding[key]!];
  }));
}
