/** How fast this machine runs JavaScript, so that a scenario's time can be told as a multiple of it, wherever it runs. */

import { leastMs, scenarios, type Scenario } from "./scenarios";

const SIZE = 200;
const RUNS = 5;
/** Measured together: some scenarios are too short for the clock of the processor's time. */
const PAGES = 4;

/** Text and tables of a page of the same size, without anything of the core. */
const yardstick: Scenario = (size) => () => {
  const page = Array.from({ length: size * 4 }, (_, n) => ({ id: `c${n}`, props: { value: n, label: `text ${n}` } }));
  const read = JSON.parse(JSON.stringify(page)) as typeof page;
  const byId = new Map(read.map((item) => [item.id, item]));
  for (let n = 0; n < size * 20; n++) byId.set(`c${n % page.length}`, { ...byId.get(`c${n % page.length}`)! });
};

function warmMs(scenario: Scenario): number {
  leastMs(scenario, SIZE, RUNS, PAGES);
  return leastMs(scenario, SIZE, RUNS, PAGES);
}

/** Each scenario's time at one size as a multiple of the yardstick's. */
export function multiples(): Record<string, number> {
  const unit = warmMs(yardstick);
  return Object.fromEntries(
    Object.entries(scenarios).map(([name, scenario]) => [name, Number((warmMs(scenario) / unit).toFixed(3))]),
  );
}
