/**
 * What the core takes for large pages. Not a test: `npm run bench`; `npm run bench:store` makes its figures the baseline.
 *
 * First milliseconds, each the least of several runs; the factor to a page of a tenth says whether cost goes with what
 * changes. Then multiples of a yardstick, which are the same on fast machines and slow ones, beside the stored ones.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { it } from "vitest";
import { leastMs, scenarios, type Scenario } from "../src/core/test/scenarios";
import { multiples } from "../src/core/test/yardstick";

const BASELINE = new URL("baseline.json", import.meta.url);
const WORSE = 1.2;

it("figures", { timeout: 600_000 }, () => {
  for (const [name, scenario] of Object.entries(scenarios) as [string, Scenario][]) {
    for (const size of [50, 500, 5000]) leastMs(scenario, Math.min(size, 200), 2);
    const figures = [50, 500, 5000].map((size) => leastMs(scenario, size, size === 5000 ? 2 : 5));
    const factors = figures.slice(1).map((ms, i) => `x${(ms / figures[i]!).toFixed(1)}`);
    console.log(`${name.padEnd(48)}${figures.map((ms) => ms.toFixed(2).padStart(10)).join("")}   ${factors.join("  ")}`);
  }
});

it("multiples", { timeout: 600_000 }, () => {
  const before = JSON.parse(readFileSync(BASELINE, "utf8")) as Record<string, number>;
  const now = multiples();
  for (const [name, value] of Object.entries(now)) {
    const was = before[name];
    const mark = was !== undefined && value / was >= WORSE ? "   worse" : "";
    console.log(`${name.padEnd(48)}${value.toFixed(2).padStart(10)}${was === undefined ? "" : `   it was ${was.toFixed(2)}`}${mark}`);
  }
  if (process.env["BENCH_STORE"]) writeFileSync(BASELINE, `${JSON.stringify(now, null, 2)}\n`);
});
