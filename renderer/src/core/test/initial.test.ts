import { describe, expect, it } from "vitest";
import { abc, callback, div, failed, Lab, last, nothing, quiet, settle } from "./harness";

describe("initial calls", () => {
  it("run once each, without a trigger", () => {
    const lab = new Lab(abc, [callback("b.children", "a.n_clicks")]);
    expect(lab.started.map(({ request }) => request)).toEqual([
      {
        output: "b.children", outputs: { id: "b", property: "children" },
        inputs: [{ id: "a", property: "n_clicks" }], state: [], changedPropIds: [],
      },
    ]);
  });

  it("wait for their upstream and are told what changed", () => {
    const lab = new Lab(abc, [callback("c.children", "b.children"), callback("b.children", "a.n")]);
    expect(lab.started.map(({ run }) => run.instance.def.wire.output)).toEqual(["b.children"]);
    settle(lab, "b.children");
    expect(last(lab, "c.children").request.changedPropIds).toEqual(["b.children"]);
    expect(last(lab, "c.children").request.inputs).toEqual([{ id: "b", property: "children", value: "b.children!" }]);
  });

  it("are left out by prevent_initial_call, but not what follows from a change", () => {
    const lab = new Lab(abc, [
      callback("b.children", "a.n", { prevent_initial_call: true }),
      callback("c.children", "b.children", { prevent_initial_call: true }),
    ]);
    expect(lab.take()).toEqual([]);
    lab.set("a", "n", 1);
    settle(lab, "b.children");
    expect(lab.take()).toEqual(["b.children", "c.children"]);
  });

  it("of a callback with prevent_initial_call still follow from an upstream initial call", () => {
    const lab = new Lab(abc, [
      callback("b.children", "a.n"),
      callback("c.children", "b.children", { prevent_initial_call: true }),
    ]);
    settle(lab, "b.children");
    expect(lab.take()).toEqual(["b.children", "c.children"]);
  });

  it("are dropped when all their inputs come from callbacks that changed nothing", () => {
    const callbacks = [callback("b.children", "a.n"), callback("c.children", "b.children"), callback("d.children", "c.children")];
    for (const outcome of [nothing, failed]) {
      const lab = new Lab(abc, callbacks);
      settle(lab, "b.children", outcome);
      expect(lab.take()).toEqual(["b.children"]);
      expect(lab.scheduler.isBusy).toBe(false);
    }
  });

  it("run when one input stands by itself", () => {
    const lab = new Lab(abc, [callback("b.children", "a.n"), callback("c.children", "b.children, a.n")]);
    settle(lab, "b.children", nothing);
    expect(lab.take()).toEqual(["b.children", "c.children"]);
    expect(lab.scheduler.isBusy).toBe(true);
  });

  it("skip a callback none of whose inputs is in the page", () => {
    const lab = new Lab(abc, [callback("b.children", "missing.value"), callback("c.children", "b.children")]);
    expect(lab.take()).toEqual([]);
    expect(lab.problems).toEqual([]);
  });

  it("report a callback some of whose inputs are missing", () => {
    const lab = new Lab(abc, [callback("b.children", "missing.value, a.n")]);
    expect(lab.take()).toEqual([]);
    expect(lab.problems).toEqual([expect.stringContaining("`missing`")]);
    expect(lab.problems[0]).toContain("[a, b, c, d]");
  });

  it("report a missing State", () => {
    const lab = new Lab(abc, [callback("b.children", "a.n", { states: "missing.value" })]);
    expect(lab.take()).toEqual([]);
    expect(lab.problems).toEqual([expect.stringContaining("`State`")]);
  });

  it("skip a callback whose output is not in the page", () => {
    const lab = new Lab(abc, [callback("missing.children", "a.n")]);
    expect(lab.take()).toEqual([]);
    lab.set("a", "n", 1);
    expect(lab.take()).toEqual([]);
    expect(lab.problems).toEqual([]);
  });

  it("begin with what waits for nothing, in the order of declaration, then by level", () => {
    const lab = new Lab(abc, [
      callback("d.children", "b.children, c.children"), callback("c.children", "a.n"), callback("a.lang", "a.n"),
      callback("b.children", "a.n"), callback("a.title", "d.children"),
    ]);
    expect(lab.take()).toEqual(["c.children", "a.lang", "b.children"]);
    settle(lab, "c.children");
    settle(lab, "b.children");
    expect(lab.take()).toEqual(["d.children"]);
    settle(lab, "d.children");
    expect(lab.take()).toEqual(["a.title"]);
  });

  it("of what reads only lists run also when nothing upstream changed", () => {
    const lab = new Lab([div("a"), div({ n: 1 }), div("sum"), div("mixed")], [
      callback('{"n":["MATCH"]}.children', '{"n":["MATCH"]}.v'),
      callback("sum.children", '{"n":["ALL"]}.children'),
      callback("mixed.children", '{"n":["ALL"]}.children; a.title'),
      callback("a.title", "a.n"),
    ]);
    for (const { run } of lab.started.slice()) lab.settle(run, nothing);
    expect(lab.take().slice(2)).toEqual(["sum.children"]);
    expect(lab.scheduler.isBusy).toBe(true);
  });

  it("report a missing Output while another one is there", () => {
    const lab = new Lab(abc, [callback("b.children, missing.children", "a.n")]);
    expect(lab.take()).toEqual([]);
    expect(lab.problems).toEqual([expect.stringMatching(/`Output`.*`missing`/)]);
  });

  it("of a callback without outputs run once, unless prevented", () => {
    const lab = new Lab(abc, [callback("", "a.n, b.n"), callback("", "a.n", quiet)]);
    expect(lab.started.map(({ request }) => request.changedPropIds)).toEqual([[]]);
  });
});
