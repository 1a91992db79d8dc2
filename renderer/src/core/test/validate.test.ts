import { describe, expect, it } from "vitest";
import { Graph } from "../graph";
import { findMissingIds, missingIdText } from "../validate";
import { callback, div, long } from "./harness";

describe("ids that the layout does not have", () => {
  const layout = [div("a"), div({ k: 1 })];
  const find = (...callbacks: ReturnType<typeof callback>[]): string[] =>
    findMissingIds(new Graph(callbacks), layout, {}).map(({ role, id, prop }) => `${role} ${id}.${prop}`);

  it("are found in every role", () => {
    expect(find(callback("x.children", "y.value, a.n", { states: "z.data" }))).toEqual(["Output x.children", "Input y.value", "State z.data"]);
    expect(find(callback("a.children", "a.n", { running: { running: { "r.disabled": true }, runningOff: {} } }))).toEqual(["running r.disabled"]);
    expect(find(callback("a.children", "a.n", long({ cancel: "c.n_clicks", progress: "p.value" })))).toEqual(["cancel c.n_clicks", "progress p.value"]);
    expect(find(callback("a.children", '{"k":1}.value'))).toEqual([]);
    expect(find(callback("a.children", '{"k":2}.value'))).toEqual(['Input {"k":2}.value']);
  });

  it("are no error in patterns, and where they are optional", () => {
    expect(find(callback("a.children", '{"k":["ALL"],"t":"none"}.value'))).toEqual([]);
    expect(find(callback("x.children", "y.value", { optional: true }))).toEqual([]);
    const one = callback("a.children", "y.value");
    one.inputs[0]!.allow_optional = true;
    expect(find(one)).toEqual([]);
  });

  it("are named with what there is and what to do", () => {
    const [missing] = findMissingIds(new Graph([callback("x.children", "a.n")]), layout, {});
    const text = missingIdText(missing!, ["a"]);
    for (const part of ["`x`", "`children`", "Output", "[a]", "suppress_callback_exceptions"]) expect(text).toContain(part);
  });
});
