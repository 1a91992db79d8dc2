import { describe, expect, it } from "vitest";
import { abc, callback, div, Lab, long, progress, quiet, settle, updates } from "./harness";
import type { ComponentId, OutputRef, WireCallback, WireJob } from "../../protocol";

const ref = (id: ComponentId, property = "v"): OutputRef => ({ id, property });
const job = (output: string, outputs: WireJob["outputs"], inputs: WireJob["inputs"], state: WireJob["state"] = []): WireJob => (
  { job: "j", output, outputs, inputs, state, events: [] }
);
const running = { running: { "c.on": true }, runningOff: { "c.on": false } };
const one = callback("b.v", "a.v", { running, ...long({ progress: "d.n", idle: [0] }) });
const plain = job("b.v", ref("b"), [ref("a")]);
const open = (layout: unknown, callbacks: WireCallback[], ...jobs: WireJob[]): Lab => new Lab(layout, callbacks, {}, null, jobs);

describe("a job that is taken over", () => {
  it("runs without being asked for, lights on, in place of the initial call", () => {
    const lab = open(abc, [one], plain);
    expect(lab.started).toEqual([]);
    expect(lab.resumed.map(({ job: { job } }) => job)).toEqual(["j"]);
    const { run } = lab.resumed[0]!;
    expect([run.state.kind, lab.read("c", "on"), lab.scheduler.isBusy]).toEqual(["running", true, true]);
    lab.tell(run, progress([0, 5]));
    expect(lab.read("d", "n")).toBe(5);
    lab.settle(run, updates("b.v", "result"));
    expect(["b.v", "c.on", "d.n"].map((name) => lab.read(name[0]!, name.slice(2)))).toEqual(["result", false, 0]);
    expect(lab.observed).toEqual(["b.v running", "b.v applied"]);
  });

  it("keeps what reads its outputs waiting, as its call would have", () => {
    const lab = open([...abc, div("e")], [one, callback("e.v", "b.v")], plain);
    expect(lab.take()).toEqual([]);
    lab.settle(lab.resumed[0]!.run, { kind: "nothing" });
    expect(lab.take()).toEqual([]);
    expect(lab.observed.at(-1)).toBe("e.v dropped");
    const other = open([...abc, div("e")], [one, callback("e.v", "b.v")], plain);
    other.settle(other.resumed[0]!.run, updates("b.v", 1));
    expect(other.take()).toEqual(["e.v"]);
  });

  it("is not begun anew by the initial calls that it had waited for, and by all that comes later it is", () => {
    const lab = open([...abc, div("e"), div("f")], [callback("a.v", "e.v"), callback("f.v", "a.v"), one], plain);
    settle(lab, "a.v", updates("a.v", "as then"));
    settle(lab, "f.v");
    expect(lab.take()).toEqual(["a.v", "f.v"]);
    expect(lab.abandoned).toEqual([]);
    lab.set("e", "v", 1);
    settle(lab, "a.v");
    expect(lab.take()).toEqual(["a.v", "f.v", "b.v"]);
    expect(lab.abandoned).toEqual([lab.resumed[0]!.run]);
  });

  it("can be cancelled and superseded", () => {
    const lab = open(abc, [callback("b.v", "a.v", { ...quiet, ...long({ cancel: "c.n" }) })], plain);
    const { run } = lab.resumed[0]!;
    lab.set("c", "n", 1);
    expect(lab.cancelled).toEqual([run]);
    lab.set("a", "v", 1);
    expect(run.state).toEqual({ kind: "dropped", why: "superseded" });
    expect(lab.take()).toEqual(["b.v"]);
  });

  it("belongs to the instance that its ids name", () => {
    const rows = [1, 2].flatMap((n) => ["i", "o"].map((t) => div({ t, n })));
    const all = callback('{"n":["MATCH"],"t":"o"}.v', '{"n":["MATCH"],"t":"i"}.v; {"n":["ALL"],"t":"i"}.w', { ...long(), states: "s.v" });
    const taken = job(all.output, ref({ t: "o", n: 2 }), [ref({ n: 2, t: "i" }), [ref({ t: "i", n: 1 }, "w"), ref({ t: "i", n: 2 }, "w")]], [ref("s")]);
    const lab = open([...rows, div("s")], [all], taken);
    expect(lab.resumed.map(({ run }) => run.instance.binding)).toEqual([{ n: 2 }]);
    expect(lab.take()).toEqual(['{"n":["MATCH"],"t":"o"}.v{"n":1}']);
  });

  it("may have several outputs, a list of them, or none", () => {
    const rows = [1, 2].map((n) => div({ n }));
    const several = callback("b.v, c.v", "a.v", long()), list = callback('{"n":["ALL"]}.v', "a.v", long());
    const none = callback("", "a.v", { ...long(), output: "none", no_output: true });
    const lab = open([...abc, ...rows], [several, list, none],
      job(several.output, [ref("b"), ref("c")], [ref("a")]), job(list.output, [ref({ n: 1 }), ref({ n: 2 })], [ref("a")]), job("none", [], [ref("a")]));
    expect(lab.resumed.map(({ run }) => run.instance.def.index)).toEqual([0, 1, 2]);
    expect(lab.started).toEqual([]);
  });

  it("may name its only output in a list", () => {
    expect(open(abc, [one], job("b.v", [ref("b")], [ref("a")])).resumed).toHaveLength(1);
  });

  it("runs beside another of its instance where they may, and else the first counts", () => {
    for (const [concurrency, count] of [["parallel", 2], ["queue", 2], ["replace", 1], ["drop", 1]] as const) {
      const lab = open(abc, [callback("b.v", "a.v", { running, ...long({ concurrency }) })], plain, { ...plain, job: "k" });
      expect(lab.resumed).toHaveLength(count);
      expect(lab.started).toEqual([]);
      for (const { run } of lab.resumed) lab.settle(run, updates("b.v", run.id));
      expect(lab.scheduler.isBusy).toBe(false);
    }
  });
});

