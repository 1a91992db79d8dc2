/**
 * What must be true of a page, told from its changes and the runs that were started, without a scheduler.
 *
 * Every change and every start has a number. From them follows for each callback (and each row that it runs for)
 * whether it has to run: since its last start one of its inputs was set, came or went, or its output came.
 */

import { idText } from "../ids";
import { Ref } from "../tree";
import { isEqual } from "../../equal";
import type { Argument, ArgumentGroup, CallbackRequest } from "../../protocol";
import type { Run } from "../active";
import type { Change, Node, Props } from "../tree";
import type { Outcome } from "../scheduler";
import type { Lab, Watch } from "./harness";
import { answer, idOf, type Dep, type Spec, type World } from "./world";

/** A callback, with the row that it runs for. */
export interface Unit {
  readonly spec: Spec;
  readonly n: number;
}

interface Start {
  readonly seq: number;
  readonly run: Run;
  readonly args: unknown;
}

/** What happened since the last start of a unit. */
interface Reasons {
  /** An input was set; and that while the component and an output of the unit were there. */
  wasSet: boolean;
  wasSetHere: boolean;
  /** `id.prop` of the latter. */
  readonly set: string[];
  /** A list among the inputs lost a component, or has another order; and that while an output of the unit was there. */
  wasRelisted: boolean;
  wasRelistedHere: boolean;
  /** An input came to an output that was there before. */
  isChange: boolean;
  /** An output came. */
  readonly isInitial: boolean;
  /** An output came in place of another one, for which the run may have been asked for. */
  readonly wasReplaced: boolean;
  /** The insertions that the last two speak of. */
  readonly waves: Set<number>;
}

export const keyOf = ({ spec, n }: Unit): string => `${spec.name}|${n}`;

export class Model implements Watch {
  lab!: Lab;
  /** Whether the page is changed by a person now, not by a callback. */
  isEditing = false;
  readonly starts = new Map<string, Start>();
  /** How often each unit was started since this was last emptied. */
  readonly counts = new Map<string, number>();
  private seq = 0;
  /** When the layout came. */
  private first: number | undefined;
  private readonly births = new Map<number, number>();
  /** By `id.prop`; what a person set also in the second. */
  private readonly sets = new Map<string, number>();
  private readonly edits = new Map<string, number>();
  /** When a component was last taken out of a list, or put elsewhere in it; by id. */
  private readonly relisted = new Map<string, number>();
  private readonly byOutput: Map<string, Spec>;

  constructor(private readonly world: World, outputs: readonly string[]) {
    this.byOutput = new Map(outputs.map((output, i) => [output, world.specs[i]!]));
  }

  // --- what happens ---

  changed(key: number, props: Props, { added, removed, moved }: Change): void {
    const seq = ++this.seq;
    for (const node of added) this.births.set(node.key, seq);
    if (added.length) this.first ??= seq;
    for (const node of [...removed, ...moved]) if (node.id) this.relisted.set(node.id, seq);
    const id = this.lab?.tree.node(key)?.id;
    if (!id) return;
    for (const prop of Object.keys(props)) {
      this.sets.set(`${id}.${prop}`, seq);
      if (this.isEditing) this.edits.set(`${id}.${prop}`, seq);
    }
  }

  unitOf(run: Run): Unit {
    return { spec: this.byOutput.get(run.instance.def.wire.output)!, n: (run.instance.binding["n"] as number | undefined) ?? 0 };
  }

  started(run: Run, request: CallbackRequest): Outcome | null {
    const unit = this.unitOf(run);
    const key = keyOf(unit);
    // The first layout's synchronous callbacks are started while the lab is still being made.
    if (this.lab) this.checkStart(unit, request);
    this.starts.set(key, { seq: ++this.seq, run, args: argsOf(request.inputs) });
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    return unit.spec.isSync ? this.outcome(run, request) : null;
  }

  outcome(run: Run, request: CallbackRequest): Outcome {
    const { spec, n } = this.unitOf(run);
    const values = answer(this.world, spec, argsOf(request.inputs), request.changedPropIds);
    if (values === "failed") return { kind: "failed", error: new Error("boom") };
    if (values.every((value) => value === undefined)) return { kind: "nothing" };
    const updates: Record<string, Record<string, unknown>> = {};
    spec.outputs.forEach((dep, i) => {
      if (values[i] !== undefined) (updates[dep.wild ? idOf(dep.id, n) : dep.id] ??= {})[dep.prop] = values[i];
    });
    return { kind: "updates", updates };
  }

  // --- what must be true ---

