/** Names that all objects have something under: as ids, props, keys, and steps of patches they are names like others. */

import { afterEach, describe, expect, it } from "vitest";
import { callback, div, Lab, last, quiet, settle, updates } from "./harness";

afterEach(() => {
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(12);
  expect(Object.getOwnPropertyNames(Object)).not.toContain("polluted");
});

const names = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"];
/** As from the server: `__proto__` in it is a key. */
const parsed = (text: string): unknown => JSON.parse(text);
const evil = (name: string): unknown => parsed(`{"${name}": {"polluted": 1}}`);

describe.each(names)("%s", (name) => {
  it("as an id", () => {
    const lab = new Lab([div(name, null, { value: 1 }), div("out")], [callback("out.children", `${name}.value`), callback(`${name}.children`, "out.n", quiet)]);
    settle(lab, "out.children", updates("out.children", 1));
    lab.set(name, "value", 2);
    expect(last(lab, "out.children").request.inputs[0]).toMatchObject({ id: name, value: 2 });
    lab.set("out", "n", 1);
    lab.settle(last(lab, `${name}.children`).run, { kind: "updates", updates: parsed(`{"${name}": {"children": "new"}}`) as never });
    expect(lab.read(name, "children")).toBe("new");
    expect(lab.problems).toEqual([]);
  });

  it("as the name of a prop", () => {
    const component = parsed(`{"type": "Div", "namespace": "dash_html_components", "props": {"id": "a", "${name}": {"polluted": 1}}}`);
    const lab = new Lab([component, div("b")], [callback("b.children", `a.${name}`, quiet)]);
    lab.scheduler.update({ a: evil(name) as Record<string, unknown> });
    lab.flush();
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    const { props } = lab.tree.find("a")!;
    expect((props as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(Object.getPrototypeOf(props)).toBe(Object.prototype);
    expect(lab.problems).toEqual([]);
  });

  it("as a key in data, which stays as it is", () => {
    const lab = new Lab([div("a", null, { data: evil(name) })], [], { dash_html_components: { Div: ["data{}"] } });
    lab.scheduler.update({ a: { data: { list: [evil(name)] } } });
    expect(JSON.stringify(lab.read("a", "data"))).toBe(`{"list":[{"${name}":{"polluted":1}}]}`);
    lab.scheduler.update({ a: { data: { [name]: div("in") } } });
    expect(lab.tree.find("in")?.slot).toEqual(["data", name]);
    expect(JSON.stringify(lab.read("a", "data"))).toContain(`{"${name}":{"type":"Div"`);
  });

  it.each(["Assign", "Merge", "Append", "Delete"])("as a step of a patch: %s", (operation) => {
    const lab = new Lab([div("a", [div("b")], { data: { list: [{}], dict: {} } })], []);
    for (const location of [[name], [name, "polluted"], ["dict", name, "polluted"], ["list", 0, name, "polluted"], ["list", name, "polluted"]]) {
      const patch = { __dash_patch_update: "", operations: [{ operation, location, params: { value: { polluted: 1 } } }] };
      lab.scheduler.update({ a: { data: patch } });
      lab.scheduler.update({ a: { children: { ...patch, operations: [{ ...patch.operations[0]!, location: [0, "props", ...location] }] } } });
      lab.flush();
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    }
    lab.set("b", "children", "lives");
    expect(lab.read("b", "children")).toBe("lives");
  });

  it("as a key of ids with wildcards", () => {
    const id = (value: number): unknown => parsed(`{"${name}": ${value}, "t": "x"}`);
    const text = (value: unknown): string => {
      const parts = [`"${name}":${JSON.stringify(value)}`, '"t":"x"'];
      return `{${(name < "t" ? parts : parts.reverse()).join(",")}}`;
    };
    const make = (value: number) => div(id(value) as Record<string, unknown>, null, { value });
    const lab = new Lab([make(1), make(2)], [callback(`${text(["MATCH"])}.children`, `${text(["MATCH"])}.value`)]);
    expect(lab.started).toHaveLength(2);
    for (const { run, request } of [...lab.started]) {
      const { id: output } = request.outputs as { id: Record<string, unknown> };
      const [input] = request.inputs as unknown as [{ value: number }];
      expect(JSON.stringify(output)).toBe(text(input.value));
      lab.settle(run, updates(`${text(input.value)}.children`, input.value * 10));
    }
    expect([1, 2].map((value) => lab.read(text(value), "children"))).toEqual([10, 20]);
  });

  it("as a namespace and a type in the layout", () => {
    const lab = new Lab([{ type: "name", namespace: name, props: { id: "a" } }, { type: name, namespace: "dash_html_components", props: { id: "b" } }], [], {
      dash_html_components: {},
    });
    lab.set("a", "value", 1);
    expect([lab.read("a", "value"), lab.problems]).toEqual([1, []]);
  });
});
