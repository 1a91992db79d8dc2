import { describe, expect, it } from "vitest";
import { callback, div, Lab, last, nothing, quiet, settle, updates } from "./harness";
import type { WireCallback, WireComponent } from "../../protocol";

/** A component with others in `options[].label` and in `head.title`, beside its children. */
function list(id: string, options: unknown, more: Record<string, unknown> = {}): WireComponent {
  return { type: "List", namespace: "dash_core_components", props: { id, options, ...more } };
}

const childrenProps = { dash_core_components: { List: ["options[].label", "head.title"] } };
const option = (n: number): unknown => ({ label: div(null, [div({ t: "in", n }, null, { v: `v${n}` }), div(null, div({ t: "out", n }))]), value: n });
const match = callback('{"n":["MATCH"],"t":"out"}.v', '{"n":["MATCH"],"t":"in"}.v');
const all = callback("sum.v", '{"n":["ALL"],"t":"in"}.v', quiet);

const open = (callbacks: WireCallback[], layout: unknown): Lab => new Lab(layout, callbacks, childrenProps);

describe("components inside other props", () => {
  it("are inputs and outputs, also below the component that stands there", () => {
    const lab = open([match], [list("list", [option(1), { label: "text", value: 2 }])]);
    expect(lab.started[0]!.request).toMatchObject({ outputs: { id: { t: "out", n: 1 } }, inputs: [{ value: "v1" }] });
    settle(lab, match.output, updates('{"n":1,"t":"out"}.v', "done"));
    expect(lab.read('{"n":1,"t":"out"}', "v")).toBe("done");
    expect(JSON.stringify(lab.read("list", "options"))).toContain('"v":"done"');
    lab.set('{"n":1,"t":"in"}', "v", "w");
    expect(last(lab, match.output).request.changedPropIds).toEqual(['{"n":1,"t":"in"}.v']);
  });

  it("in a field of a dict", () => {
    const lab = open([callback("sum.v", "title.v"), callback("title.w", "a.v", quiet)], [list("list", [], { head: { title: div("title", null, { v: 1 }) } }), div("sum"), div("a")]);
    expect(lab.take()).toEqual(["sum.v"]);
    lab.set("a", "v", 1);
    settle(lab, "title.w", updates("title.w", 2));
    expect(lab.read("list", "head")).toEqual({ title: div("title", null, { v: 1, w: 2 }) });
  });

  it("change nothing of what reads the prop that holds them, unless that is set", () => {
    const lab = open([callback("sum.v", "list.options", quiet)], [list("list", [option(1)]), div("sum")]);
    lab.set('{"n":1,"t":"in"}', "v", "w");
    expect(lab.take()).toEqual([]);
    lab.set("list", "options", [option(2)]);
    expect(last(lab, "sum.v").request.inputs).toEqual([{ id: "list", property: "options", value: [option(2)] }]);
  });

  it("come and go with a new value of the prop", () => {
    const lab = open([match, all, callback("list.options", "btn.v", quiet)], [list("list", [option(1)]), div("sum"), div("btn")]);
    settle(lab, match.output, nothing);
    lab.set("btn", "v", 1);
    settle(lab, "list.options", updates("list.options", [option(1), option(2)]));
    expect(lab.take().sort()).toEqual(["list.options", "sum.v", `${match.output}{"n":1}`, `${match.output}{"n":1}`, `${match.output}{"n":2}`]);
    lab.set("btn", "v", 2);
    settle(lab, "list.options", updates("list.options", []));
    expect(last(lab, "sum.v").request.inputs).toEqual([[]]);
    expect(lab.tree.find('{"n":1,"t":"in"}')).toBeUndefined();
  });

  it("stand in the order of their list", () => {
    const lab = open([all], [list("list", [option(3), option(1)]), div("sum"), div("after", [div({ t: "in", n: 0 }, null, { v: "v0" })])]);
    lab.set('{"n":1,"t":"in"}', "v", "w");
    expect((lab.started[0]!.request.inputs[0] as { value: unknown }[]).map(({ value }) => value)).toEqual(["v3", "w", "v0"]);
  });

  it("are edited by a Patch of the prop that holds them, and those beside stay", () => {
    const lab = open([all], [list("list", [option(1), option(2)]), div("sum")]);
    const kept = lab.tree.find('{"n":1,"t":"in"}')!;
    lab.set("list", "options", { __dash_patch_update: "", operations: [{ operation: "Append", location: [], params: { value: option(3) } }] });
    expect(lab.tree.find('{"n":1,"t":"in"}')).toBe(kept);
    expect(last(lab, "sum.v").request.changedPropIds).toEqual(['{"n":3,"t":"in"}.v']);
  });

  it("in a prop that is not declared are data: neither inputs nor outputs", () => {
    const lab = open([callback("sum.v", "inside.v")], [list("list", [], { data: [div("inside")] }), div("sum")]);
    expect(lab.take()).toEqual([]);
    expect(lab.read("list", "data")).toEqual([div("inside")]);
  });
});