describe("a job that does not fit the page any more", () => {
  it.each([
    ["has no callback", job("x.v", ref("x"), [ref("a")])],
    ["has other inputs", job("b.v", ref("b"), [ref("a"), ref("c")])],
    ["has an input of another id", job("b.v", ref("b"), [ref("c")])],
    ["has an input of another prop", job("b.v", ref("b"), [ref("a", "w")])],
    ["has a dict for a name", job("b.v", ref({ n: 1 }), [ref("a")])],
  ])("because it %s is left alone, and the initial call is made", (_, taken) => {
    const lab = open(abc, [one], taken);
    expect([lab.resumed, lab.cancelled, lab.problems]).toEqual([[], [], []]);
    expect(lab.take()).toEqual(["b.v"]);
  });

  it("because its callback is no long one any more is left alone", () => {
    const lab = open(abc, [callback("b.v", "a.v")], plain);
    expect([lab.resumed.length, lab.take()]).toEqual([0, ["b.v"]]);
  });

  it("because nothing is there that it writes is left alone", () => {
    const list = callback('{"n":["ALL"]}.v', "a.v", long());
    expect(open(abc, [list], job(list.output, [ref({ n: 1 })], [ref("a")])).resumed).toEqual([]);
  });

  it("because its ids do not agree is left alone", () => {
    const rows = [1, 2].flatMap((n) => ["i", "o"].map((t) => div({ t, n })));
    const all = callback('{"n":["MATCH"],"t":"o"}.v', '{"n":["MATCH"],"t":"i"}.v', long());
    for (const input of [{ t: "i", n: 1 }, { t: "x", n: 2 }, { t: "i", m: 2 }]) {
      expect(open(rows, [all], job(all.output, ref({ t: "o", n: 2 }), [ref(input)])).resumed).toEqual([]);
    }
  });
});

describe("a job whose components come later", () => {
  const spa = [one, callback("box.children", "path.v")];
  const layout = [div("path"), div("box"), div("b"), div("c"), div("d")];

  it("goes on when they have all been inserted, in place of the call for that", () => {
    const lab = open(layout, spa, plain);
    expect(lab.take()).toEqual(["box.children"]);
    expect(lab.resumed).toEqual([]);
    settle(lab, "box.children", updates("box.children", div("a")));
    expect(lab.resumed).toHaveLength(1);
    expect([lab.take(), lab.abandoned]).toEqual([[], []]);
    lab.settle(lab.resumed[0]!.run, updates("b.v", 1));
    expect([lab.read("b", "v"), lab.scheduler.isBusy]).toEqual([1, false]);
  });

  it("goes on once: what is inserted again calls as ever", () => {
    const lab = open(layout, spa, plain);
    for (const n of [1, 2]) {
      if (n === 2) lab.set("path", "v", n);
      settle(lab, "box.children", updates("box.children", div("a")));
    }
    expect(lab.resumed).toHaveLength(1);
    expect(lab.take().filter((name) => name === "b.v")).toHaveLength(1);
  });
});
