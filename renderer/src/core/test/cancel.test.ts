import { describe, expect, it } from "vitest";
import { abc, callback, div, failed, Lab, last, long, nothing, propsNews, quiet, settle, updates } from "./harness";

const dict = (t: string, n: number): string => `{"n":${n},"t":"${t}"}`;
const rows = [1, 2, 3].flatMap((n) => ["i", "o", "stop"].map((t) => div({ t, n })));
const names = (lab: Lab): number[] => lab.cancelled.splice(0).map((run) => Number(run.instance.binding["n"]));

/** A page with one long callback for each row, all of them running. */
function allRunning(cancel: string): Lab {
  const lab = new Lab([...rows, div("stop")], [
    callback('{"n":["MATCH"],"t":"o"}.v', '{"n":["MATCH"],"t":"i"}.v', { ...quiet, ...long({ cancel }) }),
  ]);
  for (const n of [1, 2, 3]) lab.set(dict("i", n), "v", 1);
  expect(lab.take()).toHaveLength(3);
  return lab;
}

describe("a change of what cancels", () => {
  const one = callback("b.v", "a.v", { ...quiet, ...long({ cancel: "c.n, d.n" }) });

  it("tells the host, whoever changes it and to whatever value; the run ends when it is said to", () => {
    const lab = new Lab([...abc, div("e")], [one, callback("c.n", "e.v", quiet)]);
    lab.set("a", "v", 1);
    const { run } = last(lab, "b.v");
    lab.set("d", "n", undefined);
    lab.scheduler.update({ c: { n: null } });
    lab.set("e", "v", 1);
    settle(lab, "c.n", updates("c.n", 0));
    expect(lab.cancelled).toEqual([run, run, run]);
    expect([run.state.kind, lab.scheduler.isBusy]).toEqual(["running", true]);
    lab.settle(run, { kind: "cancelled" });
    expect(run.state).toEqual({ kind: "dropped", why: "cancelled" });
    expect([lab.scheduler.isBusy, lab.problems, lab.read("b", "v")]).toEqual([false, [], undefined]);
  });

  it("cancels nothing where nothing runs, and no other callback's runs", () => {
    const lab = new Lab([...abc, div("e")], [one, callback("e.v", "a.v", { ...quiet, ...long({ cancel: "a.stop" }) })]);
    lab.set("c", "n", 1);
    lab.set("a", "v", 1);
    lab.settle(last(lab, "b.v").run, nothing);
    lab.set("c", "n", 2);
    expect(lab.cancelled).toEqual([]);
  });

  it("of another prop, or the insertion of the component itself, is none", () => {
    const lab = new Lab([div("a"), div("b"), div("d"), div("box")], [one]);
    lab.set("a", "v", 1);
    lab.set("d", "other", 1);
    lab.set("box", "children", div("c", null, { n: 1 }));
    expect(lab.cancelled).toEqual([]);
    lab.set("c", "n", 2);
    expect(lab.cancelled).toHaveLength(1);
  });

  it("may come from what the job itself sets, but not from its `running` and its outputs", () => {
    const running = { running: { "c.n": 1 }, runningOff: { "c.n": 2 } };
    const lab = new Lab(abc, [callback("b.v, d.n", "a.v", { ...one, ...callback("b.v, d.n", "a.v"), running, ...quiet, ...long({ cancel: "c.n, d.n", concurrency: "parallel" }) })]);
    lab.set("a", "v", 1);
    lab.set("a", "v", 2);
    const [first, second] = lab.started.map(({ run }) => run);
    lab.settle(first!, updates("d.n", 5));
    expect(lab.cancelled).toEqual([]);
    lab.tell(second!, propsNews({ c: { n: 3 } }));
    expect(lab.cancelled).toEqual([second]);
  });

  it("drops a run that still waits", () => {
    const lab = new Lab([...abc, div("e")], [one, callback("a.v", "e.v", quiet)]);
    lab.set("e", "v", 1);
    lab.set("a", "v", 1);
    expect(lab.take()).toEqual(["a.v"]);
    lab.set("c", "n", 1);
    settle(lab, "a.v", failed);
    expect(lab.take()).toEqual([]);
    expect([lab.cancelled, lab.scheduler.isBusy]).toEqual([[], false]);
  });

  it("drops a run once, though the end of another that it drops cancels it too", () => {
    const running = { running: { "x.v": 1 }, runningOff: { "x.v": 0 } };
    const lab = new Lab(["a", "b", "e", "o", "x", "up", "stop"].map((id) => div(id)), [
      callback("a.v", "up.v", quiet),
      callback("b.v", "a.v, e.v", { ...quiet, running, ...long({ cancel: "stop.n" }) }),
      callback("o.v", "a.v, e.w", { ...quiet, ...long({ cancel: "stop.n, x.v" }) }),
    ]);
    lab.set("e", "v", 1);
    lab.set("up", "v", 1);
    lab.set("e", "v", 2);
    lab.set("e", "w", 1);
    expect([lab.take(), lab.read("x", "v")]).toEqual([["b.v", "a.v"], 1]);
    lab.set("stop", "n", 1);
    expect(lab.observed.filter((text) => text === "o.v dropped")).toHaveLength(1);
    expect(lab.read("x", "v")).toBe(0);
    settle(lab, "a.v", failed);
    expect(lab.scheduler.isBusy).toBe(false);
  });

  it("that also calls the callback begins it anew", () => {
    const lab = new Lab(abc, [callback("b.v", "a.v", { ...quiet, ...long({ cancel: "a.v" }) })]);
    lab.set("a", "v", 1);
    lab.set("a", "v", 2);
    expect(lab.cancelled).toEqual([lab.started[0]!.run]);
    expect(lab.started).toHaveLength(2);
    lab.settle(lab.started[1]!.run, updates("b.v", 2));
    expect(lab.read("b", "v")).toBe(2);
  });

  it("lets what waits for the run go on when it has ended", () => {
    const lab = new Lab([...abc, div("e")], [one, callback("e.v", "b.v, d.x", quiet)]);
    lab.set("a", "v", 1);
    lab.set("d", "x", 1);
    lab.take();
    lab.set("c", "n", 1);
    expect(lab.take()).toEqual([]);
    lab.settle(last(lab, "b.v").run, { kind: "cancelled" });
    expect(lab.take()).toEqual(["e.v"]);
  });
});

