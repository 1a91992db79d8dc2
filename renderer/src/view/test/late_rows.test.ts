// @vitest-environment happy-dom
import { describe, expect, it, vi } from "vitest";
import { Tree } from "../../core/tree";
import { LateRows } from "../late_rows";

const table = (data: unknown): unknown => ({ type: "DataTable", namespace: "dash_table", props: { data, id: "t" } });

function made(rests: (unknown[] | Error)[]): { tree: Tree; lists: unknown[][]; late: LateRows; problems: unknown[] } {
  const lists: unknown[][] = rests.map((_, i) => [`first ${i}`]), problems: unknown[] = [];
  const tree = new Tree();
  tree.mount({ type: "Div", namespace: "dash_html_components", props: { children: lists.map(table).map((each, i) => ({ ...each as object, props: { data: lists[i], id: `t${i}` } })) } });
  const next = (): Promise<unknown[]> => {
    const rest = rests.shift()!;
    return rest instanceof Error ? Promise.reject(rest) : Promise.resolve(rest);
  };
  return { tree, lists, late: new LateRows({ lists, next }, (error) => problems.push(error)), problems };
}

const dataOf = (tree: Tree, id: string): unknown => tree.find(id)!.props["data"];

describe("late rows", () => {
  it("come behind those that are there, in a list of their own", async () => {
    const { tree, lists, late } = made([[1, 2], [3]]);
    const told = vi.fn();
    tree.subscribe(tree.find("t0")!.key, told);
    await late.fill(tree);
    expect([dataOf(tree, "t0"), dataOf(tree, "t1")]).toEqual([["first 0", 1, 2], ["first 1", 3]]);
    expect(lists).toEqual([["first 0"], ["first 1"]]);
    expect(told).toHaveBeenCalledOnce();
  });

  it("do not overwrite what was set in the meantime, nor bring back what has gone", async () => {
    const { tree, late } = made([[1], [2]]);
    const filled = late.fill(tree);
    tree.setProps(tree.find("t0")!.key, { data: ["other"] });
    tree.setProps(tree.find("t1")!.parent, { children: null });
    await filled;
    expect(tree.find("t0")).toBeUndefined();
  });

  it("that another value has taken the place of are left out", async () => {
    const { tree, late } = made([[1], [2]]);
    const filled = late.fill(tree);
    tree.setProps(tree.find("t0")!.key, { data: ["other"] });
    await filled;
    expect([dataOf(tree, "t0"), dataOf(tree, "t1")]).toEqual([["other"], ["first 1", 2]]);
  });

  it("that do not come are told of, and those that are there stand for all", async () => {
    const { tree, lists, late, problems } = made([new Error("cut off"), [2]]);
    await late.fill(tree);
    expect(problems).toEqual([new Error("cut off")]);
    expect([dataOf(tree, "t0"), dataOf(tree, "t1")]).toEqual([["first 0"], ["first 1", 2]]);
    expect(dataOf(tree, "t0")).not.toBe(lists[0]);
  });

  it("can be put into the lists before anything is drawn, once", async () => {
    const { tree, lists, late } = made([[1, 2], [3]]);
    await late.complete();
    await late.complete();
    await late.fill(tree);
    expect(lists).toEqual([["first 0", 1, 2], ["first 1", 3]]);
    expect(dataOf(tree, "t0")).toBe(lists[0]);
  });
});
