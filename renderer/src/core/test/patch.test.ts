import { describe, expect, it } from "vitest";
import { applyOperation, isPatch, PatchError, type Operation } from "../patch";
import { Tree, type Ref } from "../tree";
import { callback, div, Lab, updates } from "./harness";

const op = (operation: string, location: (string | number)[] = [], value?: unknown, index?: number): Operation => ({
  operation, location, params: { ...(value === undefined ? {} : { value }), ...(index === undefined ? {} : { index }) },
});
const patch = (...operations: Operation[]): object => ({ __dash_patch_update: "__dash_patch_update", operations });
const apply = (value: unknown, operation: Operation): unknown => applyOperation(value, operation, () => false);

describe("one edit", () => {
  it.each([
    [{ a: 1 }, op("Assign", ["a"], 2), { a: 2 }],
    [{}, op("Assign", ["a", "b"], 2), { a: { b: 2 } }],
    [undefined, op("Assign", ["a"], 1), { a: 1 }],
    [[1, 2], op("Assign", [-1], 9), [1, 9]],
    [{ a: { b: 1 } }, op("Merge", ["a"], { c: 2 }), { a: { b: 1, c: 2 } }],
    [{ a: 1, b: 2 }, op("Delete", ["a"]), { b: 2 }],
    [[1, 2, 3], op("Delete", [1]), [1, 3]],
    [[1], op("Append", [], 2), [1, 2]],
    [[1], op("Prepend", [], 0), [0, 1]],
    [[1, 3], op("Insert", [], 2, 1), [1, 2, 3]],
    [[1], op("Extend", [], [2, 3]), [1, 2, 3]],
    [[1, { a: 1 }, { a: 1 }], op("Remove", [], { a: 1 }), [1, { a: 1 }]],
    [[1], op("Remove", [], 7), [1]],
    [[1, 2], op("Reverse"), [2, 1]],
    [[1, 2], op("Clear"), []],
    [{ a: 1 }, op("Clear"), {}],
    [{ n: 4 }, op("Add", ["n"], 2), { n: 6 }],
    [{ n: 4 }, op("Sub", ["n"], 2), { n: 2 }],
    [{ n: 4 }, op("Mul", ["n"], 2), { n: 8 }],
    [{ n: 4 }, op("Div", ["n"], 2), { n: 2 }],
    [{ d: [{ x: [1] }] }, op("Append", ["d", 0, "x"], 2), { d: [{ x: [1, 2] }] }],
  ])("%j and %j give %j", (value, operation, expected) => {
    const before = JSON.stringify(value);
    expect(apply(value, operation)).toEqual(expected);
    expect(JSON.stringify(value), "the value itself is not changed").toBe(before);
  });

  it("copies only what lies on its path", () => {
    const value = { touched: { x: 1 }, other: { y: 1 } };
    const after = apply(value, op("Assign", ["touched", "x"], 2)) as typeof value;
    expect(after.other).toBe(value.other);
    expect(after.touched).not.toBe(value.touched);
  });

  it.each([
    [{}, op("Append", ["a"], 1), /append at \["a"\].*undefined.*a list/],
    [{ a: 1 }, op("Append", ["a"], 1), /number.*a list/],
    [[1], op("Assign", [5], 1), /no item 5 in a list of 1/],
    [{ a: "x" }, op("Add", ["a"], 1), /string.*a number/],
    [{ a: "x" }, op("Assign", ["a", "b"], 1), /string/],
    [[], op("Shuffle"), /no such edit/],
    [{}, op("Assign", ["__proto__", "x"], 1), /__proto__/],
  ])("%j and %j do not fit", (value, operation, message) => {
    expect(() => apply(value, operation)).toThrow(PatchError);
    expect(() => apply(value, operation)).toThrow(message);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  it("is told from a value", () => {
    expect(isPatch(patch())).toBe(true);
    for (const value of [null, {}, [], { operations: [] }, { __dash_patch_update: 1 }]) expect(isPatch(value)).toBe(false);
  });
});

describe("patches of components", () => {
  const layout = div("list", [div("a", "1"), div("b", "2")]);
  function mounted(): { tree: Tree; list: number } {
    const tree = new Tree();
    tree.mount(layout);
    return { tree, list: tree.find("list")!.key };
  }

  it("keep the nodes that stay", () => {
    const { tree, list } = mounted();
    const a = tree.find("a");
    const change = tree.setProps(list, { children: patch(op("Append", [], div("c")), op("Prepend", [], div("z"))) });
    expect(change.added.map(({ id }) => id)).toEqual(["z", "c"]);
    expect(change.removed).toEqual([]);
    expect(tree.find("a")).toBe(a);
    expect(a!.slot).toEqual(["children", 1]);
    expect((tree.read(list, "children") as { props: { id: string } }[]).map(({ props }) => props.id)).toEqual(["z", "a", "b", "c"]);
  });

  it("remove, reverse and put in the middle", () => {
    const { tree, list } = mounted();
    expect(tree.setProps(list, { children: patch(op("Delete", [0])) }).removed.map(({ id }) => id)).toEqual(["a"]);
    tree.setProps(list, { children: patch(op("Insert", [], div("m"), 0), op("Reverse")) });
    expect(tree.ids()).toEqual(["list", "b", "m"]);
    expect((tree.node(list)!.props["children"] as Ref[]).map(({ key }) => tree.node(key)!.id)).toEqual(["b", "m"]);
  });

  it("lead into a component's own props", () => {
    const { tree, list } = mounted();
    const { props } = tree.node(list)!;
    tree.setProps(list, { children: patch(op("Assign", [1, "props", "style"], { color: "red" }), op("Assign", [0, "props", "children"], div("deep"))) });
    expect(tree.read(tree.find("b")!.key, "style")).toEqual({ color: "red" });
    expect(tree.find("deep")!.parent).toBe(tree.find("a")!.key);
    expect((tree.node(list)!.props["children"] as Ref[])[0]).toBe((props["children"] as Ref[])[0]);
  });

  it("keep the order of patterns true", () => {
    const lab = new Lab(div("list", [div({ n: 1 }), div({ n: 2 })]), [callback("list.title", '{"n":["ALL"]}.children')]);
    lab.settle(lab.started[0]!.run, updates("list.title", "x"));
    lab.set("list", "children", patch(op("Reverse"), op("Append", [], div({ n: 3 }))));
    const ids = (lab.started.at(-1)!.request.inputs[0] as unknown as { id: { n: number } }[]).map(({ id }) => id.n);
    expect(ids).toEqual([2, 1, 3]);
  });
});

describe("patches from callbacks", () => {
  const nodes = [div("a"), div("b", null, { figure: { data: [{ x: [1] }] } }), div("c")];

  it("change the value in the page and trigger what reads it", () => {
    const lab = new Lab(nodes, [callback("b.figure", "a.n", { prevent_initial_call: true }), callback("c.children", "b.figure", { prevent_initial_call: true })]);
    lab.set("a", "n", 1);
    lab.settle(lab.started[0]!.run, updates("b.figure", patch(op("Append", ["data", 0, "x"], 2))));
    expect(lab.read("b", "figure")).toEqual({ data: [{ x: [1, 2] }] });
    expect((lab.started[1]!.request.inputs[0] as { value: unknown }).value).toEqual({ data: [{ x: [1, 2] }] });
  });

  it("that do not fit are reported, change nothing, and hold up nothing", () => {
    const lab = new Lab(nodes, [
      callback("b.figure", "a.n", { prevent_initial_call: true }), callback("c.children", "b.figure, a.n", { prevent_initial_call: true }),
    ]);
    lab.set("a", "n", 1);
    lab.settle(lab.started[0]!.run, updates("b.figure", patch(op("Append", ["nowhere"], 2))));
    expect(lab.problems).toEqual([expect.stringMatching(/append at \["nowhere"\]/)]);
    expect(lab.read("b", "figure")).toEqual({ data: [{ x: [1] }] });
    expect(lab.take()).toEqual(["b.figure", "c.children"]);
  });

  it("call only the initial callbacks of what they insert", () => {
    const match = callback('{"n":["MATCH"],"t":"o"}.children', '{"n":["MATCH"],"t":"i"}.value');
    const row = (n: number): unknown => [div({ t: "i", n }), div({ t: "o", n })];
    const lab = new Lab([div("a"), div("rows", row(1))], [callback("rows.children", "a.n", { prevent_initial_call: true }), match]);
    lab.settle(lab.started[0]!.run, updates('{"n":1,"t":"o"}.children', 1));
    lab.take();
    lab.set("a", "n", 1);
    lab.settle(lab.started[0]!.run, updates("rows.children", patch(op("Extend", [], row(2)))));
    expect(lab.take()).toEqual(["rows.children", match.output + '{"n":2}']);
  });
});
