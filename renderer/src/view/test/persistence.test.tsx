// @vitest-environment happy-dom
import { act, type ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { persisted, persistenceTraits } from "../../components/persistence";
import { registerComponents } from "../../components/registry";
import "../../components";
import { Persistence } from "../../core/persistence";
import { callback } from "../../core/test/harness";
import { Tree } from "../../core/tree";
import { MemoryStore, stores } from "../../storage";
import { openPage, type Opened } from "./pages";

function Field({ id, value }: { id?: string; value?: string }): ReactNode {
  return <span id={id}>{value}</span>;
}
const Box = ({ id, children }: { id?: string; children?: ReactNode }): ReactNode => <div id={id}>{children}</div>;
registerComponents("test", { Field: persisted(Field, ["value"]), Box });

const field = (id: string, value: unknown = "a", more = {}): object => ({ type: "Field", namespace: "test", props: { id, value, persistence: true, ...more } });
const box = (id: string, children: unknown = null): object => ({ type: "Box", namespace: "test", props: { id, children } });

const opened: Opened[] = [];
async function open(...args: Parameters<typeof openPage>): Promise<Opened> {
  await Promise.all(opened.splice(0).map((page) => page.close()));
  opened.push(await openPage(...args));
  return opened[0]!;
}

// React tells of the `defaultProps` of packages, and the page of what failed in them.
beforeEach(() => { vi.spyOn(console, "error").mockImplementation(() => undefined); });

afterEach(async () => {
  await Promise.all(opened.splice(0).map((page) => page.close()));
  localStorage.clear();
  sessionStorage.clear();
  stores.memory = new MemoryStore();
  vi.restoreAllMocks();
});

const showing = callback("out.children", "in.value");

describe("persistence in a page", () => {
  it("initial callbacks see what is restored, and it is drawn at once", async () => {
    await (await open([field("in"), box("out")])).set("in", { value: "b" });
    const { asked } = await open([field("in"), box("out")], [showing]);
    expect(asked.map(({ request }) => request.inputs)).toEqual([[{ id: "in", property: "value", value: "b" }]]);
    expect(asked[0]!.request.changedPropIds).toEqual([]);
    expect(document.getElementById("in")!.textContent).toBe("b");
  });

  it.each([["local", true], ["session", true], ["memory", false]] as const)("%s lives as long as it should", async (kind, overLoads) => {
    const layout = [box("slot", field("in", "a", { persistence_type: kind })), box("go"), box("out")];
    const fill = callback("slot.children", "go.title", { prevent_initial_call: true });
    const first = await open(layout, [fill, { ...showing, prevent_initial_call: true }]);
    await first.set("in", { value: "b" });
    await first.asked[0]!.answer({});
    await first.set("go", { title: "1" });
    await first.asked[1]!.answer({ slot: { children: field("in", "a", { persistence_type: kind }) } });
    expect(first.props("in")["value"]).toBe("b");
    expect(first.asked[2]!.request.changedPropIds).toEqual(["in.value"]);
    stores.memory = new MemoryStore(); // what a new page has
    expect((await open(layout)).props("in")["value"]).toBe(overLoads ? "b" : "a");
  });

  it("what a callback wrote is kept like what a person set", async () => {
    const write = callback("in.value", "go.title", { prevent_initial_call: true });
    const first = await open([field("in"), box("go")], [write]);
    await first.set("go", { title: "1" });
    await first.asked[0]!.answer({ in: { value: "written" } });
    expect(localStorage.getItem("_dash_persistence.in.value.true")).toBe('["written","a"]');
    const second = await open([field("in"), box("go")]);
    expect(second.props("in")["value"]).toBe("written");
  });

  it("a callback that changes persistence brings other values, and who reads them is called", async () => {
    const key = callback("in.persistence", "go.title", { prevent_initial_call: true });
    const page = await open([field("in"), box("go"), box("out")], [key, { ...showing, prevent_initial_call: true }]);
    await page.set("in", { value: "b" });
    await page.asked[0]!.answer({});
    await page.set("go", { title: "1" });
    await page.asked[1]!.answer({ in: { persistence: "other" } });
    expect(page.props("in")).toMatchObject({ persistence: "other", value: "a" });
    expect(page.asked[2]!.request).toMatchObject({ changedPropIds: ["in.value"], inputs: [{ value: "a" }] });
  });

  it("clientside set_props is kept too", async () => {
    const { page } = await open([field("in")]);
    const api = (window as unknown as { dash_clientside: { set_props: (id: string, props: object) => void } }).dash_clientside;
    await act(async () => { api.set_props("in", { value: "b" }); });
    expect(page.tree.find("in")!.props["value"]).toBe("b");
    expect((await open([field("in")])).props("in")["value"]).toBe("b");
  });
});

describe("component packages made for Dash", () => {
  const install = (statics: object): void => {
    Object.assign(window, { packed: { Old: Object.assign((props: { id: string }) => <i id={props.id} />, statics) } });
  };
  const old = (more = {}): object => ({ type: "Old", namespace: "packed", props: { id: "old", persistence: 1, ...more } });

  it.each([["defaultProps", "session"], ["dashPersistence", "local"]] as const)("say in %s what is kept", async (name, kind) => {
    install({ [name]: { persisted_props: ["mode"], persistence_type: kind } });
    await (await open(old({ mode: "x" }))).set("old", { mode: "y" });
    expect((kind === "local" ? localStorage : sessionStorage).getItem("_dash_persistence.old.mode.1")).toBe('["y","x"]');
    expect((await open(old({ mode: "x" }))).props("old")["mode"]).toBe("y");
  });

  it("bring their own transforms; one that fails is shown", async () => {
    const piece = { extract: (v: { a: unknown }) => v.a, apply: (a: unknown, v: object) => ({ ...v, a }) };
    install({
      defaultProps: { persisted_props: ["state.a"], persistence_type: "local" }, persistenceTransforms: { state: { a: piece } },
    });
    await (await open(old({ state: { a: 1, b: 1 } }))).set("old", { state: { a: 2, b: 2 } });
    expect((await open(old({ state: { a: 1, b: 3 } }))).props("old")["state"]).toEqual({ a: 2, b: 3 });
    const broken = await open(old());
    expect(broken.problems.snapshot()[0]!.message).toMatch(/undefined/);
  });
});

describe("our components", () => {
  it.each<[string, string, string, unknown, unknown]>([
    ["dash_core_components", "Input", "value", "a", "b"],
    ["dash_core_components", "Dropdown", "value", ["a"], ["a", "b"]],
    ["dash_core_components", "RadioItems", "value", "a", "b"],
    ["dash_core_components", "Checklist", "value", [], ["a"]],
    ["dash_core_components", "Slider", "value", 1, 2],
    ["dash_table", "DataTable", "sort_by", [], [{ column_id: "a", direction: "asc" }]],
    ["dash_table", "DataTable", "page_current", 0, 2],
    ["dash_table", "DataTable", "selected_rows", [], [1]],
    ["dash_table", "DataTable", "columns", [{ id: "a", name: "A" }], [{ id: "a", name: "mine" }]],
  ])("%s.%s keeps %s", (namespace, type, prop, given, now) => {
    // Not drawn: the code of some of them is a script of its own.
    const persistence = new Persistence({ traits: persistenceTraits, stores, report: (error) => { throw error; } });
    const tree = new Tree({}, persistence);
    const layout = { type, namespace, props: { id: "it", persistence: true, [prop]: given } };
    tree.mount(layout);
    const node = tree.find("it")!, before = node.props;
    tree.setProps(node.key, { [prop]: now });
    persistence.record(node, before, [prop]);
    tree.mount(layout);
    expect(tree.find("it")!.props[prop]).toEqual(now);
  });
});
