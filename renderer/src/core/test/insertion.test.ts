import { describe, expect, it } from "vitest";
import { abc, callback, div, failed, Lab, last, nothing, quiet, settle, updates } from "./harness";

describe("inserted components", () => {
  const insert = callback("c.children", "a.n", { prevent_initial_call: true });
  const inner = [div("in", null, { value: "v" }), div("out")];

  it("call what writes inside, as an initial call", () => {
    const lab = new Lab(abc, [insert, callback("out.children", "in.value")]);
    expect(lab.take()).toEqual([]);
    lab.set("a", "n", 1);
    settle(lab, "c.children", updates("c.children", inner));
    expect(last(lab, "out.children").request.changedPropIds).toEqual([]);
  });

  it("do not call what writes inside with prevent_initial_call", () => {
    const lab = new Lab(abc, [insert, callback("out.children", "in.value", { prevent_initial_call: true })]);
    lab.set("a", "n", 1);
    settle(lab, "c.children", updates("c.children", inner));
    expect(lab.take()).toEqual(["c.children"]);
  });

  it("call what writes outside, even with prevent_initial_call", () => {
    const lab = new Lab(abc, [insert, callback("d.children", "in.value", { prevent_initial_call: true })]);
    lab.set("a", "n", 1);
    settle(lab, "c.children", updates("c.children", inner));
    expect(last(lab, "d.children").request.changedPropIds).toEqual(["in.value"]);
  });

  it("do not call again the callback that inserted them", () => {
    const lab = new Lab(abc, [callback("c.children", "a.n, in.value", { prevent_initial_call: true })]);
    lab.set("a", "n", 1);
    expect(lab.problems).toHaveLength(1); // `in` is not there yet
    const tabs = new Lab([div("c", inner)], [callback("c.children", "in.value")]);
    settle(tabs, "c.children", updates("c.children", inner));
    expect(tabs.take()).toEqual(["c.children"]);
    tabs.set("in", "value", "w");
    expect(tabs.take()).toEqual(["c.children"]);
  });

  it("drop a waiting run whose output went away, and ignore a late answer", () => {
    const lab = new Lab([div("a"), div("c", [div("out")])], [insert, callback("out.children", "a.m", { prevent_initial_call: true })]);
    lab.set("a", "m", 1);
    const { run } = last(lab, "out.children");
    lab.set("a", "n", 1);
    settle(lab, "c.children", updates("c.children", "empty"));
    lab.settle(run, updates("out.children", "late"));
    expect(lab.problems).toEqual([]);
    expect(lab.scheduler.isBusy).toBe(false);
    lab.take();
    lab.set("a", "m", 2);
    expect(lab.take()).toEqual([]);
  });

  it("that come with what writes them wait for it, and are called only if it changed something", () => {
    // As in Dash: `d` sees `out.children` come, but that is for another initial call to write.
    for (const [outcome, called] of [[nothing, []], [failed, []], [updates("out.children", 1), ["d.children"]]] as const) {
      const lab = new Lab(abc, [insert, callback("out.children", "in.value"), callback("d.children", "out.children", quiet)]);
      lab.set("a", "n", 1);
      settle(lab, "c.children", updates("c.children", inner));
      expect(lab.take()).toEqual(["c.children", "out.children"]);
      settle(lab, "out.children", outcome);
      expect(lab.take()).toEqual(called);
      expect(lab.scheduler.isBusy).toBe(called.length > 0);
    }
  });

  it("are called when a change of their own comes while they wait for a silent upstream", () => {
    const lab = new Lab(abc, [insert, callback("out.children", "in.value"), callback("d.children", "out.children", quiet)]);
    lab.set("a", "n", 1);
    settle(lab, "c.children", updates("c.children", inner));
    lab.set("out", "children", "by hand");
    settle(lab, "out.children", nothing);
    expect(lab.take()).toEqual(["c.children", "out.children", "d.children"]);
  });

  it("call no callback without outputs: only the page's own layout does", () => {
    const lab = new Lab(abc, [insert, callback("", "in.value")]);
    lab.set("a", "n", 1);
    settle(lab, "c.children", updates("c.children", inner));
    expect(lab.take()).toEqual(["c.children"]);
    lab.set("in", "value", 1);
    expect(lab.take()).toEqual(["...."]);
  });

  it("with several outputs, some inside and some outside, call in spite of prevent_initial_call", () => {
    const lab = new Lab(abc, [insert, callback("out.children, d.children", "in.value", quiet)]);
    lab.set("a", "n", 1);
    settle(lab, "c.children", updates("c.children", inner));
    expect(last(lab, "..out.children...d.children..").request.changedPropIds).toEqual(["in.value"]);
  });

  it("call once for several inserted inputs", () => {
    const lab = new Lab(abc, [insert, callback("d.children", "in.value, out.title", quiet)]);
    lab.set("a", "n", 1);
    settle(lab, "c.children", updates("c.children", inner));
    expect(lab.take()).toEqual(["c.children", "d.children"]);
  });

  it("that replace the component whose callback runs: the older answer is dropped, the new one applied", () => {
    const lab = new Lab([div("a"), div("c", inner)], [insert, callback("out.children", "in.value")]);
    const older = last(lab, "out.children");
    lab.set("a", "n", 1);
    settle(lab, "c.children", updates("c.children", [div("in", null, { value: "w" }), div("out")]));
    const newer = last(lab, "out.children");
    expect(newer.run).not.toBe(older.run);
    expect(newer.request.inputs).toEqual([{ id: "in", property: "value", value: "w" }]);
    lab.settle(older.run, updates("out.children", "old"));
    expect(lab.read("out", "children")).toBeNull();
    lab.settle(newer.run, updates("out.children", "new"));
    expect(lab.read("out", "children")).toBe("new");
    expect(lab.scheduler.isBusy).toBe(false);
  });
});

