import { describe, expect, it } from "vitest";
import { ROOT, Ref, Tree } from "../tree";

const node = (type: string, props: object = {}): { type: string; namespace: string; props: Record<string, unknown> } =>
  ({ type, namespace: "n", props: { ...props } });
const types = (nodes: readonly { type: string }[]): string[] => nodes.map(({ type }) => type);

describe("attach", () => {
  it("hangs a component with all below it under a node, outside of the node's props", () => {
    const tree = new Tree();
    const [outer] = tree.mount(node("Outer", { id: "o" })).added;
    const props = outer!.props;
    const { key, change } = tree.attach(outer!.key, "here", node("Extra", { id: "x", children: node("Inner") }));
    expect(types(change.added)).toEqual(["Extra", "Inner"]);
    expect(tree.find("x")!.key).toBe(key);
    expect(tree.node(outer!.key)!.props).toBe(props);
    expect(tree.toWire(outer!.key)).toEqual(node("Outer", { id: "o" }));
    expect(tree.children(outer!.key)).toEqual([key]);
  });

  it("leaves the one of that name as it is", () => {
    const tree = new Tree();
    const [outer] = tree.mount(node("Outer")).added;
    const first = tree.attach(outer!.key, "here", node("Extra"));
    const again = tree.attach(outer!.key, "here", node("Other"));
    expect([again.key, again.change.added]).toEqual([first.key, []]);
    expect(tree.attach(outer!.key, "there", node("Other")).key).not.toBe(first.key);
  });

  it("goes when the node goes, and by detach", () => {
    const tree = new Tree();
    const [outer] = tree.mount(node("Outer", { children: node("Child") })).added;
    tree.attach(outer!.key, "a", node("A", { id: "a", children: node("B") }));
    const { key } = tree.attach(outer!.key, "c", node("C", { id: "c" }));
    expect(types(tree.detach(key).removed)).toEqual(["C"]);
    expect(tree.detach(key).removed).toEqual([]);
    expect(tree.find("c")).toBeUndefined();
    expect(types(tree.mount(null).removed)).toEqual(["Outer", "Child", "A", "B"]);
    expect(tree.find("a")).toBeUndefined();
  });

  it("stays when the node's props change", () => {
    const tree = new Tree();
    const [outer] = tree.mount(node("Outer", { children: node("Child") })).added;
    tree.attach(outer!.key, "a", node("A", { id: "a" }));
    expect(types(tree.setProps(outer!.key, { children: [], other: 1 }).removed)).toEqual(["Child"]);
    expect(tree.find("a")).toBeDefined();
  });

  it("below a node that is gone hangs under the root", () => {
    const tree = new Tree();
    const { key } = tree.attach(99, "a", node("A"));
    expect(tree.node(key)!.parent).toBe(ROOT);
  });
});

describe("declare", () => {
  it("makes nodes of components that stood as values, and tells who draws", () => {
    const tree = new Tree();
    const [tab] = tree.mount([node("Tab", { title: node("Title", { id: "t" }), children: node("Body") }), node("Tab", { title: "text" })]).added;
    expect(tree.find("t")).toBeUndefined();
    let told = 0;
    tree.subscribe(tab!.key, () => { told++; });
    const { structure } = tree;
    const change = tree.declare({ n: { Tab: ["title"] } }, "n");
    expect([types(change.added), change.removed, told]).toEqual([["Title"], [], 1]);
    expect(tree.structure).toBeGreaterThan(structure);
    expect(tree.node(tab!.key)!.props["title"]).toBeInstanceOf(Ref);
    expect(types(tree.children(tab!.key).map((key) => tree.node(key)!)).sort()).toEqual(["Body", "Title"]);
    expect(tree.mount(node("Tab", { title: node("Title") })).added).toHaveLength(2);
  });
});
