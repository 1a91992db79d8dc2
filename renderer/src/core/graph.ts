/**
 * The callbacks and what connects them: which callbacks read a prop, which one writes it, which can reach which.
 */

import { parseDefinition, type Definition, type Dependency } from "./definition";
import { bind, partsOf, type Binding, type Pattern } from "./ids";
import { valuesText, type IdParts } from "./idindex";
import type { IdScalar, WireCallback } from "../protocol";

/** A dependency found from a component: of which definition, and what its MATCHes stand for there. */
export interface Found {
  readonly def: Definition;
  readonly dep: Dependency;
  readonly binding: Binding;
}

interface Entry {
  readonly def: Definition;
  readonly dep: Dependency;
}

/** Dependencies of one kind (all inputs, all outputs, all that cancels), by what they name. */
class Side {
  private readonly plain = new Map<string, Map<string, Entry[]>>();
  /** Patterns by their keys, then by prop; those with equal constants in equal places share a list. */
  private readonly patterns = new Map<string, Map<string, PatternGroup[]>>();

  add(def: Definition, dep: Dependency): void {
    if (dep.pattern) {
      const groups = listIn(mapIn(this.patterns, dep.pattern.keyText), dep.prop);
      const positions = constantPositions(dep.pattern);
      let group = groups.find((other) => other.positions.join() === positions.join());
      if (!group) groups.push((group = { positions, byConstants: new Map() }));
      listIn(group.byConstants, constantsText(dep.pattern, positions)).push({ def, dep });
    } else {
      listIn(mapIn(this.plain, dep.id!), dep.prop).push({ def, dep });
    }
  }

  /** The dependencies on one prop of one component. */
  find(id: string, parts: IdParts | null, prop: string): Found[] {
    const found: Found[] = (this.plain.get(id)?.get(prop) ?? []).map((entry) => ({ ...entry, binding: {} }));
    if (!parts) return found;
    for (const group of this.patterns.get(parts.keyText)?.get(prop) ?? []) {
      for (const entry of group.byConstants.get(valuesText(parts.values, group.positions)) ?? []) {
        const binding = bind(entry.dep.pattern!, parts.values);
        if (binding) found.push({ ...entry, binding });
      }
    }
    return found;
  }

  /** The props of a component that any callback names on this side. */
  props(id: string, parts: IdParts | null): Set<string> {
    const names = new Set(this.plain.get(id)?.keys() ?? []);
    if (parts) for (const prop of this.patterns.get(parts.keyText)?.keys() ?? []) names.add(prop);
    return names;
  }
}

interface PatternGroup {
  readonly positions: readonly number[];
  readonly byConstants: Map<string, Entry[]>;
}

export class Graph {
  readonly definitions: readonly Definition[];
  private readonly inputs = new Side();
  private readonly outputs = new Side();
  private readonly cancels = new Side();
  private readonly reach: Reachability;

  constructor(callbacks: readonly WireCallback[]) {
    this.definitions = callbacks.map(parseDefinition);
    for (const def of this.definitions) {
      for (const dep of def.inputs) this.inputs.add(def, dep);
      for (const dep of def.outputs) this.outputs.add(def, dep);
      for (const dep of def.background?.cancel ?? []) this.cancels.add(def, dep);
    }
    this.reach = new Reachability(this.definitions);
  }

  /** Who reads this prop of this component as an Input. */
  readers(id: string, parts: IdParts | null, prop: string): Found[] {
    return this.inputs.find(id, parts, prop);
  }

  /** Who writes this prop of this component. */
  writers(id: string, parts: IdParts | null, prop: string): Found[] {
    return this.outputs.find(id, parts, prop);
  }

  /** Whose runs a change of this prop of this component cancels. */
  cancelled(id: string, parts: IdParts | null, prop: string): Found[] {
    return this.cancels.find(id, parts, prop);
  }

  inputProps(id: string, parts: IdParts | null): Set<string> {
    return this.inputs.props(id, parts);
  }

  outputProps(id: string, parts: IdParts | null): Set<string> {
    return this.outputs.props(id, parts);
  }

  /** Whether a run of `from` can, over any number of callbacks, lead to one of `to`. Never wrong when it says no. */
  mayReach(from: Definition, to: Definition): boolean {
    return this.reach.has(from.index, to.index);
  }

