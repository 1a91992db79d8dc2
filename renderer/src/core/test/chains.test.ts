import { describe, expect, it } from "vitest";
import { abc, callback, div, failed, Lab, last, nothing, quiet, settle, updates, type Started } from "./harness";

describe("chains", () => {
  it("diamond: one run, with both causes", () => {
    const lab = new Lab(abc, [
      callback("b.children", "a.n"), callback("c.children", "a.n"), callback("d.children", "b.children, c.children"),
    ]);
    const [b, c] = lab.started as [Started, Started];
    lab.settle(b.run, updates("b.children", 1));
    expect(lab.started).toHaveLength(2);
    lab.settle(c.run, updates("c.children", 2));
    expect(lab.started).toHaveLength(3);
    expect(lab.started[2]!.request.changedPropIds).toEqual(["b.children", "c.children"]);
  });

  it("wait for what is several callbacks upstream", () => {
    // a -> b -> d and a -> c -> e -> d: d waits for e, which is not even requested when b ends.
    const lab = new Lab([...abc, div("e")], [
      callback("b.children", "a.n", { prevent_initial_call: true }), callback("c.children", "a.n", { prevent_initial_call: true }),
      callback("e.children", "c.children", { prevent_initial_call: true }),
      callback("d.children", "b.children, e.children", { prevent_initial_call: true }),
    ]);
    lab.set("a", "n", 1);
    const [b, c] = lab.started as [Started, Started];
    lab.settle(b.run, updates("b.children", 1));
    lab.settle(c.run, updates("c.children", 1));
    const e = last(lab, "e.children");
    expect(lab.take()).toEqual(["b.children", "c.children", "e.children"]);
    lab.settle(e.run, updates("e.children", 1));
    expect(last(lab, "d.children").request.changedPropIds).toEqual(["b.children", "e.children"]);
    expect(lab.take()).toEqual(["d.children"]);
  });

  it("go on past a failed or silent upstream", () => {
    for (const outcome of [nothing, failed]) {
      const lab = new Lab(abc, [
        callback("b.children", "a.n", { prevent_initial_call: true }),
        callback("d.children", "b.children, a.n", { prevent_initial_call: true }),
      ]);
      lab.set("a", "n", 1);
      expect(lab.started).toHaveLength(1);
      settle(lab, "b.children", outcome);
      expect(lab.take()).toEqual(["b.children", "d.children"]);
      expect(lab.problems).toEqual(outcome === failed ? ["boom"] : []);
    }
  });

  it("do not delay what does not depend on the slow one", () => {
    const lab = new Lab(abc, [callback("b.children", "a.n"), callback("c.children", "a.m")]);
    lab.take();
    lab.set("a", "m", 1);
    expect(lab.take()).toEqual(["c.children"]);
  });

  it("many inputs: blocked until every pending upstream callback has ended, one run after", () => {
    const size = 8;
    const nodes = [div("a"), div("sum"), ...Array.from({ length: size }, (_, i) => div(`n${i}`))];
    const lab = new Lab(nodes, [
      callback("sum.v", Array.from({ length: size }, (_, i) => `n${i}.v`).join(", "), quiet),
      ...Array.from({ length: size }, (_, i) => callback(`n${i}.v`, "a.v", quiet)),
    ]);
    lab.set("a", "v", 1);
    const upstream = lab.started.splice(0);
    expect(upstream).toHaveLength(size);
    for (const { run } of upstream.slice(1)) {
      lab.settle(run, updates(run.instance.def.wire.output, 1));
      expect(lab.take()).toEqual([]);
    }
    lab.settle(upstream[0]!.run, nothing);
    expect(lab.started.map(({ request }) => request.changedPropIds.length)).toEqual([size - 1]);
    settle(lab, "sum.v");
    expect(lab.scheduler.isBusy).toBe(false);
  });

  it("a later change does not trigger what depends only on a failed or silent upstream", () => {
    for (const outcome of [nothing, failed]) {
      const lab = new Lab(abc, [callback("b.children", "a.n", quiet), callback("c.children", "b.children", quiet)]);
      lab.set("a", "n", 1);
      settle(lab, "b.children", outcome);
      expect(lab.take()).toEqual(["b.children"]);
      expect(lab.read("c", "children")).toBeNull();
      expect(lab.scheduler.isBusy).toBe(false);
    }
  });

  it("with no_update for one of two outputs trigger what reads the other", () => {
    const lab = new Lab(abc, [
      callback("b.children, c.children", "a.n", quiet), callback("b.title", "b.children", quiet), callback("c.title", "c.children", quiet),
    ]);
    lab.set("a", "n", 1);
    lab.settle(lab.started[0]!.run, updates("c.children", 1));
    expect(lab.take().slice(1)).toEqual(["c.title"]);
  });

  it("an upstream that is superseded while it is waited for is waited for again", () => {
    const lab = new Lab(abc, [callback("b.children", "a.n", quiet), callback("c.children", "b.children, d.n", quiet)]);
    lab.set("a", "n", 1);
    lab.set("d", "n", 1);
    lab.set("a", "n", 2);
    const [older, newer] = lab.started as [Started, Started];
    lab.settle(older.run, updates("b.children", "old"));
    expect(lab.started).toHaveLength(2);
    lab.settle(newer.run, updates("b.children", "new"));
    expect(last(lab, "c.children").request.changedPropIds).toEqual(["d.n", "b.children"]);
  });
});

