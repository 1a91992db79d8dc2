import { describe, expect, it } from "vitest";
import { abc, callback, div, failed, Lab, last, long, nothing, progress, propsNews, quiet, settle, updates } from "./harness";

const running = { running: { "c.on": true }, runningOff: { "c.on": false } };
const open = (concurrency: "replace" | "queue" | "parallel" | "drop"): Lab => new Lab(abc, [
  callback("b.v", "a.v", { ...quiet, running, ...long({ concurrency, progress: "d.n", idle: [-1] }) }), callback("d.title", "b.v", quiet),
]);
const shown = (lab: Lab): unknown[] => ["b.v", "c.on", "d.n"].map((name) => lab.read(name[0]!, name.slice(2)));

describe("replace", () => {
  it("supersedes the older run, of which nothing counts any more", () => {
    const lab = open("replace");
    lab.set("a", "v", 1);
    lab.set("a", "v", 2);
    const [older, newer] = lab.started.splice(0).map(({ run }) => run);
    expect(lab.abandoned).toEqual([older]);
    lab.tell(older!, progress([0, 5]), propsNews({ b: { v: "told" } }));
    lab.settle(older!, updates("b.v", "old"));
    expect(shown(lab)).toEqual([undefined, true, undefined]);
    lab.tell(newer!, progress([0, 6]));
    lab.settle(newer!, updates("b.v", "new"));
    expect(shown(lab)).toEqual(["new", false, -1]);
  });
});

describe("drop", () => {
  it("leaves the running one alone and never comes to the new one", () => {
    const lab = open("drop");
    lab.set("a", "v", 1);
    lab.set("a", "v", 2);
    expect(lab.started).toHaveLength(1);
    expect(lab.abandoned).toEqual([]);
    settle(lab, "b.v", updates("b.v", "first"));
    expect(lab.read("b", "v")).toBe("first");
    expect(lab.take()).toEqual(["b.v", "d.title"]);
    lab.set("a", "v", 3);
    expect(lab.take()).toEqual(["b.v"]);
  });

  it("has one run of those that wait, with all causes of one go", () => {
    const lab = new Lab([...abc, div("e")], [callback("b.v", "a.v, c.v", { ...quiet, ...long({ concurrency: "drop" }) }), callback("c.v", "e.v", quiet)]);
    lab.set("e", "v", 1);
    lab.set("a", "v", 1);
    settle(lab, "c.v");
    expect(lab.take()).toEqual(["c.v", "b.v"]);
    expect(last(lab, "b.v").request.changedPropIds).toEqual(["a.v", "c.v"]);
  });

  it("ignores what the job sets for itself", () => {
    const lab = open("drop");
    lab.set("a", "v", 1);
    lab.tell(last(lab, "b.v").run, propsNews({ a: { v: 2 } }));
    settle(lab, "b.v");
    expect(lab.take()).toEqual(["b.v", "d.title"]);
  });
});

describe.each(["parallel", "queue"] as const)("%s", (concurrency) => {
  it("begins the new run beside the older; each gives its answer and its progress when it comes", () => {
    const lab = open(concurrency);
    for (const n of [1, 2, 3]) lab.set("a", "v", n);
    const runs = lab.started.splice(0).map(({ run }) => run);
    expect([runs.length, lab.abandoned]).toEqual([3, []]);
    expect(lab.scheduler.isBusy).toBe(true);
    lab.tell(runs[1]!, progress([0, 50]));
    expect(shown(lab)).toEqual([undefined, true, 50]);
    lab.settle(runs[1]!, updates("b.v", "second"));
    expect(shown(lab)).toEqual(["second", true, 50]);
    lab.settle(runs[0]!, failed);
    expect(shown(lab)).toEqual(["second", true, 50]);
    lab.settle(runs[2]!, updates("b.v", "third"));
    expect(shown(lab)).toEqual(["third", false, -1]);
    expect(lab.observed.filter((text) => text.startsWith("b.v"))).toEqual([
      ...Array<string>(3).fill("b.v running"), "b.v applied", "b.v failed", "b.v applied",
    ]);
  });

  it("keeps what depends on it waiting until the last has ended", () => {
    const lab = open(concurrency);
    for (const n of [1, 2]) lab.set("a", "v", n);
    const [first, second] = lab.started.splice(0).map(({ run }) => run);
    lab.settle(first!, updates("b.v", 1));
    expect(lab.take()).toEqual([]);
    lab.settle(second!, nothing);
    expect(lab.take()).toEqual(["d.title"]);
    expect(lab.scheduler.isBusy).toBe(true);
    settle(lab, "d.title");
    expect(lab.scheduler.isBusy).toBe(false);
  });

  it("cancels all of its runs", () => {
    const lab = new Lab(abc, [callback("b.v", "a.v", { ...quiet, ...long({ concurrency, cancel: "c.n" }) })]);
    for (const n of [1, 2]) lab.set("a", "v", n);
    lab.set("c", "n", 1);
    expect(lab.cancelled).toEqual(lab.started.map(({ run }) => run));
  });

  it("is called by what it sets itself after its end, and beside itself by a person", () => {
    const lab = open(concurrency);
    lab.set("a", "v", 1);
    const { run } = last(lab, "b.v");
    lab.tell(run, propsNews({ a: { v: 2 } }));
    expect(lab.take()).toEqual(["b.v"]);
    lab.set("a", "v", 3);
    expect(lab.take()).toEqual(["b.v"]);
    lab.settle(last(lab, "b.v").run, nothing);
    lab.tell(run, propsNews({ a: { v: 4 } }));
    expect(lab.take()).toEqual([]);
    lab.settle(run, nothing);
    expect(last(lab, "b.v").request.inputs).toMatchObject([{ value: 4 }]);
    settle(lab, "b.v", nothing);
    expect([lab.take(), lab.scheduler.isBusy]).toEqual([["b.v"], false]);
  });

  it("still waits for what it depends on", () => {
    const lab = new Lab([...abc, div("e")], [
      callback("b.v", "a.v, c.v", { ...quiet, ...long({ concurrency }) }), callback("c.v", "e.v", quiet),
    ]);
    lab.set("a", "v", 1);
    lab.set("e", "v", 1);
    lab.set("a", "v", 2);
    expect(lab.take()).toEqual(["b.v", "c.v"]);
    settle(lab, "c.v");
    expect(lab.take()).toEqual(["b.v"]);
  });
});
