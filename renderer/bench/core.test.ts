/**
 * What the core takes for large pages, in milliseconds. Not a test: `npm run bench`.
 *
 * Each figure is the least of several runs; the factor to a page of a tenth says whether cost goes with what changes.
 */
import { it } from "vitest";
import { leastMs, scenarios, type Scenario } from "../src/core/test/scenarios";

it("figures", { timeout: 600_000 }, () => {
  for (const [name, scenario] of Object.entries(scenarios) as [string, Scenario][]) {
    for (const size of [50, 500, 5000]) leastMs(scenario, Math.min(size, 200), 2);
    const figures = [50, 500, 5000].map((size) => leastMs(scenario, size, size === 5000 ? 2 : 5));
    const factors = figures.slice(1).map((ms, i) => `x${(ms / figures[i]!).toFixed(1)}`);
    console.log(`${name.padEnd(48)}${figures.map((ms) => ms.toFixed(2).padStart(10)).join("")}   ${factors.join("  ")}`);
  }
});