  private checkStart(unit: Unit, request: CallbackRequest): void {
    const name = keyOf(unit);
    hold(this.nodes(unit.spec.outputs, unit.n).length > 0, `${name} started without an output in the page`);
    same(argsOf(request.inputs), this.read(unit.spec.inputs, unit.n), `${name} was given other inputs`);
    same(argsOf(request.state), this.read(unit.spec.states, unit.n), `${name} was given another state`);
    const why = this.reasons(unit);
    hold(why.wasSet || why.isChange || why.isInitial || why.wasRelisted || why.wasReplaced, `${name} started without a cause`);
    // A call for which an input was missing is over: what asked for it is not told again.
    const wasRefused = unit.spec.inputs.some(({ id }) => id.startsWith("x"));
    hold(wasRefused || why.set.every((cause) => request.changedPropIds.includes(cause)), `${name} was not told of ${why.set.join()}`);
    // Later insertions may overlap: what writes an input may have been asked for by an earlier one, and counts for that.
    const isOfFirst = !why.wasSet && !why.wasRelisted && !why.wasReplaced && [...why.waves].every((wave) => wave === this.first);
    hold(!isOfFirst || this.isOwed(unit, why), `${name} started though nothing upstream changed`);
    const isInitialOnly = !why.wasSet && !why.isChange && !why.wasRelisted && !why.wasReplaced;
    hold(!isInitialOnly || !request.changedPropIds.length, `${name} was given a trigger for its initial call`);
    for (const other of this.starts.values()) {
      if (other.run.state.kind !== "running") continue;
      const writer = this.unitOf(other.run);
      if (keyOf(writer) !== name) hold(!this.writes(writer, unit), `${name} started while ${keyOf(writer)} runs`);
    }
  }

  private writes(writer: Unit, reader: Unit): boolean {
    const written = writer.spec.outputs.flatMap((dep) => this.nodes([dep], writer.n).map((node) => `${node.id!}.${dep.prop}`));
    return reader.spec.inputs.some((dep) => this.nodes([dep], reader.n).some((node) => written.includes(`${node.id!}.${dep.prop}`)));
  }

  /** What the page must be when nothing runs. */
  checkEnd(): void {
    hold(!this.lab.scheduler.isBusy, "something still waits");
    hold(!this.lab.saidBusy, "the page was not told that nothing runs any more");
    for (const unit of this.units()) {
      const { spec, n } = unit;
      if (!this.isCallable(unit)) continue;
      hold(!this.isOwed(unit, this.reasons(unit)), `${keyOf(unit)} was lost`);
      const last = this.starts.get(keyOf(unit));
      const present = this.nodes([...spec.inputs, ...spec.outputs], n);
      if (!last || spec.isCircle || present.some((node) => this.births.get(node.key)! > last.seq)) continue;
      same(last.args, this.read(spec.inputs, n), `${keyOf(unit)} saw other values last`);
      this.checkOutputs(unit, last);
    }
  }

  /** Each output holds what its callback makes of the final values of its inputs. */
  private checkOutputs({ spec, n }: Unit, { run, args }: Start): void {
    const values = answer(this.world, spec, args, []);
    same(run.state.kind, values === "failed" ? "failed" : "applied", `${keyOf({ spec, n })} ended otherwise`);
    if (values === "failed" || spec.fills !== null || isShared(spec)) return;
    spec.outputs.forEach((dep, i) => {
      if (values[i] !== undefined) for (const node of this.nodes([dep], n)) same(node.props[dep.prop], values[i], `${keyOf({ spec, n })} shows another value`);
    });
  }

  /** Why a unit may have to run, by what happened since its last start. */
  private reasons({ spec, n }: Unit): Reasons {
    const since = this.starts.get(keyOf({ spec, n }))?.seq ?? -1;
    const outs = this.nodes(spec.outputs, n);
    const outBirths = outs.map((node) => this.births.get(node.key)!);
    const wasThere = (seq: number): boolean => seq > since && outBirths.some((birth) => birth < seq);
    const initial = spec.prevent || !isBound(spec) ? [] : outBirths.filter((birth) => birth > since);
    const why: Reasons = {
      wasSet: false, wasSetHere: false, set: [], wasRelisted: false, wasRelistedHere: false, isChange: false, isInitial: initial.length > 0,
      wasReplaced: outs.some((node) => (this.relisted.get(node.id!) ?? -1) > since), waves: new Set(initial),
    };
    for (const dep of spec.inputs) {
      // What a circle does to its own ends does not call it.
      const sets = spec.isCircle && spec.outputs.includes(dep) ? this.edits : this.sets;
      for (const node of this.nodes([dep], n)) {
        const set = sets.get(`${node.id!}.${dep.prop}`) ?? -1;
        const birth = this.births.get(node.key)!;
        why.wasSet ||= set > since;
        if (set > birth && wasThere(set)) why.set.push(`${node.id!}.${dep.prop}`);
        if (!wasThere(birth)) continue;
        why.isChange = true;
        why.waves.add(birth);
      }
      const relisted = this.possible(dep, n).map((id) => this.relisted.get(id) ?? -1);
      why.wasRelisted ||= relisted.some((seq) => seq > since);
      why.wasRelistedHere ||= relisted.some(wasThere);
    }
    return { ...why, wasSetHere: why.set.length > 0 };
  }

