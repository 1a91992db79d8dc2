import { describe, expect, it } from "vitest";
import { abc, callback, div, failed, Lab, nothing, quiet, settle, updates, type Started } from "./harness";

describe("running", () => {
  const running = { running: { "c.disabled": true, "d.children": "busy" }, runningOff: { "c.disabled": false, "d.children": "idle" } };
  const shown = (lab: Lab): unknown[] => [lab.read("c", "disabled"), lab.read("d", "children")];

  it("has its values from the begin to the end, however it ends", () => {
    for (const outcome of [updates("b.children", 1), nothing, failed]) {
      const lab = new Lab(abc, [callback("b.children", "a.n", { prevent_initial_call: true, running })]);
      expect(shown(lab)).toEqual([undefined, null]);
      lab.set("a", "n", 1);
      expect(shown(lab)).toEqual([true, "busy"]);
      settle(lab, "b.children", outcome);
      expect(shown(lab)).toEqual([false, "idle"]);
    }
  });

  it("stays on while a newer run supersedes an older one", () => {
    const seen: unknown[] = [];
    const lab = new Lab(abc, [callback("b.children", "a.n", { prevent_initial_call: true, running })]);
    lab.tree.subscribe(lab.tree.find("c")!.key, () => seen.push(lab.read("c", "disabled")));
    lab.set("a", "n", 1);
    lab.set("a", "n", 2);
    const [older, newer] = lab.started as [Started, Started];
    lab.settle(older.run, updates("b.children", "old"));
    expect(seen).toEqual([true]);
    lab.settle(newer.run, updates("b.children", "new"));
    expect(seen).toEqual([true, false]);
  });

  it("goes off when the superseding run is dropped in the end", () => {
    const lab = new Lab([div("a"), div("x"), div("box", div("b")), div("c"), div("d")], [
      callback("b.children", "a.n", { prevent_initial_call: true, running }),
      callback("box.children", "x.n", { prevent_initial_call: true }),
    ]);
    lab.set("a", "n", 1);
    lab.set("x", "n", 1);
    settle(lab, "box.children", updates("box.children", "gone"));
    lab.set("a", "n", 2);
    expect(shown(lab)).toEqual([false, "idle"]);
    expect(lab.scheduler.isBusy).toBe(false);
  });

  it("does not wait: nothing is lit while the callback is blocked", () => {
    const lab = new Lab([...abc, div("e")], [
      callback("e.children", "a.n", { prevent_initial_call: true }), callback("b.children", "e.children, a.n", { prevent_initial_call: true, running }),
    ]);
    lab.set("a", "n", 1);
    expect(shown(lab)).toEqual([undefined, null]);
    settle(lab, "e.children");
    expect(shown(lab)).toEqual([true, "busy"]);
  });

  it("with MATCH and ALL names the components of its own run", () => {
    const rows = [1, 2].flatMap((n) => [div({ t: "i", n }), div({ t: "o", n })]);
    const lab = new Lab(rows, [callback('{"n":["MATCH"],"t":"o"}.children', '{"n":["MATCH"],"t":"i"}.v', {
      prevent_initial_call: true,
      running: { running: { '{"n":["MATCH"],"t":"i"}.disabled': true, '{"n":["ALL"],"t":"o"}.title': "busy" }, runningOff: {} },
    })]);
    lab.set('{"n":2,"t":"i"}', "v", 1);
    expect([1, 2].map((n) => lab.read(`{"n":${n},"t":"i"}`, "disabled"))).toEqual([undefined, true]);
    expect([1, 2].map((n) => lab.read(`{"n":${n},"t":"o"}`, "title"))).toEqual(["busy", "busy"]);
  });

  it("triggers what reads its props, but not its own callback", () => {
    const lab = new Lab(abc, [
      callback("b.children", "a.n, c.disabled", { prevent_initial_call: true, running }), callback("a.title", "d.children", { prevent_initial_call: true }),
    ]);
    lab.set("a", "n", 1);
    settle(lab, "b.children");
    expect(lab.take()).toEqual(["b.children", "a.title", "a.title"]);
  });
});

describe("a persistent callback", () => {
  it("is active, and nobody waits for it", () => {
    const lab = new Lab([div("a"), div("b"), div("c")], [callback("b.v", "a.v", { persistent: true }), callback("c.v", "a.w", quiet)]);
    expect([lab.scheduler.isBusy, lab.scheduler.isAwaited]).toEqual([true, false]);
    lab.set("a", "w", 1);
    expect(lab.scheduler.isAwaited).toBe(true);
    lab.settle(lab.started[1]!.run, updates("c.v", 1));
    expect(lab.scheduler.isAwaited).toBe(false);
    lab.set("a", "v", "supersedes");
    lab.settle(lab.started.at(-1)!.run, updates("b.v", 1));
    expect([lab.scheduler.isBusy, lab.scheduler.isAwaited]).toEqual([false, false]);
  });
});
