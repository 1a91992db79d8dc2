// @vitest-environment happy-dom
import { useContext, useSyncExternalStore, type ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NodeContext, useLoading } from "../../components/context";
import { registerComponents } from "../../components/registry";
import { callback } from "../../core/test/harness";
import { openPage, type Opened } from "./pages";

interface BoxProps { id?: string; children?: ReactNode }

function Box({ id, children }: BoxProps): ReactNode {
  return <div id={id} data-dash-is-loading={useLoading()}>{children}</div>;
}
let draws = 0;
/** Says what is being written below it. */
function Around({ id, children }: BoxProps): ReactNode {
  draws++;
  const { loadingBelow, subscribeLoadingBelow } = useContext(NodeContext);
  const found = useSyncExternalStore(subscribeLoadingBelow, loadingBelow);
  return <div id={id} title={found.map((one) => `${one.id}.${one.property}`).join(" ")}>{children}</div>;
}
registerComponents("test", { Box, Around });

const box = (id: string, children: unknown = null): object => ({ type: "Box", namespace: "test", props: { id, children } });
const around = (id: string, children: unknown = null): object => ({ type: "Around", namespace: "test", props: { id, children } });
const late = { prevent_initial_call: true };

let opened: Opened;
beforeEach(() => { document.title = "App"; });
afterEach(() => opened.close());

const said = (id: string): string => document.getElementById(id)!.title;

describe("what is being written below a component", () => {
  const layout = [around("out", [box("a"), around("in", box("b"))]), box("c"), box("go"), box("go2")];
  const both = callback("a.children, b.title, b.children, c.children", "go.n", late);

  it("is known while callbacks run, to all that are above it and to nobody else", async () => {
    opened = await openPage(layout, [both]);
    expect([said("out"), said("in")]).toEqual(["", ""]);
    await opened.set("go", { n: 1 });
    expect([said("out"), said("in")]).toEqual(["a.children b.title b.children", "b.title b.children"]);
    await opened.asked[0]!.answer({});
    expect([said("out"), said("in")]).toEqual(["", ""]);
  });

  it("leaves out the component itself", async () => {
    opened = await openPage(layout, [callback("in.children", "go.n", late)]);
    await opened.set("go", { n: 1 });
    expect([said("out"), said("in")]).toEqual(["in.children", ""]);
  });

  it("ends with the last of several callbacks that write the same", async () => {
    opened = await openPage(layout, [callback("b.children", "go.n", late), callback("b.children", "go2.n", { ...late, output: "b.children@1" })]);
    await opened.set("go", { n: 1 });
    await opened.set("go2", { n: 1 });
    await opened.asked[0]!.answer({});
    expect(said("in")).toBe("b.children");
    await opened.asked[1]!.answer({});
    expect(said("in")).toBe("");
  });

  it("is nothing where it has left the page", async () => {
    opened = await openPage(layout, [callback("b.children", "go.n", late), callback("in.children", "go2.n", late)]);
    await opened.set("go", { n: 1 });
    await opened.set("go2", { n: 1 });
    await opened.asked[1]!.answer({ in: { children: "gone" } });
    expect([said("out"), said("in")]).toEqual(["", ""]);
    await opened.asked[0]!.answer({});
    expect(said("out")).toBe("");
  });

  it("draws nothing anew where nothing changes below", async () => {
    opened = await openPage(layout, [callback("c.children", "go.n", late)]);
    draws = 0;
    await opened.set("go", { n: 1 });
    await opened.asked[0]!.answer({ c: { children: "x" } });
    expect(draws).toBe(0);
  });
});

describe("a busy page", () => {
  const marks = (): number => document.querySelectorAll("._dash-loading-callback").length;

  it("has another title and a mark, until the last callback has ended", async () => {
    opened = await openPage([box("a"), box("b"), box("go")], [callback("a.children", "go.n", late), callback("b.children", "a.children", late)], { update_title: "Updating..." });
    await opened.set("go", { n: 1 });
    await vi.waitFor(() => { expect(document.title).toBe("Updating..."); });
    expect(marks()).toBe(1);
    await opened.asked[0]!.answer({ a: { children: "x" } });
    expect([document.title, marks()]).toEqual(["Updating...", 1]);
    await opened.asked[1]!.answer({});
    expect([document.title, marks()]).toEqual(["App", 0]);
  });

  it("is none where the last callback turned out to have nothing to do", async () => {
    opened = await openPage([box("a"), box("b"), box("go")], [callback("a.children", "go.n"), callback("b.children", "a.children")], { update_title: "Updating..." });
    await vi.waitFor(() => { expect(document.title).toBe("Updating..."); });
    await opened.asked[0]!.answer({});
    expect(opened.asked).toHaveLength(1);
    expect([document.title, marks()]).toEqual(["App", 0]);
  });

  it("keeps its title where the app has no other for it", async () => {
    opened = await openPage([box("a"), box("go")], [callback("a.children", "go.n", late)], { update_title: null });
    await opened.set("go", { n: 1 });
    expect([document.title, marks()]).toEqual(["App", 1]);
    await opened.asked[0]!.answer({});
  });
});
