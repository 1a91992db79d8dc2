import { describe, expect, it } from "vitest";
import { abc, callback, div, failed, Lab, last, long, nothing, progress, propsNews, quiet, settle, updates } from "./harness";

const edit = (operation: string, value: unknown): object => ({ __dash_patch_update: "", operations: [{ operation, location: [], params: { value } }] });

describe("progress", () => {
  const one = callback("b.v", "a.v", { ...quiet, ...long({ progress: "c.value, c.max", idle: ["0"] }) });
  const shown = (lab: Lab): unknown[] => [lab.read("c", "value"), lab.read("c", "max")];

  it("changes the props that it is for, also by a patch, and goes back to its default however the run ends", () => {
    for (const outcome of [updates("b.v", 1), nothing, failed, { kind: "cancelled" } as const]) {
      const lab = new Lab(abc, [one]);
      expect(shown(lab)).toEqual([undefined, undefined]);
      lab.set("a", "v", 1);
      const { run } = last(lab, "b.v");
      lab.tell(run, progress([0, "1"], [1, [10]]));
      expect(shown(lab)).toEqual(["1", [10]]);
      lab.tell(run, progress([1, edit("Append", 11)]), progress([1, edit("Append", 12)]));
      expect(shown(lab)).toEqual(["1", [10, 11, 12]]);
      lab.settle(run, outcome);
      expect(shown(lab)).toEqual(["0", null]);
    }
  });

  it("goes back also when it has been superseded and the newer run is dropped, and not between the two", () => {
    const lab = new Lab([div("a"), div("x"), div("box", div("b")), div("c")], [one, callback("box.children", "x.n", quiet)]);
    lab.set("a", "v", 1);
    lab.tell(last(lab, "b.v").run, progress([0, "1"]));
    const seen: unknown[] = [];
    lab.tree.subscribe(lab.tree.find("c")!.key, () => seen.push(lab.read("c", "value")));
    lab.set("a", "v", 2);
    expect(seen).toEqual([]);
    lab.set("x", "n", 1);
    settle(lab, "box.children", updates("box.children", "gone"));
    lab.set("a", "v", 3);
    expect(seen).toContain("0");
    expect(lab.scheduler.isBusy).toBe(false);
  });

  it("gives way to the answer where both are for the same prop", () => {
    const lab = new Lab(abc, [callback("b.v", "a.v", { ...quiet, ...long({ progress: "b.v", idle: ["idle"] }) })]);
    for (const [outcome, expected] of [[updates("b.v", "answer"), "answer"], [failed, "idle"]] as const) {
      lab.set("a", "v", 1);
      lab.tell(last(lab, "b.v").run, progress([0, "half"]));
      lab.settle(last(lab, "b.v").run, outcome);
      expect(lab.read("b", "v")).toBe(expected);
    }
  });

  it("is told in its order with what the job sets, each before the next, and calls whoever reads it", () => {
    const lab = new Lab(abc, [one, callback("d.v", "c.value, a.n", quiet)]);
    lab.set("a", "v", 1);
    lab.take();
    const { run } = last(lab, "b.v");
    lab.tell(run, progress([0, "1"]), propsNews({ c: { value: "2" } }), progress([0, "3"]), propsNews({ a: { n: 7 } }));
    expect(lab.take()).toEqual(["d.v"]);
    expect(last(lab, "d.v").request).toMatchObject({ inputs: [{ value: "3" }, { value: 7 }], changedPropIds: ["c.value", "a.n"] });
  });

  it("of a thousand in one go reaches the last, with an end right behind it", () => {
    const lab = new Lab(abc, [one, callback("d.v", "c.value", quiet)]);
    lab.sync.set("d.v", (request) => updates("d.v", (request.inputs[0] as { value: unknown }).value));
    lab.set("a", "v", 1);
    const { run } = last(lab, "b.v");
    for (let n = 1; n <= 1000; n++) lab.scheduler.tell(run, progress([0, String(n)]));
    expect(lab.read("c", "value")).toBe("1000");
    lab.flush();
    expect(lab.read("d", "v")).toBe("1000");
    lab.settle(run, updates("b.v", 1));
    expect([lab.read("d", "v"), lab.scheduler.isBusy]).toEqual(["0", false]);
  });

  it("that an input of its own shows does not cut the run off", () => {
    const lab = new Lab(abc, [callback("b.v", "a.v", { ...quiet, ...long({ progress: "a.v", idle: [0] }) })]);
    lab.set("a", "v", 1);
    const { run } = last(lab, "b.v");
    lab.tell(run, progress([0, 2]));
    lab.settle(run, updates("b.v", "done"));
    expect(lab.read("b", "v")).toBe("done");
    expect(lab.abandoned).toEqual([]);
  });

  it("that does not fit is reported, and the run goes on", () => {
    const lab = new Lab(abc, [one]);
    lab.set("a", "v", 1);
    const { run } = last(lab, "b.v");
    lab.tell(run, progress([0, edit("Append", 1)], [1, 5]), progress([9, "nobody's"]), propsNews({ nobody: { v: 1 } }));
    expect(lab.problems).toEqual([expect.stringContaining("Patch append"), expect.stringContaining("`nobody`")]);
    expect(lab.read("c", "max")).toBe(5);
    settle(lab, "b.v");
    expect(lab.read("b", "v")).toBe("b.v!");
  });

  it("for a component that is gone, or after the end, changes nothing", () => {
    const lab = new Lab([div("a"), div("b"), div("box", div("c"))], [one]);
    lab.set("a", "v", 1);
    const { run } = last(lab, "b.v");
    lab.set("box", "children", null);
    lab.tell(run, progress([0, "1"]));
    lab.settle(run, updates("b.v", 1));
    lab.tell(run, propsNews({ b: { v: "late" } }));
    expect([lab.read("b", "v"), lab.problems]).toEqual([1, []]);
  });
});

