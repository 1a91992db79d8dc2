/** Pages of any size, and what is done with them: for `scale.test.ts` and for the figures of `bench/`. */

import { callback, div, Lab, quiet, updates } from "./harness";
import type { WireCallback } from "../../protocol";

const range = <T>(size: number, make: (n: number) => T): T[] => Array.from({ length: size }, (_, n) => make(n));
const pair = (n: number): unknown[] => [div({ t: "in", n }, null, { v: n }), div({ t: "out", n })];
const match = callback('{"n":["MATCH"],"t":"out"}.v', '{"n":["MATCH"],"t":"in"}.v');
const all = callback("sum.v", '{"n":["ALL"],"t":"out"}.v');

/** Answer all that was started, and what follows from it. */
function answerAll(lab: Lab): void {
  for (let runs = lab.started.splice(0); runs.length; runs = lab.started.splice(0)) {
    for (const { run, request } of runs) {
      const { id, property } = request.outputs as { id: string | object; property: string };
      lab.settle(run, updates(`${typeof id === "string" ? id : JSON.stringify(id)}.${property}`, run.id));
    }
  }
}

function ready(layout: unknown, callbacks: WireCallback[]): Lab {
  const lab = new Lab(layout, callbacks);
  answerAll(lab);
  return lab;
}

const pairsPage = (size: number, more: WireCallback[] = [all]): Lab => ready([div("sum"), div("btn"), div("box", range(size, pair).flat())], [match, ...more]);

/** Makes a page of a size, and returns what is to be measured on it. */
export type Scenario = (size: number) => () => void;

const again = (times: number, act: (i: number) => void) => (): void => { for (let i = 0; i < times; i++) act(i); };

export const scenarios = {
  "MATCH pairs with an ALL over them: load": (size) => () => { pairsPage(size); },
  "MATCH pairs with an ALL over them: 20 changes": (size) => {
    const lab = pairsPage(size);
    return again(20, (i) => { lab.set('{"n":7,"t":"in"}', "v", i); answerAll(lab); });
  },
  "MATCH pairs alone: 100 changes": (size) => {
    const lab = pairsPage(size, []);
    return again(100, (i) => { lab.set('{"n":7,"t":"in"}', "v", i); answerAll(lab); });
  },
  "components: mount": (size) => () => { new Lab(range(size, (n) => div(`c${n}`)), [callback("c1.v", "c2.v")]); },
  "components: 200 changes of one prop": (size) => {
    const lab = ready(range(size, (n) => div(`c${n}`)), [callback("c1.v", "c2.v")]);
    return again(200, (i) => { lab.set("c2", "v", i); answerAll(lab); });
  },
  "independent callbacks: load": (size) => () => {
    ready(range(size, (n) => [div(`a${n}`), div(`b${n}`)]).flat(), range(size, (n) => callback(`b${n}.v`, `a${n}.v`)));
  },
  "callbacks over one input: one change": (size) => {
    const lab = ready([div("a"), ...range(size, (n) => div(`b${n}`))], range(size, (n) => callback(`b${n}.v`, "a.v", quiet)));
    return () => { lab.set("a", "v", {}); answerAll(lab); };
  },
  "a chain of callbacks: load": (size) => () => {
    ready(range(size + 1, (n) => div(`c${n}`)), range(size, (n) => callback(`c${n + 1}.v`, `c${n}.v`)));
  },
  "pairs added by one callback": (size) => {
    const lab = pairsPage(1, [all, callback("box.children", "btn.v", quiet)]);
    return () => {
      lab.set("btn", "v", {});
      lab.settle(lab.started.shift()!.run, updates("box.children", range(size, pair).flat()));
      answerAll(lab);
    };
  },
  "pairs removed by one callback": (size) => {
    const lab = pairsPage(size, [all, callback("box.children", "btn.v", quiet)]);
    return () => {
      lab.set("btn", "v", {});
      lab.settle(lab.started.shift()!.run, updates("box.children", null));
      answerAll(lab);
    };
  },
  "a pair put before the others": (size) => {
    const lab = pairsPage(size);
    const params = { value: div({ t: "in", n: -1 }) };
    return () => {
      lab.set("box", "children", { __dash_patch_update: "", operations: [{ operation: "Prepend", location: [], params }] });
      answerAll(lab);
    };
  },
} satisfies Record<string, Scenario>;

/**
 * The least milliseconds of processor time of some runs: what the machine does beside adds, and never takes away.
 *
 * @param pages - so many pages of this size are made before, and measured together
 */
export function leastMs(scenario: Scenario, size: number, runs: number, pages = 1): number {
  return Math.min(...range(runs, () => {
    const acts = range(pages, () => scenario(size));
    const begin = process.cpuUsage();
    for (const act of acts) act();
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / 1000;
  }));
}