  /** Call `visit` with the position of each definition that this one may reach. */
  eachReached(from: Definition, visit: (index: number) => void): void {
    this.reach.each(from.index, visit);
  }
}

/** What leads nowhere needs no set of its own, and no time to look through it. */
const NOTHING = new Uint32Array(0);

/** Definition-level reachability over Output -> Input, as one bit set a definition, worked out on first use. */
class Reachability {
  private readonly next: number[][];
  private readonly sets: (Uint32Array | null)[];
  private readonly words: number;

  constructor(definitions: readonly Definition[]) {
    this.words = (definitions.length + 31) >>> 5;
    this.sets = definitions.map(() => null);
    this.next = linkDefinitions(definitions);
  }

  has(from: number, to: number): boolean {
    const set = this.of(from);
    return ((set[to >>> 5] ?? 0) & (1 << (to & 31))) !== 0;
  }

  each(from: number, visit: (to: number) => void): void {
    const set = this.of(from);
    for (let word = 0; word < set.length; word++) {
      for (let bits = set[word]!; bits; bits &= bits - 1) visit((word << 5) + 31 - Math.clz32(bits & -bits));
    }
  }

  private of(from: number): Uint32Array {
    return (this.sets[from] ??= this.next[from]!.length ? this.walk(from) : NOTHING);
  }

  private walk(from: number): Uint32Array {
    const set = new Uint32Array(this.words);
    const stack = [...this.next[from]!];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (set[at >>> 5]! & (1 << (at & 31))) continue;
      set[at >>> 5]! |= 1 << (at & 31);
      stack.push(...this.next[at]!);
    }
    return set;
  }
}

/** For each definition, the definitions that have one of its outputs as an input. */
function linkDefinitions(definitions: readonly Definition[]): number[][] {
  const plain = new Map<string, number[]>();
  const dicts = new Map<string, { def: number; pattern: Pattern }[]>();
  for (const def of definitions) {
    for (const dep of def.inputs) {
      const pattern = asPattern(dep);
      if (pattern) listIn(dicts, `${pattern.keyText}\u0000\u0000${dep.prop}`).push({ def: def.index, pattern });
      else listIn(plain, `${dep.id!}\u0000${dep.prop}`).push(def.index);
    }
  }
  const readers = (dep: Dependency): number[] => {
    const pattern = asPattern(dep);
    if (!pattern) return plain.get(`${dep.id!}\u0000${dep.prop}`) ?? [];
    const near = dicts.get(`${pattern.keyText}\u0000\u0000${dep.prop}`) ?? [];
    return near.filter((other) => mayOverlap(pattern, other.pattern)).map((other) => other.def);
  };
  return definitions.map((def) => [...new Set(def.outputs.flatMap(readers))]);
}

/** The pattern of a dependency; a plain dict id counts as one without wildcards. */
function asPattern(dep: Dependency): Pattern | null {
  return dep.pattern ?? (dep.id!.startsWith("{") ? constantPattern(dep.id!) : null);
}

/** A plain dict id as a pattern without wildcards. */
function constantPattern(id: string): Pattern {
  const dict = JSON.parse(id) as Record<string, IdScalar>;
  const { keyText, values } = partsOf(dict);
  return { keys: Object.keys(dict).sort(), keyText, parts: values.map((value) => ({ value })) };
}

function mayOverlap(a: Pattern, b: Pattern): boolean {
  if (a.keyText !== b.keyText) return false;
  return a.parts.every((part, i) => {
    const other = b.parts[i]!;
    return !("value" in part && "value" in other) || part.value === other.value;
  });
}

function constantPositions(pattern: Pattern): number[] {
  return pattern.parts.flatMap((part, i) => ("value" in part ? [i] : []));
}

function constantsText(pattern: Pattern, positions: readonly number[]): string {
  return valuesText(pattern.parts.map((part) => ("value" in part ? part.value : "")), positions);
}

function mapIn<K, A, B>(map: Map<K, Map<A, B>>, key: K): Map<A, B> {
  let inner = map.get(key);
  if (!inner) map.set(key, (inner = new Map()));
  return inner;
}

function listIn<K, V>(map: Map<K, V[]>, key: K): V[] {
  let list = map.get(key);
  if (!list) map.set(key, (list = []));
  return list;
}
