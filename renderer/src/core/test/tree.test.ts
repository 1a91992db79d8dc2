import { describe, expect, it, vi } from "vitest";
import { parseDependencyId, type Pattern } from "../ids";
import { mapAlong, parseComponentPath } from "../paths";
import { isPlainObject } from "../../equal";
import { isComponent, Ref, Tree, ROOT } from "../tree";
import { div } from "./harness";

const names = (nodes: readonly { id: string | undefined }[]): (string | undefined)[] => nodes.map((node) => node.id);

function treeOf(layout: unknown, childrenProps = {}): Tree {
  const tree = new Tree(childrenProps);
  tree.mount(layout);
  return tree;
}

describe("mounting", () => {
  it("gives every component a node, with parent and slot", () => {
    const tree = treeOf(div("a", [div("b", div("c")), "text", null, div("d")]));
    expect(tree.find("c")!.parent).toBe(tree.find("b")!.key);
    expect(tree.find("c")!.slot).toEqual(["children"]);
    expect(tree.find("d")!.slot).toEqual(["children", 3]);
    expect(tree.find("a")!.parent).toBe(ROOT);
    expect(tree.ids()).toEqual(["a", "b", "c", "d"]);
  });

  it("keeps references in place of components and writes them out when read", () => {
    const layout = div("a", [div("b", "x"), "text"]);
    const tree = treeOf(layout);
    const { children } = tree.find("a")!.props as { children: unknown[] };
    expect(children[0]).toBeInstanceOf(Ref);
    expect(children[1]).toBe("text");
    expect(tree.read(tree.find("a")!.key, "children")).toEqual([div("b", "x"), "text"]);
    expect(tree.toWire(tree.find("a")!.key)).toEqual(layout);
  });

  it("takes a list as a layout, and lists inside lists", () => {
    const tree = treeOf([div("a"), [div("b"), [div("c")]]]);
    expect(tree.ids()).toEqual(["a", "b", "c"]);
    expect(tree.find("c")!.slot).toEqual(["children", 1, 1, 0]);
  });

  it("leaves components in other props alone: they are data", () => {
    const tree = treeOf(div("store", null, { data: div("inside") }));
    expect(tree.find("inside")).toBeUndefined();
    expect(tree.read(tree.find("store")!.key, "data")).toEqual(div("inside"));
  });

  it("finds components where a class declares them", () => {
    const layout = div("a", null, { options: [{ label: div("l0"), value: 1 }, { label: "plain", value: 2 }], head: { title: div("t") } });
    const tree = treeOf(layout, { dash_html_components: { Div: ["options[].label", "head.title"] } });
    expect(tree.ids()).toEqual(["a", "l0", "t"]);
    expect(tree.find("l0")!.slot).toEqual(["options", 0, "label"]);
    expect(tree.holds(tree.find("a")!.key, "options")).toBe(true);
    expect(tree.holds(tree.find("a")!.key, "children")).toBe(false);
    expect(tree.toWire(tree.find("a")!.key)).toEqual(layout);
  });
});

