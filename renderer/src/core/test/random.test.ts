/**
 * Random callback graphs, changes, delays and failures, against a model that has no scheduler.
 *
 * The model: values flow down an acyclic graph; in the end every output holds what its callback makes of the final
 * values of its inputs, unless its last run failed. Whatever the order of answers, the page must end there, with
 * nothing left waiting, and with no callback run twice for one cause.
 */
import { describe, expect, it } from "vitest";
import { callback, div, failed, Lab, nothing, updates, type Started } from "./harness";

/** A small seeded generator (mulberry32), so that a failure can be run again. */
function generator(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Plan {
  /** For each callback, the numbers of its input nodes; callback i writes node `sources + i`. */
  readonly inputs: readonly number[][];
  readonly sources: number;
}

function plan(random: () => number): Plan {
  const sources = 1 + Math.floor(random() * 3);
  const size = 1 + Math.floor(random() * 9);
  const inputs = Array.from({ length: size }, (_, i) => {
    const wanted = 1 + Math.floor(random() * 3);
    return [...new Set(Array.from({ length: wanted }, () => Math.floor(random() * (sources + i))))];
  });
  return { inputs, sources };
}

const value = (args: readonly unknown[]): string => `(${args.map((arg) => String(arg ?? "-")).join("+")})`;

function argsOf(started: Started): unknown[] {
  return (started.request.inputs as { value?: unknown }[]).map((argument) => argument.value);
}

function build({ inputs, sources }: Plan): Lab {
  const nodes = Array.from({ length: sources + inputs.length }, (_, i) => div(`n${i}`, null, i < sources ? { v: `s${i}` } : {}));
  return new Lab(nodes, inputs.map((from, i) => callback(`n${sources + i}.v`, from.map((n) => `n${n}.v`).join(", "))));
}

function openRuns(lab: Lab): Started[] {
  return lab.started.filter(({ run }) => run.state.kind === "running");
}

describe("random graphs", () => {
  it("end in the values of the model, whatever the order of answers", () => {
    for (let seed = 1; seed <= 4000; seed++) {
      const random = generator(seed);
      const shape = plan(random);
      const lab = build(shape);
      let edits = Math.floor(random() * 4);
      for (let steps = 0; edits > 0 || openRuns(lab).length; steps++) {
        if (steps > 2000) throw new Error(`seed ${seed}: does not end`);
        const open = openRuns(lab);
        if (edits > 0 && (!open.length || random() < 0.2)) {
          edits--;
          lab.set(`n${Math.floor(random() * shape.sources)}`, "v", `e${seed}.${edits}`);
          continue;
        }
        const chosen = open[Math.floor(random() * open.length)]!;
        lab.settle(chosen.run, updates(chosen.run.instance.def.wire.output, value(argsOf(chosen))));
      }
      expect(lab.scheduler.isBusy, `seed ${seed}`).toBe(false);
      shape.inputs.forEach((from, i) => {
        expect(lab.read(`n${shape.sources + i}`, "v"), `seed ${seed}`).toBe(value(from.map((n) => lab.read(`n${n}`, "v"))));
      });
    }
  });

  it("run each callback at most once for one change", () => {
    for (let seed = 1; seed <= 2000; seed++) {
      const random = generator(seed);
      const shape = plan(random);
      const lab = build(shape);
      const settleAll = (): string[] => {
        const ran: string[] = [];
        for (let open = openRuns(lab); open.length; open = openRuns(lab)) {
          const chosen = open[Math.floor(random() * open.length)]!;
          ran.push(chosen.run.instance.key);
          lab.settle(chosen.run, updates(chosen.run.instance.def.wire.output, value(argsOf(chosen))));
        }
        return ran;
      };
      for (const ran of [settleAll(), (lab.set("n0", "v", "changed"), settleAll())]) expect(new Set(ran).size, `seed ${seed}`).toBe(ran.length);
    }
  });

  it("leave nothing waiting when callbacks fail or change nothing", () => {
    for (let seed = 1; seed <= 4000; seed++) {
      const random = generator(seed);
      const lab = build(plan(random));
      for (let edits = 2; edits > 0 || openRuns(lab).length; ) {
        const open = openRuns(lab);
        if (edits > 0 && (!open.length || random() < 0.2)) {
          edits--;
          lab.set("n0", "v", `e${edits}`);
          continue;
        }
        const chosen = open[Math.floor(random() * open.length)]!;
        const dice = random();
        lab.settle(chosen.run, dice < 0.3 ? failed : dice < 0.6 ? nothing : updates(chosen.run.instance.def.wire.output, dice));
      }
      expect(lab.scheduler.isBusy, `seed ${seed}`).toBe(false);
    }
  });
});
