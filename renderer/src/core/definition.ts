/**
 * The callbacks as the server sent them, parsed.
 *
 * An *instance* is a definition with its MATCHes bound; a callback without MATCH has one instance. Everything that runs,
 * waits or blocks is an instance.
 */

import { isMulti, matchKeys, parseDependencyId, type Binding, type Pattern } from "./ids";
import { valuesText } from "./idindex";
import type { Concurrency, WireBackground, WireCallback, WireDependency } from "../protocol";

export interface Dependency {
  /** The text of a plain id, or null. */
  readonly id: string | null;
  readonly pattern: Pattern | null;
  /** With ALL or ALLSMALLER: the argument is a list. */
  readonly multi: boolean;
  readonly prop: string;
  readonly optional: boolean;
}

export interface Definition {
  /** Position in the list that the server sent. */
  readonly index: number;
  readonly wire: WireCallback;
  readonly outputs: readonly Dependency[];
  readonly inputs: readonly Dependency[];
  readonly state: readonly Dependency[];
  /** All keys that MATCH stands for, sorted: what tells the instances apart. */
  readonly matchKeys: readonly string[];
  /** Whether the outputs alone say what MATCH stands for: only then there is an initial call of each instance. */
  readonly isBoundByOutputs: boolean;
  readonly preventInitial: boolean;
  readonly running: readonly WhileRunning[];
  /** What is known of a long callback; null for any other. */
  readonly background: Background | null;
}

export interface Background {
  /** In milliseconds: the longest time between two questions for news, where the server cannot tell them by itself. */
  readonly interval: number;
  /** Whatever changes one of these cancels the runs. */
  readonly cancel: readonly Dependency[];
  readonly progress: readonly Progress[];
  readonly concurrency: Concurrency;
}

/** A prop that shows how far a run has come. */
export interface Progress {
  readonly dep: Dependency;
  /** What it shows while nothing runs. */
  readonly idle: unknown;
}

/** A prop that has another value while a callback runs. */
export interface WhileRunning {
  readonly dep: Dependency;
  readonly on: unknown;
  readonly off: unknown;
}

export interface Instance {
  /** Names the instance: the definition's index and its binding. */
  readonly key: string;
  readonly def: Definition;
  readonly binding: Binding;
}

export function instanceOf(def: Definition, binding: Binding): Instance {
  const bound = def.matchKeys.map((key) => binding[key]!);
  const key = bound.length ? `${def.index}|${valuesText(bound, bound.map((_, i) => i))}` : String(def.index);
  return { key, def, binding };
}

export function parseDefinition(wire: WireCallback, index: number): Definition {
  const [outputs, inputs, state] = [wire.outputs, wire.inputs, wire.state].map((deps) => deps.map(parseDependency)) as [
    Dependency[], Dependency[], Dependency[],
  ];
  const written = keysOf(outputs);
  const matchKeys = [...new Set([...written, ...keysOf(inputs)])].sort();
  return {
    index, wire, outputs, inputs, state, matchKeys, isBoundByOutputs: matchKeys.length === written.size,
    preventInitial: wire.prevent_initial_call, running: parseRunning(wire),
    background: wire.background ? parseBackground(wire.background) : null,
  };
}

function keysOf(deps: readonly Dependency[]): Set<string> {
  return new Set(deps.flatMap((dep) => (dep.pattern ? matchKeys(dep.pattern) : [])));
}

function parseRunning({ running }: WireCallback): WhileRunning[] {
  return Object.entries(running?.running ?? {}).map(([name, on]) => {
    const dot = name.lastIndexOf("."); // ids may hold dots, props do not
    const dep = parseDependency({ id: name.slice(0, dot), property: name.slice(dot + 1) });
    return { dep, on, off: running!.runningOff[name] };
  });
}

function parseBackground({ interval, cancel, progress, progressDefault, concurrency }: WireBackground): Background {
  return {
    interval, concurrency, cancel: cancel.map(parseDependency),
    progress: progress.map((wire, i) => ({ dep: parseDependency(wire), idle: progressDefault[i] ?? null })),
  };
}

function parseDependency(wire: WireDependency): Dependency {
  const id = parseDependencyId(wire.id);
  const optional = wire.allow_optional ?? false;
  if (typeof id === "string") return { id, pattern: null, multi: false, prop: wire.property, optional };
  return { id: null, pattern: id, multi: isMulti(id), prop: wire.property, optional };
}
