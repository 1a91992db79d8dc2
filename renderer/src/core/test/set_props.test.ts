/** Props that callbacks set beside their outputs, and callbacks that no prop leads to. */
import { describe, expect, it } from "vitest";
import { whileSetBy } from "../chains";
import { callback, div, Lab, nothing, updates } from "./harness";

const last = (lab: Lab): Lab["started"][number]["run"] => lab.started.at(-1)!.run;

describe("what a callback sets beside its outputs", () => {
  it("is a cause like any other, also for the callback itself, and in the order of the calls", () => {
    const lab = new Lab([div("a"), div("b"), div("c")], [callback("b.v", "a.v"), callback("c.v", "a.v")]);
    lab.settle(lab.started[0]!.run, { kind: "updates", updates: { b: { v: "answer" } }, side: [{ a: { v: 1 } }, { a: { v: 2 } }] });
    expect(lab.read("a", "v")).toBe(2);
    expect(lab.read("b", "v")).toBe("answer");
    expect(lab.take()).toEqual(["b.v", "c.v", "b.v", "c.v"]);
  });

  it("while the callback runs waits for it and does not cut it off", () => {
    const lab = new Lab([div("a"), div("b")], [callback("b.v", "a.v")]);
    const run = last(lab);
    lab.scheduler.update({ a: { v: 1 } }, whileSetBy(run.instance.key));
    lab.scheduler.update({ a: { v: 2 } }, whileSetBy(run.instance.key));
    lab.flush();
    expect([lab.started.length, lab.abandoned.length]).toEqual([1, 0]);
    lab.settle(run, updates("b.v", "first"));
    expect(lab.read("b", "v")).toBe("first");
    expect(lab.started).toHaveLength(2);
    expect(lab.started[1]!.request).toMatchObject({ inputs: [{ id: "a", value: 2 }], changedPropIds: ["a.v"] });
    lab.settle(last(lab), nothing);
    expect(lab.scheduler.isBusy).toBe(false);
  });

  it("gives way to a person's change, which does cut it off", () => {
    const lab = new Lab([div("a"), div("b")], [callback("b.v", "a.v")]);
    const run = last(lab);
    lab.scheduler.update({ a: { v: 1 } }, whileSetBy(run.instance.key));
    lab.set("a", "v", "typed");
    expect(lab.abandoned).toEqual([run]);
    expect(lab.started).toHaveLength(2);
    lab.settle(run, updates("b.v", "late"));
    lab.settle(last(lab), updates("b.v", "newer"));
    expect(lab.read("b", "v")).toBe("newer");
    expect(lab.scheduler.isBusy).toBe(false);
  });

  it("that leads back over another callback calls it again", () => {
    const lab = new Lab([div("a"), div("b"), div("x")], [callback("b.v", "a.v"), callback("a.v", "x.v", { prevent_initial_call: true })]);
    const run = last(lab);
    lab.scheduler.update({ x: { v: 1 } }, whileSetBy(run.instance.key));
    lab.flush();
    lab.settle(last(lab), updates("a.v", 5));
    lab.settle(run, updates("b.v", "first"));
    expect(lab.started.at(-1)!.request).toMatchObject({ output: "b.v", inputs: [{ value: 5 }] });
  });
});

describe("callbacks without outputs or inputs", () => {
  const none = { output: "none", no_output: true };

  it("are called when the page is loaded", () => {
    const lab = new Lab([div("a"), div("b")], [
      callback("", "a.v", none), callback("", "", { ...none, output: "nothing" }), callback("", "", { ...none, output: "state", states: "a.v" }),
      callback("b.v", ""),
    ]);
    expect(lab.take().sort()).toEqual(["b.v", "none", "nothing", "state"]);
  });

  it("are not when that is prevented", () => {
    const lab = new Lab([div("a")], [
      callback("", "a.v", { ...none, prevent_initial_call: true }), callback("", "", { ...none, output: "nothing", prevent_initial_call: true }),
    ]);
    expect(lab.take()).toEqual([]);
    lab.set("a", "v", 1);
    expect(lab.take()).toEqual(["none"]);
  });

  it("are not called for what is inserted later, but for its changes", () => {
    const lab = new Lab([div("box")], [callback("", "a.v", none), callback("", "", { ...none, output: "nothing" })]);
    lab.take();
    lab.set("box", "children", div("a"));
    expect(lab.take()).toEqual([]);
    lab.set("a", "v", 1);
    expect(lab.take()).toEqual(["none"]);
  });
});
