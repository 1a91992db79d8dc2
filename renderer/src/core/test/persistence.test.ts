import { beforeEach, describe, expect, it } from "vitest";
import { MemoryStore, type PersistenceTraits, type StorageType, type Transform } from "../../storage";
import { Persistence } from "../persistence";
import { Tree, type Props } from "../tree";

let stores: Record<StorageType, MemoryStore>;
let reported: unknown[];
let traits: PersistenceTraits;
let persistence: Persistence;

beforeEach(() => {
  stores = { local: new MemoryStore(), session: new MemoryStore(), memory: new MemoryStore() };
  reported = [];
  traits = { persisted_props: ["value"], persistence_type: "local" };
  persistence = new Persistence({ traits: () => traits, stores, report: (error) => reported.push(error) });
});

/** A page with one component, and what a person or a callback does to it. */
function page(props: Props) {
  const tree = new Tree({}, persistence);
  tree.mount({ type: "Input", namespace: "test", props });
  const node = tree.node(1)!;
  return {
    props: () => node.props,
    set: (given: Props) => {
      const before = node.props, patch = persistence.amend(node, given);
      tree.setProps(node.key, patch);
      persistence.record(node, before, Object.keys(patch));
      return patch;
    },
  };
}

const kept = (key: string, kind: StorageType = "local"): string | null => stores[kind].read(`_dash_persistence.${key}`);

describe("what is recorded", () => {
  it("the new value and the one that the app gave, however often it changes", () => {
    const input = page({ id: "in", value: "a", persistence: true });
    input.set({ value: "b" });
    input.set({ value: "c" });
    expect(kept("in.value.true")).toBe('["c","a"]');
  });

  it("the new value alone where the app gave none, and null as a value", () => {
    const input = page({ id: "in", persistence: 5 });
    input.set({ value: null });
    expect(kept("in.value.5")).toBe("[null]");
  });

  it.each<[string, Props]>([
    ["without persistence", { id: "in", value: "a" }],
    ["with a false persistence", { id: "in", value: "a", persistence: "" }],
    ["without an id", { value: "a", persistence: true }],
    ["where nothing is named", { id: "in", value: "a", persistence: true, persisted_props: [] }],
    ["where another prop is named", { id: "in", value: "a", persistence: true, persisted_props: ["other"] }],
    ["with a storage that there is not", { id: "in", value: "a", persistence: true, persistence_type: "disk" }],
    ["with names that are no list", { id: "in", value: "a", persistence: true, persisted_props: "value" }],
  ])("nothing %s", (_, props) => {
    page(props).set({ value: "b" });
    expect(page({ id: "in", value: "a", persistence: true }).props()["value"]).toBe("a");
    expect(reported).toEqual([]);
  });

  it("nothing where a prop is set to what it is", () => {
    page({ id: "in", value: ["a"], persistence: true }).set({ value: ["a"] });
    expect(kept("in.value.true")).toBeNull();
  });

  it("in the storage that is named, and under a dict id's text", () => {
    page({ id: { b: 1, a: "x" }, value: "a", persistence: "p", persistence_type: "session" }).set({ value: "b" });
    expect(kept('{"a":"x","b":1}.value."p"', "session")).toBe('["b","a"]');
  });

  it("the value after a patch", () => {
    const input = page({ id: "in", value: ["a"], persistence: true });
    input.set({ value: { __dash_patch_update: "", operations: [{ operation: "Append", location: [], params: { value: "b" } }] } });
    expect(kept("in.value.true")).toBe('[["a","b"],["a"]]');
  });
});

describe("a component that comes back", () => {
  const input = (value?: unknown, more: Props = {}): Props => ({ id: "in", persistence: true, ...(value === undefined ? {} : { value }), ...more });

  it("has the value that it had", () => {
    page(input({ x: [1] })).set({ value: { x: [2] } });
    expect(page(input({ x: [1] })).props()["value"]).toEqual({ x: [2] });
  });

  it("has what the app gives it where that is another value, for good", () => {
    page(input("a")).set({ value: "b" });
    expect(page(input("other")).props()["value"]).toBe("other");
    expect(page(input("a")).props()["value"]).toBe("a");
    expect(kept("in.value.true")).toBeNull();
  });

  it("tells no value from null", () => {
    page(input()).set({ value: "b" });
    expect(page(input()).props()["value"]).toBe("b");
    expect(page(input(null)).props()["value"]).toBeNull();
  });

  it("has nothing of what another persistence value or storage keeps", () => {
    page(input("a")).set({ value: "b" });
    expect(page(input("a", { persistence: "other" })).props()["value"]).toBe("a");
    expect(page(input("a", { persistence_type: "session" })).props()["value"]).toBe("a");
    expect(page(input("a")).props()["value"]).toBe("b");
  });

  it.each(["{not json", "5", "[]", "null"])("is not disturbed by %s under its key", (text) => {
    stores.local.write("_dash_persistence.in.value.true", text);
    const view = page(input("a"));
    expect(view.props()["value"]).toBe("a");
    view.set({ value: "b" });
    expect(kept("in.value.true")).toBe('["b","a"]');
  });

  it("is found below others, with what the app names beside it", () => {
    page(input("a")).set({ value: "b" });
    const tree = new Tree({ test: { Box: ["label"] } }, persistence);
    tree.mount({ type: "Box", namespace: "test", props: { label: { type: "Input", namespace: "test", props: input("a", { title: "t" }) } } });
    expect(tree.find("in")!.props).toMatchObject({ value: "b", title: "t" });
  });
});

