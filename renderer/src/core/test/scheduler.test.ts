import { describe, expect, it } from "vitest";
import { callback, div, failed, Lab, nothing, updates, type Started } from "./harness";

/** The run of the last start of this output. */
function last(lab: Lab, output: string): Started {
  const found = lab.started.filter(({ run }) => run.instance.def.wire.output === output).at(-1);
  if (!found) throw new Error(`${output} was not started`);
  return found;
}

function settle(lab: Lab, output: string, outcome = updates(output, `${output}!`)): void {
  lab.settle(last(lab, output).run, outcome);
}

const abc = [div("a"), div("b"), div("c"), div("d")];

describe("initial calls", () => {
  it("run once each, without a trigger", () => {
    const lab = new Lab(abc, [callback("b.children", "a.n_clicks")]);
    expect(lab.started.map(({ request }) => request)).toEqual([
      {
        output: "b.children", outputs: { id: "b", property: "children" },
        inputs: [{ id: "a", property: "n_clicks" }], state: [], changedPropIds: [],
      },
    ]);
  });

  it("wait for their upstream and are told what changed", () => {
    const lab = new Lab(abc, [callback("c.children", "b.children"), callback("b.children", "a.n")]);
    expect(lab.started.map(({ run }) => run.instance.def.wire.output)).toEqual(["b.children"]);
    settle(lab, "b.children");
    expect(last(lab, "c.children").request.changedPropIds).toEqual(["b.children"]);
    expect(last(lab, "c.children").request.inputs).toEqual([{ id: "b", property: "children", value: "b.children!" }]);
  });

  it("are left out by prevent_initial_call, but not what follows from a change", () => {
    const lab = new Lab(abc, [
      callback("b.children", "a.n", { prevent_initial_call: true }),
      callback("c.children", "b.children", { prevent_initial_call: true }),
    ]);
    expect(lab.take()).toEqual([]);
    lab.set("a", "n", 1);
    settle(lab, "b.children");
    expect(lab.take()).toEqual(["b.children", "c.children"]);
  });

  it("of a callback with prevent_initial_call still follow from an upstream initial call", () => {
    const lab = new Lab(abc, [
      callback("b.children", "a.n"),
      callback("c.children", "b.children", { prevent_initial_call: true }),
    ]);
    settle(lab, "b.children");
    expect(lab.take()).toEqual(["b.children", "c.children"]);
  });

  it("are dropped when all their inputs come from callbacks that changed nothing", () => {
    const callbacks = [callback("b.children", "a.n"), callback("c.children", "b.children"), callback("d.children", "c.children")];
    for (const outcome of [nothing, failed]) {
      const lab = new Lab(abc, callbacks);
      settle(lab, "b.children", outcome);
      expect(lab.take()).toEqual(["b.children"]);
      expect(lab.scheduler.isBusy).toBe(false);
    }
  });

  it("run when one input stands by itself", () => {
    const lab = new Lab(abc, [callback("b.children", "a.n"), callback("c.children", "b.children, a.n")]);
    settle(lab, "b.children", nothing);
    expect(lab.take()).toEqual(["b.children", "c.children"]);
    expect(lab.scheduler.isBusy).toBe(true);
  });

  it("skip a callback none of whose inputs is in the page", () => {
    const lab = new Lab(abc, [callback("b.children", "missing.value"), callback("c.children", "b.children")]);
    expect(lab.take()).toEqual([]);
    expect(lab.problems).toEqual([]);
  });

  it("report a callback some of whose inputs are missing", () => {
    const lab = new Lab(abc, [callback("b.children", "missing.value, a.n")]);
    expect(lab.take()).toEqual([]);
    expect(lab.problems).toEqual([expect.stringContaining("`missing`")]);
    expect(lab.problems[0]).toContain("[a, b, c, d]");
  });

  it("report a missing State", () => {
    const lab = new Lab(abc, [callback("b.children", "a.n", { states: "missing.value" })]);
    expect(lab.take()).toEqual([]);
    expect(lab.problems).toEqual([expect.stringContaining("`State`")]);
  });

  it("skip a callback whose output is not in the page", () => {
    const lab = new Lab(abc, [callback("missing.children", "a.n")]);
    expect(lab.take()).toEqual([]);
    lab.set("a", "n", 1);
    expect(lab.take()).toEqual([]);
  });
});

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
});

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
});

