/**
 * Random callbacks, changes, insertions, removals, delays and failures, against a model that has no scheduler.
 *
 * To run one again: `play(seed)`. The seed stands in the failure's message.
 */
import { describe, expect, it } from "vitest";
import { Lab, type Started } from "./harness";
import { Model, rowsIn } from "./model";
import { Dice, layoutOf, makeWorld, rowsOf, wireOf, type World } from "./world";

/** For a machine that does much else; it takes some seconds. */
const LONG_MS = 120_000;

class Game {
  readonly lab: Lab;
  readonly model: Model;
  private edits = 0;

  constructor(readonly world: World, private readonly dice: Dice) {
    const wires = world.specs.map(wireOf);
    this.model = new Model(world, wires.map(({ output }) => output));
    this.lab = new Lab([], wires, {}, this.model);
    this.model.lab = this.lab;
    this.edit(() => { this.lab.scheduler.mount(layoutOf(world)); });
    this.lab.flush();
  }

  /** Runs that have not been answered: also those whose answer nobody wants any more. */
  get open(): Started[] {
    return this.lab.started;
  }

  settleOne(): void {
    const [{ run, request }] = this.lab.started.splice(this.dice.below(this.lab.started.length), 1) as [Started];
    if (!this.model.unitOf(run).spec.isSync) this.lab.settle(run, this.model.outcome(run, request));
  }

  settleAll(): void {
    while (this.open.length) this.settleOne();
  }

  /** A person changes something; now and then two things at once. */
  change(): void {
    this.edit(() => { this.changeOne(); });
    if (this.dice.chance(0.2)) this.edit(() => { this.changeOne(); });
    this.lab.flush();
  }

  changeOne(): void {
    const { dice, world } = this;
    const text = `e${++this.edits}`;
    const g = dice.below(world.groups.length || 1);
    const isBox = world.groups.length > 0 && dice.chance(0.5);
    if (isBox && !world.groups[g]!.isFilled && dice.chance(0.6)) return this.changeBox(g, text);
    const targets = isBox ? [...rowsIn(this.lab, g).map((n) => `{"n":${n},"t":"i${g}"}`), `x${g}`] : world.sources;
    const id = dice.pick(targets);
    if (this.lab.tree.find(id)) this.set(id, { v: text });
  }

  private changeBox(g: number, text: string): void {
    const rows = rowsIn(this.lab, g);
    const free = [1, 2, 3, 4].filter((n) => !rows.includes(n));
    const roll = this.dice.below(5);
    if (roll === 0 || !rows.length) return this.set(`g${g}`, { children: rowsOf(g, [1, 2, 3, 4].filter(() => this.dice.chance(0.5)), text) });
    if (roll === 1) return this.patch(g, "Delete", [this.dice.below(rows.length)], {});
    if (roll === 2) return this.patch(g, "Reverse", [], {});
    if (!free.length) return this.set(`g${g}`, { children: null });
    this.patch(g, "Insert", [], { index: this.dice.below(rows.length + 1), value: rowsOf(g, [this.dice.pick(free)], text)[0] });
  }

  private patch(g: number, operation: string, location: unknown[], params: object): void {
    this.set(`g${g}`, { children: { __dash_patch_update: "", operations: [{ operation, location, params }] } });
  }

  private set(id: string, props: Record<string, unknown>): void {
    this.lab.scheduler.setProps(this.lab.tree.find(id)!.key, props);
  }

  private edit(act: () => void): void {
    this.model.isEditing = true;
    act();
    this.model.isEditing = false;
  }
}

/** Runs each seed, and names it in what fails. */
function each(from: number, count: number, play: (seed: number) => void): void {
  for (let seed = from; seed < from + count; seed++) {
    try {
      play(seed);
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
    }
  }
}

function play(seed: number): void {
  const dice = new Dice(seed);
  const game = new Game(makeWorld(dice), dice);
  let edits = dice.below(7);
  for (let steps = 0; edits > 0 || game.open.length; steps++) {
    if (steps > 2000) throw new Error("does not end");
    if (edits > 0 && (!game.open.length || dice.chance(0.25))) {
      edits--;
      game.change();
    } else {
      game.settleOne();
    }
  }
  game.model.checkEnd();
  const odd = game.lab.problems.filter((text) => text !== "boom" && !/`x\d`/.test(text));
  if (odd.length) throw new Error(odd.join());
}

/** One change after the other: a callback runs at most once for each, for it waits for all that the change leads to. */
function playCalmly(seed: number): void {
  const dice = new Dice(seed);
  const made = makeWorld(dice);
  // What a callback inserts is no upstream of what reads it: there a second run has a cause of its own.
  const fillers = made.specs.filter(({ fills }) => fills !== null);
  const game = new Game({ ...made, specs: made.specs.filter((spec) => !fillers.includes(spec)) }, dice);
  for (let edits = 4; edits > 0; edits--) {
    game.settleAll();
    for (const [key, count] of game.model.counts) if (count > 1) throw new Error(`${key} ran ${count} times for one change`);
    game.model.checkEnd();
    game.model.counts.clear();
    game.change();
  }
  game.settleAll();
}

describe("random pages", () => {
  it("end in the values of the model, whatever the order of answers: nothing lost, nothing without a cause, nothing left waiting", () => {
    expect(() => { each(1, 9000, play); }).not.toThrow();
  }, LONG_MS);

  it("run each callback at most once for one change", () => {
    expect(() => { each(100_001, 3000, playCalmly); }).not.toThrow();
  }, LONG_MS);
});