describe("a change of the persistence settings", () => {
  const one: Props = { id: "in", value: "a", persistence: "one" };

  it("takes back what was set under the old one, and gives what was set under the new one", () => {
    const input = page(one);
    input.set({ value: "b" });
    expect(input.set({ persistence: "two" })).toEqual({ persistence: "two", value: "a" });
    input.set({ value: "c" });
    expect(input.set({ persistence: "one" })).toEqual({ persistence: "one", value: "b" });
    input.set({ persistence: "two" });
    expect(input.props()["value"]).toBe("c");
    expect([kept('in.value."one"'), kept('in.value."two"')]).toEqual(['["b","a"]', '["c","a"]']);
  });

  it("leaves alone what changes in the same go, and does not take it for an edit", () => {
    const input = page(one);
    input.set({ value: "b" });
    expect(input.set({ persistence: "two", value: "z" })).toEqual({ persistence: "two", value: "z" });
    expect(kept('in.value."two"')).toBeNull();
    expect(kept('in.value."one"')).toBe('["b","a"]');
  });

  it("goes to another storage likewise", () => {
    const input = page(one);
    input.set({ value: "b" });
    expect(input.set({ persistence_type: "session" })).toEqual({ persistence_type: "session", value: "a" });
    expect(input.set({ persistence_type: "local" })).toEqual({ persistence_type: "local", value: "b" });
  });

  it("switched on gives what there is, and off takes it back", () => {
    page(one).set({ value: "b" });
    const input = page({ id: "in", value: "a" });
    expect(input.set({ persistence: "one" })).toEqual({ persistence: "one", value: "b" });
    expect(input.set({ persistence: false })).toEqual({ persistence: false, value: "a" });
  });

  it("is none where the value is the same", () => {
    const input = page({ ...one, persisted_props: ["value"] });
    input.set({ value: "b" });
    expect(input.set({ persistence: "one", persisted_props: ["value"] })).toEqual({ persistence: "one", persisted_props: ["value"] });
  });
});

describe("part of a prop", () => {
  const names: Transform = {
    extract: (columns) => (columns as { name: string }[]).map(({ name }) => name),
    apply: (part, columns) => (columns as object[]).map((column, i) => ({ ...column, name: (part as string[])[i] })),
  };
  const columns = (...all: [string, string][]): object[] => all.map(([id, name]) => ({ id, name }));

  beforeEach(() => {
    traits = { persisted_props: ["columns.name", "page"], persistence_type: "local", transforms: { columns: { name: names } } };
  });

  it("is kept without the rest, which the app may change", () => {
    page({ id: "t", persistence: true, columns: columns(["a", "A"], ["b", "B"]) }).set({ columns: columns(["a", "mine"], ["b", "B"]) });
    expect(kept("t.columns.name.true")).toBe('[["mine","B"],["A","B"]]');
    expect(page({ id: "t", persistence: true, columns: columns(["x", "A"], ["y", "B"]) }).props()["columns"])
      .toEqual(columns(["x", "mine"], ["y", "B"]));
  });

  it("is not recorded where the rest changes", () => {
    page({ id: "t", persistence: true, columns: columns(["a", "A"]) }).set({ columns: columns(["b", "A"]) });
    expect(kept("t.columns.name.true")).toBeNull();
  });

  it("is left alone where its component knows no such part", () => {
    page({ id: "t", persistence: true, persisted_props: ["columns.width", "page"], columns: [], page: 0 }).set({ columns: [1], page: 1 });
    expect(kept("t.columns.width.true")).toBeNull();
    expect(kept("t.page.true")).toBe("[1,0]");
  });

  it("whose transform fails is reported, and the others are kept", () => {
    page({ id: "t", persistence: true, columns: 5, page: 0 }).set({ columns: columns(["a", "A"]), page: 1 });
    expect(reported).toEqual([expect.any(TypeError)]);
    expect(kept("t.page.true")).toBe("[1,0]");
  });
});
