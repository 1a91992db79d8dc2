/**
 * Random pages with random callbacks: what there is, without anything that says when it runs.
 *
 * Plain components `s0`, `c3`, … have one value `v`. A group is a box `g0` whose rows are made of three components each,
 * `{t: "i0", n}`, `{t: "o0", n}` and `{t: "p0", n}`; beside them stands the plain component `x0`. Boxes are filled by a
 * person, or by a callback. Values flow from what was made earlier to what was made later, except in circles.
 */

import { callback, div } from "./harness";
import type { WireCallback, WireComponent } from "../../protocol";

/** A small seeded generator (mulberry32), so that a failure can be run again. */
export function generator(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export class Dice {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = generator(seed);
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  some<T>(items: readonly T[], most: number): T[] {
    return [...new Set(Array.from({ length: 1 + this.below(most) }, () => this.pick(items)))];
  }
}

export type Wild = "MATCH" | "ALL" | "ALLSMALLER";

/** One dependency: a prop of a plain component, or of the components of one kind in a group's rows. */
export interface Dep {
  readonly id: string;
  readonly prop: string;
  /** For rows; `id` is then their `t`. */
  readonly wild: Wild | null;
}

export interface Spec {
  readonly name: string;
  readonly outputs: readonly Dep[];
  readonly inputs: readonly Dep[];
  readonly states: readonly Dep[];
  readonly prevent: boolean;
  /** Answered at once, as clientside callbacks are. */
  readonly isSync: boolean;
  /** It writes what it reads. */
  readonly isCircle: boolean;
  /** The group that it fills. */
  readonly fills: number | null;
}

export interface Group {
  readonly rows: readonly number[];
  readonly isFilled: boolean;
}

export interface World {
  readonly specs: readonly Spec[];
  readonly sources: readonly string[];
  readonly cells: readonly string[];
  readonly groups: readonly Group[];
  /** Whether callbacks may fail or change nothing. */
  readonly hasTrouble: boolean;
}

export function idOf(kind: string, n: number): string {
  return `{"n":${n},"t":"${kind}"}`;
}

const plain = (id: string, prop = "v"): Dep => ({ id, prop, wild: null });
const row = (id: string, wild: Wild, prop = "v"): Dep => ({ id, prop, wild });

/** Makes a world step by step; what is in `plains` and `kinds` can be read by what comes next. */
class Maker {
  readonly specs: Spec[] = [];
  readonly sources: string[] = [];
  readonly cells: string[] = [];
  readonly groups: Group[] = [];
  private readonly plains: Dep[] = [];
  /** Props of rows by group, as [kind, prop]. */
  private readonly kinds: [string, string][][] = [];

  constructor(readonly dice: Dice) {}

  source(): void {
    const id = `s${this.sources.length}`;
    this.sources.push(id);
    this.plains.push(plain(id));
  }

  group(): void {
    const { dice } = this;
    const g = this.groups.length;
    const isFilled = dice.chance(0.5);
    const rows = isFilled && dice.chance(0.5) ? [] : [1, 2, 3].filter(() => dice.chance(0.7));
    if (isFilled) this.add({ outputs: [plain(`g${g}`, "children")], inputs: dice.some(this.plains, 2), fills: g });
    this.groups.push({ rows, isFilled });
    this.kinds.push([[`i${g}`, "v"]]);
    this.plains.push(plain(`x${g}`));
  }

  /** A callback of one of several kinds. */
  callback(): void {
    const roll = this.dice.below(10);
    if (roll < 3 || !this.groups.length) this.plainCallback();
    else if (roll < 6) this.rowCallback();
    else if (roll < 8) this.listCallback();
    else if (roll === 8) this.fixedCallback();
    else this.circle();
  }

  private plainCallback(): void {
    const outputs = Array.from({ length: this.dice.chance(0.3) ? 2 : 1 }, () => this.cell());
    // A State that is missing is an error, and the call is lost: only what always is there is one.
    const states = this.dice.chance(0.3) ? [plain(this.dice.pick(this.sources))] : [];
    this.add({ outputs, inputs: this.dice.some(this.plains, 3), states });
    this.plains.push(...outputs);
  }

  /** o <- i, then p <- o, in one row; with plain inputs, lists and what is smaller. */
  private rowCallback(): void {
    const { dice } = this;
    const g = dice.below(this.groups.length);
    const kinds = this.kinds[g]!;
    const next = [["o", "v"], ["p", "v"], ["o", "w"], ["p", "w"]].map(([t, prop]): [string, string] => [`${t}${g}`, prop!])
      .find(([t, prop]) => !kinds.some((known) => known[0] === t && known[1] === prop));
    if (!next) return this.plainCallback();
    const [read, more] = [dice.pick(kinds), dice.pick(kinds)];
    const inputs = [row(read[0], "MATCH", read[1])];
    if (dice.chance(0.3)) inputs.push(dice.pick(this.plains));
    if (dice.chance(0.3)) inputs.push(row(more[0], dice.chance(0.5) ? "ALLSMALLER" : "ALL", more[1]));
    const states = dice.chance(0.3) ? [row(more[0], "MATCH", more[1])] : [];
    this.add({ outputs: [row(next[0], "MATCH", next[1])], inputs: dice.chance(0.5) ? inputs : inputs.reverse(), states });
    kinds.push(next);
  }

  private listCallback(): void {
    const { dice } = this;
    const [kind, prop] = dice.pick(dice.pick(this.kinds));
    const inputs = [row(kind, "ALL", prop)];
    if (dice.chance(0.4)) inputs.push(dice.pick(this.plains));
    const output = this.cell();
    this.add({ outputs: [output], inputs });
    this.plains.push(output);
  }

  /** One output that each row writes; nothing reads it, for which row comes last is open. */
  private fixedCallback(): void {
    const [kind, prop] = this.dice.pick(this.dice.pick(this.kinds));
    this.add({ outputs: [this.cell()], inputs: [row(kind, "MATCH", prop)] });
  }

  private circle(): void {
    const ends = [0, 1].map(() => {
      this.source();
      return plain(this.sources.at(-1)!);
    });
    const more = this.dice.chance(0.3) ? [this.dice.pick(this.plains.slice(0, -2))] : [];
    this.add({ outputs: ends, inputs: [...ends, ...more], isCircle: true });
  }

  private cell(): Dep {
    this.cells.push(`c${this.cells.length}`);
    return plain(this.cells.at(-1)!);
  }

  private add(spec: Partial<Spec> & Pick<Spec, "outputs" | "inputs">): void {
    const { dice } = this;
    this.specs.push({
      name: `f${this.specs.length}`, states: [], prevent: dice.chance(0.25), isSync: dice.chance(0.25), isCircle: false, fills: null, ...spec,
    });
  }
}

export function makeWorld(dice: Dice): World {
  const maker = new Maker(dice);
  for (let i = 1 + dice.below(3); i > 0; i--) maker.source();
  for (let i = dice.below(3); i > 0; i--) {
    if (dice.chance(0.5)) maker.callback();
    maker.group();
  }
  for (let i = 1 + dice.below(7); i > 0; i--) maker.callback();
  const { sources, cells, groups } = maker;
  const specs = [...maker.specs].sort(() => dice.below(3) - 1);
  return { specs, sources, cells, groups, hasTrouble: dice.chance(0.5) };
}

export function rowsOf(g: number, rows: readonly number[], text: string): WireComponent[] {
  const made = rows.map((n) => div(null, [div({ t: `i${g}`, n }, null, { v: `${text}.${n}` }), div({ t: `o${g}`, n }), div({ t: `p${g}`, n })]));
  return rows.length ? [...made, div(`x${g}`, null, { v: text })] : [];
}

export function layoutOf({ sources, cells, groups }: World): WireComponent[] {
  return [
    ...sources.map((id) => div(id, null, { v: `${id}:0` })),
    ...cells.map((id) => div(id)),
    ...groups.map(({ rows }, g) => div(`g${g}`, rowsOf(g, rows, `g${g}`))),
  ];
}

export function wireOf({ outputs, inputs, states, prevent }: Spec): WireCallback {
  const text = (deps: readonly Dep[]): string =>
    deps.map(({ id, prop, wild }) => (wild ? `{"n":["${wild}"],"t":"${id}"}.${prop}` : `${id}.${prop}`)).join("; ");
  return callback(text(outputs), text(inputs), { states: text(states), prevent_initial_call: prevent });
}

/** FNV-1a. */
function hash(text: string): number {
  let found = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) found = Math.imul(found ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return found;
}

/** What a callback answers: a value for each output or none, or "failed". It depends on its arguments alone. */
export function answer(world: World, spec: Spec, args: unknown, changed: readonly string[]): "failed" | (unknown | undefined)[] {
  const number = hash(spec.name + JSON.stringify(args));
  const trouble = world.hasTrouble ? number % 8 : 8;
  if (trouble === 0) return "failed";
  if (trouble === 1) return spec.outputs.map(() => undefined);
  if (spec.isCircle) return spec.outputs.map(() => shared(spec, args as unknown[], changed));
  const text = number.toString(36);
  if (spec.fills !== null) return [rowsOf(spec.fills, [1, 2, 3, 4].filter((n) => (number >>> (n + 3)) & 1), text)];
  return spec.outputs.map((_, i) => (trouble === 2 && i ? undefined : `${spec.name}.${i}:${text}`));
}

/** Both ends of a circle take the value of the end that changed. */
function shared(spec: Spec, args: readonly unknown[], changed: readonly string[]): unknown {
  const at = spec.outputs.findIndex(({ id, prop }) => changed.includes(`${id}.${prop}`));
  return args[Math.max(at, 0)];
}
