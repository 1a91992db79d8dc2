import { describe, expect, it } from "vitest";
import { Ref, Tree } from "../../core/tree";
import { follow, ownerOf, pathOf, read } from "../component_path";

const node = (type: string, props: object = {}): object => ({ type, namespace: "n", props });

function tabs(): { tree: Tree; outer: readonly (string | number)[]; inner: readonly (string | number)[] } {
  const tree = new Tree({ n: { Tab: ["label"] } });
  tree.mount(node("Tabs", { id: "tabs", children: [
    node("Tab", { id: { type: "tab", i: 0 }, label: node("B", { children: "one" }), tab_id: "a" }),
    node("Tab", { id: "two", tab_id: "b", options: { list: [1, 2] } }),
  ] }));
  return { tree, outer: pathOf(tree, tree.find("tabs")!), inner: pathOf(tree, tree.find("two")!) };
}

describe("a component's path", () => {
  it("begins with that of every component round it", () => {
    const { outer, inner } = tabs();
    expect(inner.slice(0, outer.length)).toEqual(outer);
    expect(inner).toHaveLength(outer.length + 1);
  });

  it("stays when siblings come", () => {
    const { tree, inner } = tabs();
    const { children } = tree.find("tabs")!.props as { children: unknown[] };
    tree.setProps(tree.find("tabs")!.key, { children: [node("Tab", { id: "zero" }), ...children] });
    expect(pathOf(tree, tree.find("two")!)).toEqual(inner);
    expect(read(tree, [...inner, "props", "tab_id"])).toBe("b");
  });

  it("leads to the component, to its props and into them", () => {
    const { tree, inner } = tabs();
    expect(follow(tree, inner)).toBeInstanceOf(Ref);
    expect(read(tree, inner)).toEqual(node("Tab", { id: "two", tab_id: "b", options: { list: [1, 2] } }));
    expect(read(tree, [...inner, "props"])).toEqual({ id: "two", tab_id: "b", options: { list: [1, 2] } });
    expect(read(tree, [...inner, "props", "options", "list", 1])).toBe(2);
    expect(read(tree, [...inner, "type"])).toBe("Tab");
  });

  it("names its component", () => {
    const { tree, outer, inner } = tabs();
    expect(ownerOf([...inner, "props", "x"])).toBe(tree.find("two")!.key);
    expect([ownerOf(outer), ownerOf(["props", "children"])]).toEqual([tree.find("tabs")!.key, 0]);
  });

  it("of what is gone leads nowhere", () => {
    const { tree, inner } = tabs();
    tree.mount(null);
    for (const path of [inner, [...inner, "props"], [...inner, "props", "x"]]) expect(read(tree, path)).toBeUndefined();
  });
});

describe("reading", () => {
  it("writes components in props out again, each time as they are", () => {
    const { tree } = tabs();
    const [first] = tree.children(tree.find("tabs")!.key);
    const props = read(tree, [...pathOf(tree, tree.node(first!)!), "props"]) as Record<string, unknown>;
    expect(props).toEqual({ id: { type: "tab", i: 0 }, label: node("B", { children: "one" }), tab_id: "a" });
    tree.setProps(tree.children(first!)[0]!, { children: "new" });
    expect(props["label"]).toEqual(node("B", { children: "new" }));
    expect(structuredClone(props)).toEqual({ ...props });
  });

  it("follows the paths that apps write from the root on", () => {
    const { tree } = tabs();
    expect(read(tree, ["props", "children", 1, "props", "tab_id"])).toBe("b");
    expect(read(tree, ["props", "children", 0, "props", "label", "props", "children"])).toBe("one");
    expect(read(tree, ["props", "nothing", "here"])).toBeUndefined();
  });

  it("takes lists for what they are", () => {
    const { tree, outer } = tabs();
    expect(read(tree, [...outer, "props", "children"])).toHaveLength(2);
    expect(read(tree, [...outer, "props", "children", 1])).toEqual(node("Tab", { id: "two", tab_id: "b", options: { list: [1, 2] } }));
    const odd = new Tree();
    odd.mount(node("Odd", { id: "o", value: { props: { a: 1 } } }));
    expect(read(odd, [...pathOf(odd, odd.find("o")!), "props", "value", "props"])).toEqual({ a: 1 });
  });
});
