/** The short form of the benchmark: what the core takes, beside what it took when `bench/baseline.json` was stored. */
import { expect, it } from "vitest";
import baseline from "../../../bench/baseline.json";
import { multiples } from "./yardstick";

/** `npm run bench` tells what is worse by a fifth; here, beside other tests, only what is far out. */
const SLACK = 4;

it("takes no more than it did", { timeout: 60_000 }, () => {
  const now = multiples();
  expect(Object.keys(now).sort()).toEqual(Object.keys(baseline).sort());
  const worse = Object.entries(now).filter(([name, value]) => value > baseline[name as keyof typeof baseline] * SLACK);
  expect(worse.map(([name, value]) => `${name}: ${value}, it was ${baseline[name as keyof typeof baseline]}`)).toEqual([]);
});
