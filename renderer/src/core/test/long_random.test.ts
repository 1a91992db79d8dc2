/** Long callbacks under random changes, cancels, progress and ends in any order. */

import { describe, expect, it } from "vitest";
import type { Run } from "../scheduler";
import type { Concurrency } from "../../protocol";
import { callback, div, failed, Lab, long, nothing, progress, propsNews, quiet, updates, type Started } from "./harness";

/** A small generator of numbers that are the same for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822507) + 0x9e3779b9) | 0;
    return ((state >>> 8) & 0xffff) % below;
  };
}

const KINDS: Concurrency[] = ["replace", "queue", "parallel", "drop"];
const running = (i: number): object => ({ running: { running: { [`o${i}.on`]: true }, runningOff: { [`o${i}.on`]: false } } });

/** A row of long callbacks, each reading what it is given and what the one before it writes. */
function open(random: (below: number) => number): { lab: Lab; kinds: Concurrency[] } {
  const kinds = Array.from({ length: 4 }, () => KINDS[random(KINDS.length)]!);
  const callbacks = kinds.map((concurrency, i) => callback(`o${i}.v`, i && random(2) ? `i${i}.v, o${i - 1}.v` : `i${i}.v`, {
    ...(random(2) ? quiet : {}), ...running(i), ...long({ concurrency, cancel: "stop.v", progress: `p${i}.v`, idle: ["idle"] }),
  }));
  return { lab: new Lab([div("stop"), ...kinds.flatMap((_, i) => [div(`i${i}`), div(`o${i}`), div(`p${i}`)])], callbacks), kinds };
}

const live = (lab: Lab): Started[] => lab.history.filter(({ run }) => run.state.kind === "running");

function act(lab: Lab, random: (below: number) => number, answered: Map<number, unknown>): void {
  const runs = live(lab), one = runs[random(Math.max(runs.length, 1))]?.run, n = random(1000);
  const what = random(8);
  if (what < 2 || !one) return lab.set(`i${random(4)}`, "v", n);
  if (what === 2) return lab.set("stop", "v", n);
  const { index } = one.instance.def;
  if (what === 3) return lab.tell(one, progress([0, n]));
  if (what === 4 && random(4) === 0) return lab.tell(one, propsNews({ [`i${random(4)}`]: { v: n } }));
  end(lab, one, index, n, random, answered);
}

function end(lab: Lab, run: Run, index: number, n: number, random: (below: number) => number, answered: Map<number, unknown>): void {
  if (lab.cancelled.includes(run)) return lab.settle(run, { kind: "cancelled" });
  const outcome = [updates(`o${index}.v`, n), updates(`o${index}.v`, n), nothing, failed][random(4)]!;
  if (outcome.kind === "updates") answered.set(index, n);
  lab.settle(run, outcome);
}

describe("pages with long callbacks", () => {
  it("come to rest with the last answers, nothing lit and no progress shown", () => {
    for (let seed = 0; seed < 600; seed++) {
      const random = numbers(seed), { lab, kinds } = open(random), answered = new Map<number, unknown>();
      for (let step = 0; step < 40; step++) {
        act(lab, random, answered);
        for (const [i, kind] of kinds.entries()) {
          const count = live(lab).filter(({ run }) => run.instance.def.index === i).length;
          if (kind === "replace" || kind === "drop") expect(count, `seed ${seed}`).toBeLessThanOrEqual(1);
          if (count) expect(lab.read(`o${i}`, "on"), `seed ${seed}`).toBe(true);
        }
      }
      for (let runs = live(lab); runs.length; runs = live(lab)) {
        const { run } = runs[0]!;
        end(lab, run, run.instance.def.index, 7, random, answered);
      }
      expect(lab.scheduler.isBusy, `seed ${seed}`).toBe(false);
      for (const i of kinds.keys()) {
        expect(lab.read(`o${i}`, "v"), `seed ${seed}`).toBe(answered.get(i));
        const wasCalled = lab.history.some(({ run }) => run.instance.def.index === i);
        expect([lab.read(`o${i}`, "on"), lab.read(`p${i}`, "v")], `seed ${seed}`).toEqual(wasCalled ? [false, "idle"] : [undefined, undefined]);
      }
    }
  });
});