describe("superseding", () => {
  it("drops the answer of the older run, whichever comes first", () => {
    const lab = new Lab(abc, [callback("b.children", "a.n", { prevent_initial_call: true })]);
    lab.set("a", "n", 1);
    lab.set("a", "n", 2);
    const [older, newer] = lab.started as [Started, Started];
    expect(lab.abandoned).toEqual([older.run]);
    lab.settle(newer.run, updates("b.children", "new"));
    lab.settle(older.run, updates("b.children", "old"));
    expect(lab.read("b", "children")).toBe("new");
    expect(older.run.state).toEqual({ kind: "dropped", why: "superseded" });
  });

  it("merges the causes of a run that still waits", () => {
    const lab = new Lab(abc, [
      callback("b.children", "a.n", { prevent_initial_call: true }),
      callback("d.children", "b.children, c.n", { prevent_initial_call: true }),
    ]);
    lab.set("a", "n", 1);
    lab.set("c", "n", 1);
    settle(lab, "b.children");
    expect(last(lab, "d.children").request.changedPropIds).toEqual(["c.n", "b.children"]);
  });

  it("sees two changes of one go as one", () => {
    const lab = new Lab(abc, [callback("c.children", "a.n, b.n", { prevent_initial_call: true })]);
    lab.scheduler.setProps(lab.tree.find("a")!.key, { n: 1 });
    lab.scheduler.setProps(lab.tree.find("b")!.key, { n: 1 });
    lab.flush();
    expect(lab.started).toHaveLength(1);
    expect(lab.started[0]!.request.changedPropIds).toEqual(["a.n", "b.n"]);
  });

  it("of three calls only the newest answer counts, in whatever order they come", () => {
    for (const order of [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]]) {
      const lab = new Lab(abc, [callback("b.children", "a.n", quiet), callback("c.children", "b.children", quiet)]);
      for (const n of [0, 1, 2]) lab.set("a", "n", n);
      const calls = lab.started.splice(0);
      for (const i of order) lab.settle(calls[i]!.run, updates("b.children", i));
      expect(lab.read("b", "children")).toBe(2);
      expect(lab.take()).toEqual(["c.children"]);
      expect(calls.map(({ run }) => run.state.kind)).toEqual(["dropped", "dropped", "applied"]);
    }
  });

  it("a late failure of an older call is not reported", () => {
    const lab = new Lab(abc, [callback("b.children", "a.n", quiet)]);
    lab.set("a", "n", 1);
    lab.set("a", "n", 2);
    lab.settle(lab.started[0]!.run, failed);
    expect(lab.problems).toEqual([]);
  });

  it("calls of different MATCH instances do not supersede each other", () => {
    const lab = new Lab([1, 2].flatMap((n) => [div({ t: "i", n }), div({ t: "o", n })]), [
      callback('{"n":["MATCH"],"t":"o"}.v', '{"n":["MATCH"],"t":"i"}.v', quiet),
    ]);
    lab.set('{"n":1,"t":"i"}', "v", 1);
    lab.set('{"n":2,"t":"i"}', "v", 1);
    expect(lab.abandoned).toEqual([]);
    expect(lab.started).toHaveLength(2);
  });
});
