/**
 * Cost goes with what changes, not with the size of the page.
 *
 * One large page is compared with as many small ones as make up its size, or, where the page's size must not matter, with
 * one small one. Five times is allowed: small pages fit into caches, and what goes with the square would take ten times and more.
 */
import { describe, expect, it } from "vitest";
import { leastMs, scenarios } from "./scenarios";

const SLACK = 5;
const WARM = 3000;
const growth: [keyof typeof scenarios, small: number, large: number, grows: boolean][] = [
  ["MATCH pairs with an ALL over them: load", 60, 1500, true],
  ["MATCH pairs with an ALL over them: 20 changes", 50, 500, true],
  ["MATCH pairs alone: 100 changes", 50, 2000, false],
  ["components: mount", 500, 5000, true],
  ["components: 200 changes of one prop", 50, 20_000, false],
  ["independent callbacks: load", 150, 1500, true],
  ["callbacks over one input: one change", 150, 1500, true],
  ["pairs added by one callback", 60, 3000, true],
  ["pairs removed by one callback", 80, 2000, true],
  ["a pair put before the others", 80, 2000, true],
];

describe("time", () => {
  it.each(growth)("%s", (name, small, large, grows) => {
    const scenario = scenarios[name];
    // The compiler has to know the way before anything is measured: until then the first runs are the slow ones.
    for (const size of [small, large]) leastMs(scenario, size, Math.ceil(WARM / size));
    const ratio = leastMs(scenario, large, 5) / leastMs(scenario, small, 5, grows ? large / small : 1);
    expect(ratio).toBeLessThan(SLACK);
  }, 60_000);
});
