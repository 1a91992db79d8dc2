/** Where in a component's props other components may stand, and how to walk there. */

/** One step into a value: a named field, every item of a list, or every value of an object. */
export type Step = { readonly field: string } | "items" | "values";

/** The path of a prop that holds components: its name, then steps inside it. */
export interface ComponentPath {
  readonly prop: string;
  readonly steps: readonly Step[];
}

export const CHILDREN: ComponentPath = { prop: "children", steps: [] };

/** Read Dash's notation: `header`, `options[].label`, `menu{}.title`. */
export function parseComponentPath(text: string): ComponentPath {
  const [first, ...rest] = text.split(".").flatMap(splitSegment);
  return { prop: first && typeof first === "object" ? first.field : text, steps: rest };
}

function splitSegment(segment: string): Step[] {
  const name = segment.replace(/(\[\]|\{\})+$/, "");
  const marks = segment.slice(name.length).match(/\[\]|\{\}/g) ?? [];
  const steps = marks.map((mark): Step => (mark === "[]" ? "items" : "values"));
  return name ? [{ field: name }, ...steps] : steps;
}

/** Where a value stands inside a component's props, from the prop's name on. */
export type Slot = readonly (string | number)[];

export type Visit = (value: unknown, slot: Slot) => unknown;

/**
 * Replace the values at a path by what `visit` returns for them. Lists at the end of a path are entered, to any depth.
 *
 * @returns the same value where nothing was replaced, else a copy of what lies on the path
 */
export function mapAlong(value: unknown, steps: readonly Step[], slot: Slot, visit: Visit): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return Array.isArray(value) ? mapItems(value, rest, slot, visit) : visit(value, slot);
  if (step === "items") return Array.isArray(value) ? mapItems(value, rest, slot, visit) : value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const dict = value as Record<string, unknown>;
  if (step === "values") return mapFields(dict, Object.keys(dict), rest, slot, visit);
  return Object.hasOwn(dict, step.field) ? mapFields(dict, [step.field], rest, slot, visit) : value;
}

function mapItems(items: readonly unknown[], rest: readonly Step[], slot: Slot, visit: Visit): readonly unknown[] {
  let copy: unknown[] | null = null;
  for (let i = 0; i < items.length; i++) {
    const mapped = mapAlong(items[i], rest, [...slot, i], visit);
    if (mapped !== items[i]) (copy ??= items.slice())[i] = mapped;
  }
  return copy ?? items;
}

function mapFields(
  dict: Record<string, unknown>, names: readonly string[], rest: readonly Step[], slot: Slot, visit: Visit,
): Record<string, unknown> {
  let copy: Record<string, unknown> | null = null;
  for (const name of names) {
    const mapped = mapAlong(dict[name], rest, [...slot, name], visit);
    if (mapped === dict[name]) continue;
    copy ??= { ...dict };
    // Not by assigning: a key may be "__proto__".
    Object.defineProperty(copy, name, { value: mapped });
  }
  return copy ?? dict;
}

/** Order of two slots of one component: by props' order of appearance, then by position. */
export function compareSlots(a: Slot, b: Slot): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const x = a[i]!, y = b[i]!;
    if (x === y) continue;
    if (typeof x === "number" && typeof y === "number") return x - y;
    return String(x) < String(y) ? -1 : 1;
  }
  return a.length - b.length;
}
