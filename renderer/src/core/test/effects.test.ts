import { describe, expect, it } from "vitest";
import { abc, callback, div, Lab, last, nothing, settle, updates } from "./harness";

describe("set_props and synchronous callbacks", () => {
  it("an update by id triggers, an unknown id is reported and the rest applied", () => {
    const lab = new Lab(abc, [callback("b.children", "a.n", { prevent_initial_call: true })]);
    lab.scheduler.update({ nobody: { x: 1 }, a: { n: 3 } });
    lab.flush();
    expect(lab.take()).toEqual(["b.children"]);
    expect(lab.problems).toEqual([expect.stringContaining("`nobody`")]);
  });

  it("side updates of a run go before its outputs", () => {
    const lab = new Lab(abc, [callback("b.children", "a.n"), callback("d.children", "c.n", { prevent_initial_call: true })]);
    lab.settle(last(lab, "b.children").run, { kind: "updates", updates: { b: { children: 1 } }, side: [{ c: { n: 4 } }, { c: { n: 5 } }] });
    expect(last(lab, "d.children").request.inputs).toEqual([{ id: "c", property: "n", value: 5 }]);
  });

  it("a chain of synchronous callbacks ends within one pump", () => {
    const size = 200;
    const nodes = Array.from({ length: size + 1 }, (_, i) => div(`n${i}`));
    const callbacks = Array.from({ length: size }, (_, i) => callback(`n${i + 1}.v`, `n${i}.v`, { prevent_initial_call: true }));
    const lab = new Lab(nodes, callbacks);
    for (const { output } of callbacks) lab.sync.set(output, (request) => updates(output, ((request.inputs[0] as { value: number }).value) + 1));
    lab.set("n0", "v", 0);
    expect(lab.read(`n${size}`, "v")).toBe(size);
    expect(lab.started).toHaveLength(size);
  });

  it("values that are no JSON stay the same object", () => {
    class Status { state = "granted"; }
    const status = new Status();
    const lab = new Lab(abc, [callback("b.data", "a.n"), callback("c.children", "b.data")]);
    settle(lab, "b.data", updates("b.data", status));
    expect((last(lab, "c.children").request.inputs[0] as { value: unknown }).value).toBe(status);
  });

  it("observes every begin and end", () => {
    const lab = new Lab(abc, [callback("b.children", "a.n")]);
    settle(lab, "b.children");
    expect(lab.observed).toEqual(["b.children running", "b.children applied"]);
  });

  it("observes the end of a run that waited for nothing: the page is idle then", () => {
    const lab = new Lab(abc, [callback("b.children", "a.n"), callback("c.children", "b.children")]);
    expect(lab.saidBusy).toBe(true);
    settle(lab, "b.children", nothing);
    expect(lab.observed.at(-1)).toBe("c.children dropped");
    expect(lab.saidBusy).toBe(false);
  });
});

describe("many callbacks", () => {
  it("a page of thousands of callbacks settles", () => {
    const size = 2000;
    const nodes = Array.from({ length: size }, (_, i) => [div(`a${i}`), div(`b${i}`)]).flat();
    const callbacks = Array.from({ length: size }, (_, i) => callback(`b${i}.v`, `a${i}.v`));
    const lab = new Lab(nodes, callbacks);
    expect(lab.started).toHaveLength(size);
    for (const { run } of lab.started.slice()) lab.settle(run, updates(run.instance.def.wire.output, 1));
    expect(lab.scheduler.isBusy).toBe(false);
  });
});