describe("setting props", () => {
  it("makes a new props object for that node only, and tells its listeners", () => {
    const tree = treeOf([div("a"), div("b")]);
    const { key, props } = tree.find("a")!;
    const b = tree.find("b")!.props;
    const listener = vi.fn();
    const stop = tree.subscribe(key, listener);
    tree.setProps(key, { title: "t" });
    expect(tree.find("a")!.props).not.toBe(props);
    expect(tree.find("b")!.props).toBe(b);
    stop();
    tree.setProps(key, { title: "u" });
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it("tells which components came and went, with all below them", () => {
    const tree = treeOf(div("a", [div("b", div("c")), div("d")]));
    const change = tree.setProps(tree.find("a")!.key, { children: [div("d"), div("e", div("f"))] });
    expect(names(change.added)).toEqual(["d", "e", "f"]);
    expect(names(change.removed)).toEqual(["b", "c", "d"]);
    expect(tree.ids().sort()).toEqual(["a", "d", "e", "f"]);
  });

  it("keeps children when another prop changes", () => {
    const tree = treeOf(div("a", div("b")));
    expect(tree.setProps(tree.find("a")!.key, { title: "x" })).toEqual({ added: [], removed: [], moved: [] });
    expect(tree.find("b")).toBeDefined();
  });

  it("counts structural changes only", () => {
    const tree = treeOf(div("a", div("b")));
    const before = tree.structure;
    tree.setProps(tree.find("a")!.key, { title: "x" });
    expect(tree.structure).toBe(before);
    tree.setProps(tree.find("a")!.key, { children: null });
    expect(tree.structure).toBe(before + 1);
  });

  it("of a node that is gone does nothing", () => {
    const tree = treeOf(div("a", div("b")));
    const { key } = tree.find("b")!;
    tree.mount(div("z"));
    expect(tree.setProps(key, { children: div("ghost") })).toEqual({ added: [], removed: [], moved: [] });
    expect(tree.ids()).toEqual(["z"]);
  });

  it("never-set props read as undefined, also names of Object's own", () => {
    const tree = treeOf(div("a"));
    const { key } = tree.find("a")!;
    expect(tree.read(key, "value")).toBeUndefined();
    expect(tree.read(key, "constructor")).toBeUndefined();
    expect(tree.read(key, "children")).toBeNull();
    expect(tree.read(999, "x")).toBeUndefined();
  });
});

describe("patterns", () => {
  const rows = (...ns: (number | string)[]): unknown => ns.map((n) => div({ type: "row", n }));
  const all = parseDependencyId('{"n":["ALL"],"type":"row"}') as Pattern;
  const match = parseDependencyId('{"n":["MATCH"],"type":"row"}') as Pattern;
  const found = (tree: Tree, pattern: Pattern, binding = {}): unknown[] =>
    tree.resolve(pattern, binding).map((key) => tree.node(key)!.id);

  it("select in layout order, also after insertions in the middle", () => {
    const tree = treeOf([div("x", rows(5, 1)), div("y"), div("z", rows(3))]);
    expect(found(tree, all)).toEqual(['{"n":5,"type":"row"}', '{"n":1,"type":"row"}', '{"n":3,"type":"row"}']);
    tree.setProps(tree.find("y")!.key, { children: rows(9) });
    expect(found(tree, all)).toEqual([5, 1, 9, 3].map((n) => `{"n":${n},"type":"row"}`));
    tree.setProps(tree.find("x")!.key, { children: rows(1) });
    expect(found(tree, all)).toEqual([1, 9, 3].map((n) => `{"n":${n},"type":"row"}`));
  });

  it("bind MATCH, and tell 1 from '1'", () => {
    const tree = treeOf(rows(1, "1"));
    expect(found(tree, match, { n: 1 })).toEqual(['{"n":1,"type":"row"}']);
    expect(found(tree, match, { n: "1" })).toEqual(['{"n":"1","type":"row"}']);
    expect(found(tree, match)).toHaveLength(2);
    expect(found(tree, match, { n: 2 })).toEqual([]);
  });

  it("do not select other keys or other constants", () => {
    const tree = treeOf([div({ type: "cell", n: 1 }), div({ type: "row", n: 1, m: 1 }), div("row")]);
    expect(found(tree, all)).toEqual([]);
  });

  it("with an id that stays while its component is replaced", () => {
    const tree = treeOf(div("a", rows(1)));
    const before = tree.find('{"n":1,"type":"row"}')!.key;
    tree.setProps(tree.find("a")!.key, { children: rows(1, 2) });
    expect(tree.find('{"n":1,"type":"row"}')!.key).not.toBe(before);
    expect(found(tree, all)).toHaveLength(2);
  });
});

describe("paths of components in props", () => {
  it("are read in Dash's notation", () => {
    expect(parseComponentPath("header")).toEqual({ prop: "header", steps: [] });
    expect(parseComponentPath("options[].label")).toEqual({ prop: "options", steps: ["items", { field: "label" }] });
    expect(parseComponentPath("a{}.b.c[]")).toEqual({ prop: "a", steps: ["values", { field: "b" }, { field: "c" }, "items"] });
  });

  it("leave a value that has another shape as it is", () => {
    const { steps } = parseComponentPath("options[].label");
    for (const value of [null, 3, "x", { a: 1 }, ["a", "b"], [{ value: 1 }]]) {
      expect(mapAlong(value, steps, ["options"], () => "never")).toBe(value);
    }
  });

  it("replace along lists and dicts without touching the original", () => {
    const value = { x: { t: 1 }, y: { t: 2 } };
    const { steps } = parseComponentPath("p{}.t");
    expect(mapAlong(value, steps, ["p"], (item) => (item as number) * 10)).toEqual({ x: { t: 10 }, y: { t: 20 } });
    expect(value).toEqual({ x: { t: 1 }, y: { t: 2 } });
  });
});

describe("what counts as what", () => {
  it("components need type, namespace and props", () => {
    expect(isComponent(div("a"))).toBe(true);
    for (const value of [null, "x", {}, { type: "Div", props: {} }, { type: "Div", namespace: "n", props: null }]) expect(isComponent(value)).toBe(false);
  });

  it("class instances are no plain objects", () => {
    expect(isPlainObject({})).toBe(true);
    expect(isPlainObject(Object.create(null))).toBe(true);
    for (const value of [new Date(), new Map(), [], null, 3]) expect(isPlainObject(value)).toBe(false);
  });
});