describe("progress with wildcards", () => {
  const rows = [1, 2].flatMap((n) => ["i", "o", "bar"].map((t) => div({ t, n })));
  const bars = (lab: Lab): unknown[] => [1, 2].map((n) => lab.read(`{"n":${n},"t":"bar"}`, "v"));
  const open = (name: string, idle: unknown): Lab => {
    const lab = new Lab(rows, [callback('{"n":["MATCH"],"t":"o"}.v', '{"n":["MATCH"],"t":"i"}.v', {
      ...quiet, ...long({ progress: `{"n":["${name}"],"t":"bar"}.v; `, idle: [idle] }),
    })]);
    lab.set('{"n":2,"t":"i"}', "v", 1);
    return lab;
  };

  it("MATCH shows at the component of its own instance", () => {
    const lab = open("MATCH", 0);
    lab.tell(lab.started[0]!.run, progress([0, 5]));
    expect(bars(lab)).toEqual([undefined, 5]);
    lab.settle(lab.started[0]!.run, nothing);
    expect(bars(lab)).toEqual([undefined, 0]);
  });

  it("ALL takes a list of one value for each; one that is too short goes as far as it reaches", () => {
    const lab = open("ALL", 0);
    const { run } = lab.started[0]!;
    lab.tell(run, progress([0, [5, 6]]));
    expect(bars(lab)).toEqual([5, 6]);
    lab.tell(run, progress([0, [7]]));
    expect(bars(lab)).toEqual([7, 6]);
    lab.tell(run, progress([0, edit("Add", 1)]));
    expect(bars(lab)).toEqual([8, 7]);
    lab.settle(run, nothing);
    expect(bars(lab)).toEqual([0, 0]);
  });

  it("ALL has one default for all, or a list of one for each", () => {
    for (const [idle, expected] of [[[1, 2], [1, 2]], [[1], [[1], [1]]], [null, [null, null]]] as const) {
      const lab = open("ALL", idle);
      lab.settle(lab.started[0]!.run, nothing);
      expect(bars(lab)).toEqual(expected);
    }
  });
});
