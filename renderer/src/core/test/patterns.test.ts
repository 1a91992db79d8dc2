import { describe, expect, it } from "vitest";
import { callback, div, Lab, last, nothing, quiet, settle, updates, type Started } from "./harness";

describe("patterns", () => {
  const row = (n: number): unknown => [div({ t: "in", n }, null, { value: n }), div({ t: "out", n })];
  const match = callback('{"n":["MATCH"],"t":"out"}.children', '{"n":["MATCH"],"t":"in"}.value');
  const all = callback("sum.children", '{"n":["ALL"],"t":"out"}.children');

  it("MATCH runs for the component that changed, ALL waits for all of them", () => {
    const lab = new Lab([div("rows", [row(1), row(2), row(3)].flat()), div("sum")], [match, all]);
    expect(lab.started).toHaveLength(3);
    for (const { run, request } of lab.started.slice(0, 3)) {
      const [input] = request.inputs as unknown as [{ value: number }];
      const { id } = request.outputs as unknown as { id: Record<string, unknown> };
      expect(id["n"]).toBe(input.value);
      lab.settle(run, updates(`{"n":${input.value},"t":"out"}.children`, input.value * 10));
    }
    expect(lab.started).toHaveLength(4);
    const group = lab.started[3]!.request.inputs[0] as { value: number; id: unknown }[];
    expect(group.map((argument) => argument.value)).toEqual([10, 20, 30]);
    expect(group[0]!.id).toEqual({ t: "out", n: 1 });
    lab.settle(lab.started[3]!.run, updates("sum.children", 60));
    lab.take();
    lab.set('{"n":2,"t":"in"}', "value", 5);
    expect(lab.take()).toEqual([match.output + '{"n":2}']);
  });

  it("one MATCH instance does not hold up another", () => {
    const chain = callback('{"n":["MATCH"],"t":"end"}.children', '{"n":["MATCH"],"t":"out"}.children', { prevent_initial_call: true });
    const rows = [1, 2].flatMap((n) => [row(n), div({ t: "end", n })].flat());
    const lab = new Lab([div("rows", rows)], [match, chain]);
    const second = lab.started.find(({ run }) => run.instance.binding["n"] === 2)!;
    lab.settle(second.run, updates('{"n":2,"t":"out"}.children', "x"));
    expect(lab.take().at(-1)).toBe(chain.output + '{"n":2}');
  });

  it("ALL runs initially over nothing, and again when components come and go", () => {
    const lab = new Lab([div("rows"), div("sum"), div("btn")], [all, callback("rows.children", "btn.n", { prevent_initial_call: true })]);
    expect(lab.started[0]!.request.inputs).toEqual([[]]);
    settle(lab, "sum.children", updates("sum.children", 0));
    lab.set("btn", "n", 1);
    settle(lab, "rows.children", updates("rows.children", [row(1), row(2)].flat()));
    expect((last(lab, "sum.children").request.inputs[0] as unknown[]).length).toBe(2);
    settle(lab, "sum.children", updates("sum.children", 0));
    lab.set("btn", "n", 2);
    settle(lab, "rows.children", updates("rows.children", row(1)));
    expect((last(lab, "sum.children").request.inputs[0] as unknown[]).length).toBe(1);
  });

  it("an output with MATCH and an input without runs for each component", () => {
    const lab = new Lab([div("a"), div("rows", [row(1), row(2)].flat())], [
      callback('{"n":["MATCH"],"t":"out"}.children', "a.n", { prevent_initial_call: true }),
    ]);
    lab.set("a", "n", 1);
    expect(lab.started).toHaveLength(2);
  });

  it("ALLSMALLER sees what is below its MATCH", () => {
    const lab = new Lab([div("rows", [row(1), row(2), row(3)].flat())], [
      callback('{"n":["MATCH"],"t":"out"}.children', '{"n":["MATCH"],"t":"in"}.value; {"n":["ALLSMALLER"],"t":"in"}.value'),
    ]);
    const third = lab.started.find(({ run }) => run.instance.binding["n"] === 3)!;
    expect((third.request.inputs[1] as { value: number }[]).map(({ value }) => value)).toEqual([1, 2]);
  });

  it("ALL is called when one of its components goes away, without a trigger", () => {
    const lab = new Lab([div("x", row(1)), div("y", row(2)), div("sum"), div("btn")], [
      callback("sum.children", '{"n":["ALL"],"t":"in"}.value', quiet), callback("y.children", "btn.n", quiet),
    ]);
    lab.set("btn", "n", 1);
    settle(lab, "y.children", updates("y.children", null));
    const { request } = last(lab, "sum.children");
    expect(request.changedPropIds).toEqual([]);
    expect((request.inputs[0] as { value: unknown }[]).map(({ value }) => value)).toEqual([1]);
    settle(lab, "sum.children", nothing);
    lab.set("btn", "n", 2);
    settle(lab, "y.children", updates("y.children", null));
    expect(lab.take()).toEqual(["y.children", "sum.children", "y.children"]);
  });

  it("ALL is called when its components stand in another order, and not when they only make room", () => {
    const lab = new Lab([div("x", ["text", div("r1", row(1)), div("r2", row(2))]), div("sum")], [callback("sum.children", '{"n":["ALL"],"t":"in"}.value', quiet)]);
    const patch = (operation: string, location: unknown[]): void =>
      lab.set("x", "children", { __dash_patch_update: "", operations: [{ operation, location, params: {} }] });
    patch("Delete", [0]);
    expect(lab.take()).toEqual([]);
    lab.set('{"n":1,"t":"in"}', "value", 1);
    settle(lab, "sum.children");
    expect(lab.take()).toEqual(["sum.children"]);
    patch("Reverse", []);
    expect((lab.started[0]!.request.inputs[0] as { value: unknown }[]).map(({ value }) => value)).toEqual([2, 1]);
    expect(lab.take()).toEqual(["sum.children"]);
  });

  it("ALL is not called for components that go with its output", () => {
    const lab = new Lab([div("x", [row(1), row(2), div("sum")].flat()), div("btn")], [
      callback("sum.children", '{"n":["ALL"],"t":"in"}.value', quiet), callback("x.children", "btn.n", quiet),
    ]);
    lab.set("btn", "n", 1);
    settle(lab, "x.children", updates("x.children", [row(1), div("sum")].flat()));
    lab.set("btn", "n", 2);
    settle(lab, "x.children", updates("x.children", null));
    expect(lab.take()).toEqual(["x.children", "x.children"]);
  });

  it("ALLSMALLER is called for what is smaller only", () => {
    const smaller = callback('{"n":["MATCH"],"t":"out"}.children', '{"n":["ALLSMALLER"],"t":"in"}.value', quiet);
    const lab = new Lab([row(1), row(2), row(3)].flat(), [smaller]);
    lab.set('{"n":2,"t":"in"}', "value", 5);
    expect(lab.take()).toEqual([`${smaller.output}{"n":3}`]);
    lab.set('{"n":3,"t":"in"}', "value", 5);
    expect(lab.take()).toEqual([]);
  });

  it("ALL as an Output names all its components, and none when there are none", () => {
    const write = callback('{"n":["ALL"],"t":"out"}.children', "a.v");
    const lab = new Lab([div("a"), div("rows", [row(1), row(2)].flat())], [write]);
    expect(lab.started[0]!.request.outputs).toEqual([{ id: { t: "out", n: 1 }, property: "children" }, { id: { t: "out", n: 2 }, property: "children" }]);
    expect(new Lab([div("a")], [write]).take()).toEqual([]);
  });

  it("several keys: MATCH on one and ALL on the other", () => {
    const cell = (r: number, c: number): unknown => div({ r, c }, null, { v: `${r}${c}` });
    const lab = new Lab([cell(1, 1), cell(1, 2), cell(2, 1), div({ r: 1 }), div({ r: 2 })], [
      callback('{"r":["MATCH"]}.sum', '{"c":["ALL"],"r":["MATCH"]}.v', quiet),
    ]);
    lab.set('{"c":2,"r":1}', "v", "x");
    expect(lab.started.map(({ run }) => run.instance.binding)).toEqual([{ r: 1 }]);
    expect((lab.started[0]!.request.inputs[0] as { value: unknown }[]).map(({ value }) => value)).toEqual(["11", "x"]);
  });

  it("MATCH in State selects the component of the run", () => {
    const lab = new Lab([row(1), row(2)].flat(), [
      callback('{"n":["MATCH"],"t":"out"}.children', '{"n":["MATCH"],"t":"in"}.value', { ...quiet, states: '{"n":["MATCH"],"t":"in"}.title; {"n":["ALL"],"t":"out"}.title' }),
    ]);
    lab.set('{"n":2,"t":"in"}', "value", 5);
    const [one, all] = lab.started[0]!.request.state as unknown as [{ id: unknown }, { id: unknown }[]];
    expect(one.id).toEqual({ t: "in", n: 2 });
    expect(all.map(({ id }) => id)).toEqual([{ t: "out", n: 1 }, { t: "out", n: 2 }]);
  });

  it("MATCH in inputs with a fixed output: no initial call, one run for the component that changed or came", () => {
    const lab = new Lab([div("rows", row(1)), div("fixed"), div("btn")], [
      callback("fixed.children", '{"n":["MATCH"],"t":"in"}.value'), callback("rows.children", "btn.n", quiet),
    ]);
    expect(lab.take()).toEqual([]);
    lab.set('{"n":1,"t":"in"}', "value", 5);
    expect(lab.take()).toEqual(['fixed.children{"n":1}']);
    lab.set("btn", "n", 1);
    settle(lab, "rows.children", updates("rows.children", row(7)));
    expect(last(lab, "fixed.children").request.inputs).toEqual([{ id: { t: "in", n: 7 }, property: "value", value: 7 }]);
  });

  it("what reads a fixed output waits for all instances that write it", () => {
    const lab = new Lab([row(1), row(2), div("fixed"), div("end")].flat(), [
      callback("fixed.children", '{"n":["MATCH"],"t":"in"}.value', quiet), callback("end.children", "fixed.children", quiet),
    ]);
    for (const n of [1, 2]) lab.set(`{"n":${n},"t":"in"}`, "value", 5);
    const [one, two] = lab.started as [Started, Started];
    lab.settle(one.run, updates("fixed.children", "one"));
    expect(lab.started).toHaveLength(2);
    lab.settle(two.run, nothing);
    expect(last(lab, "end.children").request.inputs).toEqual([{ id: "fixed", property: "children", value: "one" }]);
  });

  it("a callback of which a MATCH component is removed while it runs ends quietly, its number can come again", () => {
    const lab = new Lab([div("rows", row(1)), div("btn")], [{ ...match, ...quiet }, callback("rows.children", "btn.n", quiet)]);
    lab.set('{"n":1,"t":"in"}', "value", 5);
    const older = lab.started[0]!;
    lab.set("btn", "n", 1);
    settle(lab, "rows.children", updates("rows.children", null));
    lab.set("btn", "n", 2);
    settle(lab, "rows.children", updates("rows.children", row(1)));
    lab.settle(older.run, updates('{"n":1,"t":"out"}.children', "of before"));
    lab.set('{"n":1,"t":"in"}', "value", 6);
    settle(lab, match.output, updates('{"n":1,"t":"out"}.children', "new"));
    expect(lab.read('{"n":1,"t":"out"}', "children")).toBe("new");
    expect(lab.scheduler.isBusy).toBe(false);
  });
});