describe("removed components", () => {
  const remove = callback("box.children", "btn.n", quiet);
  const page = [div("btn"), div("a"), div("box", [div("in"), div("out")]), div("far")];

  it("a running callback of which the output went away ends without a word", () => {
    const lab = new Lab(page, [remove, callback("out.children", "a.n", quiet), callback("far.children", "out.children", quiet)]);
    lab.set("a", "n", 1);
    const { run } = last(lab, "out.children");
    lab.set("btn", "n", 1);
    settle(lab, "box.children", updates("box.children", null));
    lab.settle(run, updates("out.children", "late"));
    expect(lab.problems).toEqual([]);
    expect(lab.take()).toEqual(["out.children", "box.children"]);
    expect(lab.scheduler.isBusy).toBe(false);
  });

  it("a running callback writes the outputs that are left", () => {
    const lab = new Lab(page, [remove, callback("out.children, far.children", "a.n", quiet)]);
    lab.set("a", "n", 1);
    const { run } = last(lab, "..out.children...far.children..");
    lab.set("btn", "n", 1);
    settle(lab, "box.children", updates("box.children", null));
    lab.settle(run, updates("out.children", 1, "far.children", 2));
    expect(lab.read("far", "children")).toBe(2);
    expect(lab.problems).toEqual([]);
  });

  it("a waiting callback whose output went away is dropped when its turn comes", () => {
    const lab = new Lab([...page, div("mid")], [remove, callback("mid.children", "a.n", quiet), callback("out.children", "mid.children", quiet)]);
    lab.set("a", "n", 1);
    lab.scheduler.setProps(lab.tree.find("mid")!.key, { children: "by hand" });
    lab.flush();
    lab.set("btn", "n", 1);
    settle(lab, "box.children", updates("box.children", null));
    settle(lab, "mid.children");
    expect(lab.take()).toEqual(["mid.children", "box.children"]);
    expect(lab.problems).toEqual([]);
    expect(lab.scheduler.isBusy).toBe(false);
  });

  it("a waiting callback whose inputs all went away is dropped, without an error", () => {
    const lab = new Lab([...page, div("mid")], [remove, callback("in.v", "a.n", quiet), callback("far.children", "in.v", quiet)]);
    lab.set("a", "n", 1);
    lab.set("in", "v", "by hand");
    lab.set("btn", "n", 1);
    settle(lab, "box.children", updates("box.children", null));
    settle(lab, "in.v");
    expect(lab.take()).toEqual(["in.v", "box.children"]);
    expect(lab.problems).toEqual([]);
    expect(lab.scheduler.isBusy).toBe(false);
  });

  it("do not call what reads them by id", () => {
    const lab = new Lab([...page, div({ n: 1 })], [remove, callback("far.children", '{"n":["ALL"]}.v; in.v', quiet)]);
    lab.set("btn", "n", 1);
    settle(lab, "box.children", updates("box.children", null));
    expect(lab.take()).toEqual(["box.children"]);
    expect(lab.problems).toEqual([]);
  });
});
