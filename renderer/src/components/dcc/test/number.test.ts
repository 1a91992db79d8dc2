import { expect, it } from "vitest";
import { parseNumber, stepNumber } from "../number";

it.each([
  ["1e3", {}, 1000],
  ["-", {}, null],
  ["0.3", { step: 0.1 }, 0.3],
  ["0.35", { step: 0.1 }, null],
  ["7", { min: 1, step: 3 }, 7],
  ["8", { min: 1, step: "3" }, null],
  ["8", { step: "any" }, 8],
  ["11", { max: "10" }, null],
])("reads %s within %o as %s", (text, limits, expected) => {
  expect(parseNumber(text, limits)).toBe(expected);
});

it.each([
  ["0.1", { step: 0.1 }, 1, 0.2],
  ["0.7", { step: 0.1 }, 1, 0.8],
  ["3", { min: 0, step: 2 }, 1, 4],
  ["3", { min: 0, step: 2 }, -1, 2],
  ["9", { max: 10, min: 0, step: 4 }, 1, 8],
  ["", { min: 5 }, 1, 5],
  ["1.5", {}, -1, 0.5],
] as const)("steps from %s within %o by %s to %s", (text, limits, direction, expected) => {
  expect(stepNumber(text, limits, direction)).toBe(expected);
});