describe("a pattern that cancels", () => {
  it("with MATCH cancels the instance of the same value", () => {
    const lab = allRunning('{"n":["MATCH"],"t":"stop"}.n');
    lab.set(dict("stop", 2), "n", 1);
    expect(names(lab)).toEqual([2]);
  });

  it("with ALL, or without a wildcard, cancels every instance", () => {
    for (const [cancel, id] of [['{"n":["ALL"],"t":"stop"}.n', dict("stop", 2)], [`${dict("stop", 2)}.n; stop.n`, dict("stop", 2)], ["stop.n", "stop"]] as const) {
      const lab = allRunning(cancel);
      lab.set(id, "n", 1);
      expect(names(lab)).toEqual([1, 2, 3]);
    }
  });

  it("with ALLSMALLER cancels those that come after", () => {
    const lab = allRunning('{"n":["ALLSMALLER"],"t":"stop"}.n');
    lab.set(dict("stop", 1), "n", 1);
    expect(names(lab)).toEqual([2, 3]);
  });

  it("cancels each run once, though two of its dependencies change in one go", () => {
    const lab = allRunning('{"n":["MATCH"],"t":"stop"}.n; {"n":["ALL"],"t":"stop"}.n');
    lab.scheduler.update({ [dict("stop", 2)]: { n: 1 }, [dict("stop", 1)]: { n: 1 } });
    expect(names(lab).sort()).toEqual([1, 2, 3]);
  });

  it("looks at no callback but those that it can cancel", () => {
    const size = 500;
    const nodes = Array.from({ length: size }, (_, i) => [div(`a${i}`), div(`b${i}`), div(`stop${i}`)]).flat();
    const lab = new Lab(nodes, Array.from({ length: size }, (_, i) => callback(`b${i}.v`, `a${i}.v`, long({ cancel: `stop${i}.n` }))));
    for (let i = 0; i < size; i++) lab.set(`stop${i}`, "n", 1);
    expect(lab.cancelled.map((run) => run.instance.def.index)).toEqual(Array.from({ length: size }, (_, i) => i));
  });
});
