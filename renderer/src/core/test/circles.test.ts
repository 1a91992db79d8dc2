import { describe, expect, it } from "vitest";
import { abc, callback, div, Lab, nothing, quiet, settle, updates, type Started } from "./harness";

describe("circles", () => {
  it("inside one callback end after one run", () => {
    const lab = new Lab(abc, [callback("a.value, b.value", "a.value, b.value")]);
    const [initial] = lab.started as [Started];
    lab.settle(initial.run, updates("a.value", 1, "b.value", 1));
    expect(lab.started).toHaveLength(1);
    lab.set("a", "value", 2);
    expect(lab.started).toHaveLength(2);
    expect(lab.started[1]!.request.changedPropIds).toEqual(["a.value"]);
    lab.settle(lab.started[1]!.run, updates("a.value", 2, "b.value", 2));
    expect(lab.started).toHaveLength(2);
    expect(lab.read("b", "value")).toBe(2);
  });

  it("over two callbacks neither block for ever nor go round for ever", () => {
    const lab = new Lab(abc, [callback("b.value", "a.value"), callback("a.value", "b.value")]);
    for (let i = 0; i < 20; i++) {
      const open = lab.started.find(({ run }) => run.state.kind === "running");
      if (!open) break;
      const { output } = open.run.instance.def.wire;
      lab.settle(open.run, updates(output, i));
    }
    expect(lab.scheduler.isBusy).toBe(false);
    expect(lab.started.length).toBeLessThanOrEqual(3);
    lab.take();
    lab.set("a", "value", 9);
    settle(lab, "b.value");
    settle(lab, "a.value");
    expect(lab.take()).toEqual(["b.value", "a.value"]);
  });

  it("let the rest of the page see the result", () => {
    const lab = new Lab(abc, [callback("a.value, b.value", "a.value, b.value"), callback("c.children", "b.value")]);
    const [initial] = lab.started as [Started];
    lab.settle(initial.run, updates("a.value", 1, "b.value", 1));
    expect(lab.take().at(-1)).toBe("c.children");
  });

  it("inside one callback do not swallow a change made while it runs", () => {
    const lab = new Lab(abc, [callback("a.value, b.value", "a.value, b.value", quiet)]);
    lab.set("a", "value", 1);
    lab.set("b", "value", 2);
    const [older, newer] = lab.started as [Started, Started];
    expect(newer.request.changedPropIds).toEqual(["b.value"]);
    lab.settle(older.run, updates("a.value", 1, "b.value", 1));
    lab.settle(newer.run, updates("a.value", 2, "b.value", 2));
    expect(lab.started).toHaveLength(2);
    expect([lab.read("a", "value"), lab.read("b", "value")]).toEqual([2, 2]);
    expect(lab.scheduler.isBusy).toBe(false);
  });

  it("inside one callback end also when the way back leads over another one", () => {
    const lab = new Lab(abc, [callback("a.value, b.value", "a.value, b.value, d.n", quiet), callback("d.n", "b.value", quiet)]);
    lab.set("a", "value", 1);
    settle(lab, "..a.value...b.value..", updates("a.value", 1, "b.value", 1));
    settle(lab, "d.n", updates("d.n", 1));
    expect(lab.take()).toHaveLength(2);
    expect(lab.scheduler.isBusy).toBe(false);
  });

  it("are told by the cause that has come less far", () => {
    // `c` waits with a consequence of `b`; then a person asks for it too, and what follows from that may call `b` again.
    const lab = new Lab([...abc, div("slow")], [
      callback("b.v", "a.v", quiet), callback("slow.v", "a.w", quiet), callback("c.v, a.v", "b.v, d.v, slow.v", quiet),
    ]);
    lab.set("a", "v", 1);
    lab.set("a", "w", 1);
    settle(lab, "b.v");
    lab.set("d", "v", 1);
    settle(lab, "slow.v", nothing);
    settle(lab, "..c.v...a.v..", updates("a.v", 2));
    expect(lab.take()).toEqual(["b.v", "slow.v", "..c.v...a.v..", "b.v"]);
  });

  it("over a pattern end after one run of each instance", () => {
    const circle = '{"n":["MATCH"]}.value';
    const lab = new Lab([1, 2].map((n) => div({ n })), [callback(circle, circle, quiet)]);
    lab.set('{"n":1}', "value", 1);
    lab.settle(lab.started[0]!.run, updates('{"n":1}.value', 2));
    expect(lab.take()).toEqual([`${circle}{"n":1}`]);
    expect(lab.scheduler.isBusy).toBe(false);
  });
});