  private isOwed(unit: Unit, why: Reasons): boolean {
    return why.wasSetHere || why.wasRelistedHere || [...why.waves].some((wave) => !this.isLeftToOthers(unit, wave));
  }

  /** Whether all inputs were for other callbacks of one insertion to write: without a change by them there is no run. */
  private isLeftToOthers({ spec, n }: Unit, wave: number): boolean {
    if (spec.inputs.every(({ wild }) => wild === "ALL" || wild === "ALLSMALLER")) return false;
    return spec.inputs.every((dep) => this.nodes([dep], n).every((node) => this.units().some((writer) =>
      writer.spec !== spec && this.isOf(writer, wave) && writer.spec.outputs.some((out) => out.prop === dep.prop && this.nodes([out], writer.n).includes(node)),
    )));
  }

  private isOf({ spec, n }: Unit, wave: number): boolean {
    const births = (deps: readonly Dep[]): number[] => this.nodes(deps, n).map((node) => this.births.get(node.key)!);
    const outs = births(spec.outputs);
    if (!spec.prevent && isBound(spec) && outs.includes(wave)) return true;
    return births(spec.inputs).includes(wave) && outs.some((birth) => birth < wave);
  }

  // --- what is there ---

  /** All callbacks with all rows that they may run for now. */
  units(): Unit[] {
    return this.world.specs.flatMap((spec) => {
      const matched = [...spec.outputs, ...spec.inputs].find(({ wild }) => wild === "MATCH");
      return matched ? this.rows(matched).map((n) => ({ spec, n })) : [{ spec, n: 0 }];
    });
  }

  private isCallable({ spec, n }: Unit): boolean {
    const isThere = (dep: Dep): boolean => this.nodes([dep], n).length > 0;
    return spec.outputs.some(isThere) && [...spec.inputs, ...spec.states].every((dep) => (dep.wild ?? "MATCH") !== "MATCH" || isThere(dep));
  }

  nodes(deps: readonly Dep[], n: number): Node[] {
    return deps.flatMap((dep) => {
      if (dep.wild === "ALL" || dep.wild === "ALLSMALLER") {
        return this.rows(dep).filter((other) => dep.wild === "ALL" || other < n).map((other) => this.lab.tree.find(idOf(dep.id, other))!);
      }
      return this.lab.tree.find(dep.wild ? idOf(dep.id, n) : dep.id) ?? [];
    });
  }

  private possible(dep: Dep, n: number): string[] {
    if (dep.wild !== "ALL" && dep.wild !== "ALLSMALLER") return [];
    return [1, 2, 3, 4].filter((other) => dep.wild === "ALL" || other < n).map((other) => idOf(dep.id, other));
  }

  private read(deps: readonly Dep[], n: number): unknown[] {
    return deps.map((dep) => {
      const values = this.nodes([dep], n).map((node) => (dep.wild && dep.wild !== "MATCH" ? [node.id, node.props[dep.prop]] : node.props[dep.prop]));
      return dep.wild && dep.wild !== "MATCH" ? values : values[0];
    });
  }

  /** The numbers of a group's rows, in the order in which they stand in the box. */
  private rows({ id }: Dep): number[] {
    return rowsIn(this.lab, Number(id.slice(1)));
  }
}

/** The numbers of a group's rows, in the order in which they stand in the box. */
export function rowsIn(lab: Lab, g: number): number[] {
  const inside = (node: Node): Node[] => {
    const children = node.props["children"];
    return Array.isArray(children) ? children.filter((item) => item instanceof Ref).map((ref: Ref) => lab.tree.node(ref.key)!) : [];
  };
  return inside(lab.tree.find(`g${g}`)!).filter((node) => !node.id).map((node) => inside(node)[0]!.parts!.values[0] as number);
}

const isShared = ({ outputs, inputs }: Spec): boolean => !outputs[0]!.wild && inputs.some(({ wild }) => wild === "MATCH");

/** Whether the outputs say for which row it runs. */
function isBound(spec: Spec): boolean {
  return !isShared(spec);
}

function argsOf(groups: readonly ArgumentGroup[]): unknown[] {
  const many = (items: readonly Argument[]): unknown[] => items.map(({ id, value }) => [idText(id), value]);
  return groups.map((group) => (Array.isArray(group) ? many(group) : group.value));
}

function hold(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(what);
}

function same(found: unknown, expected: unknown, what: string): void {
  if (!isEqual(found, expected)) throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
}