describe("inserted components", () => {
  const insert = callback("c.children", "a.n", { prevent_initial_call: true });
  const inner = [div("in", null, { value: "v" }), div("out")];

  it("call what writes inside, as an initial call", () => {
    const lab = new Lab(abc, [insert, callback("out.children", "in.value")]);
    expect(lab.take()).toEqual([]);
    lab.set("a", "n", 1);
    settle(lab, "c.children", updates("c.children", inner));
    expect(last(lab, "out.children").request.changedPropIds).toEqual([]);
  });

  it("do not call what writes inside with prevent_initial_call", () => {
    const lab = new Lab(abc, [insert, callback("out.children", "in.value", { prevent_initial_call: true })]);
    lab.set("a", "n", 1);
    settle(lab, "c.children", updates("c.children", inner));
    expect(lab.take()).toEqual(["c.children"]);
  });

  it("call what writes outside, even with prevent_initial_call", () => {
    const lab = new Lab(abc, [insert, callback("d.children", "in.value", { prevent_initial_call: true })]);
    lab.set("a", "n", 1);
    settle(lab, "c.children", updates("c.children", inner));
    expect(last(lab, "d.children").request.changedPropIds).toEqual(["in.value"]);
  });

  it("do not call again the callback that inserted them", () => {
    const lab = new Lab(abc, [callback("c.children", "a.n, in.value", { prevent_initial_call: true })]);
    lab.set("a", "n", 1);
    expect(lab.problems).toHaveLength(1); // `in` is not there yet
    const tabs = new Lab([div("c", inner)], [callback("c.children", "in.value")]);
    settle(tabs, "c.children", updates("c.children", inner));
    expect(tabs.take()).toEqual(["c.children"]);
    tabs.set("in", "value", "w");
    expect(tabs.take()).toEqual(["c.children"]);
  });

  it("drop a waiting run whose output went away, and ignore a late answer", () => {
    const lab = new Lab([div("a"), div("c", [div("out")])], [insert, callback("out.children", "a.m", { prevent_initial_call: true })]);
    lab.set("a", "m", 1);
    const { run } = last(lab, "out.children");
    lab.set("a", "n", 1);
    settle(lab, "c.children", updates("c.children", "empty"));
    lab.settle(run, updates("out.children", "late"));
    expect(lab.problems).toEqual([]);
    expect(lab.scheduler.isBusy).toBe(false);
    lab.take();
    lab.set("a", "m", 2);
    expect(lab.take()).toEqual([]);
  });
});

describe("patterns", () => {
  const row = (n: number): unknown => [div({ t: "in", n }, null, { value: n }), div({ t: "out", n })];
  const match = callback('{"n":["MATCH"],"t":"out"}.children', '{"n":["MATCH"],"t":"in"}.value');
  const all = callback("sum.children", '{"n":["ALL"],"t":"out"}.children');

  it("MATCH runs for the component that changed, ALL waits for all of them", () => {
    const lab = new Lab([div("rows", [row(1), row(2), row(3)].flat()), div("sum")], [match, all]);
    expect(lab.started).toHaveLength(3);
    for (const { run, request } of lab.started.slice(0, 3)) {
      const [input] = request.inputs as unknown as [{ value: number }];
      const { id } = request.outputs as unknown as { id: Record<string, unknown> };
      expect(id["n"]).toBe(input.value);
      lab.settle(run, updates(`{"n":${input.value},"t":"out"}.children`, input.value * 10));
    }
    expect(lab.started).toHaveLength(4);
    const group = lab.started[3]!.request.inputs[0] as { value: number; id: unknown }[];
    expect(group.map((argument) => argument.value)).toEqual([10, 20, 30]);
    expect(group[0]!.id).toEqual({ t: "out", n: 1 });
    lab.settle(lab.started[3]!.run, updates("sum.children", 60));
    lab.take();
    lab.set('{"n":2,"t":"in"}', "value", 5);
    expect(lab.take()).toEqual([match.output + '{"n":2}']);
  });

  it("one MATCH instance does not hold up another", () => {
    const chain = callback('{"n":["MATCH"],"t":"end"}.children', '{"n":["MATCH"],"t":"out"}.children', { prevent_initial_call: true });
    const rows = [1, 2].flatMap((n) => [row(n), div({ t: "end", n })].flat());
    const lab = new Lab([div("rows", rows)], [match, chain]);
    const second = lab.started.find(({ run }) => run.instance.binding["n"] === 2)!;
    lab.settle(second.run, updates('{"n":2,"t":"out"}.children', "x"));
    expect(lab.take().at(-1)).toBe(chain.output + '{"n":2}');
  });

  it("ALL runs initially over nothing, and again when components come and go", () => {
    const lab = new Lab([div("rows"), div("sum"), div("btn")], [all, callback("rows.children", "btn.n", { prevent_initial_call: true })]);
    expect(lab.started[0]!.request.inputs).toEqual([[]]);
    settle(lab, "sum.children", updates("sum.children", 0));
    lab.set("btn", "n", 1);
    settle(lab, "rows.children", updates("rows.children", [row(1), row(2)].flat()));
    expect((last(lab, "sum.children").request.inputs[0] as unknown[]).length).toBe(2);
    settle(lab, "sum.children", updates("sum.children", 0));
    lab.set("btn", "n", 2);
    settle(lab, "rows.children", updates("rows.children", row(1)));
    expect((last(lab, "sum.children").request.inputs[0] as unknown[]).length).toBe(1);
  });

  it("an output with MATCH and an input without runs for each component", () => {
    const lab = new Lab([div("a"), div("rows", [row(1), row(2)].flat())], [
      callback('{"n":["MATCH"],"t":"out"}.children', "a.n", { prevent_initial_call: true }),
    ]);
    lab.set("a", "n", 1);
    expect(lab.started).toHaveLength(2);
  });

  it("ALLSMALLER sees what is below its MATCH", () => {
    const lab = new Lab([div("rows", [row(1), row(2), row(3)].flat())], [
      callback('{"n":["MATCH"],"t":"out"}.children', '{"n":["MATCH"],"t":"in"}.value; {"n":["ALLSMALLER"],"t":"in"}.value'),
    ]);
    const third = lab.started.find(({ run }) => run.instance.binding["n"] === 3)!;
    expect((third.request.inputs[1] as { value: number }[]).map(({ value }) => value)).toEqual([1, 2]);
  });
});

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
});

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
