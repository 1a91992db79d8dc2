/** A page without a browser: a scheduler whose runs are settled by the test. */

import { Arguments } from "../args";
import { Graph } from "../graph";
import { Instances } from "../instances";
import { Scheduler, type Host, type Outcome, type Run } from "../scheduler";
import { Tree } from "../tree";
import type { CallbackRequest, Updates, WireCallback, WireComponent, WireDependency } from "../../protocol";

export function div(id: string | Record<string, unknown> | null, children: unknown = null, more: Record<string, unknown> = {}): WireComponent {
  const props: Record<string, unknown> = { children, ...more };
  if (id !== null) props["id"] = id;
  return { type: "Div", namespace: "dash_html_components", props };
}

function dependency(text: string): WireDependency {
  const at = text.lastIndexOf(".");
  return { id: text.slice(0, at), property: text.slice(at + 1) };
}

/** A callback from texts: `callback("out.children", "in.value, other.value")`; dict ids as JSON, separated by `; `. */
export function callback(outputs: string, inputs: string, more: Partial<WireCallback> & { states?: string } = {}): WireCallback {
  const split = (text: string): WireDependency[] => (text ? text.split(text.includes("; ") || text.includes("{") ? "; " : ", ").map(dependency) : []);
  const outs = split(outputs);
  const { states, ...rest } = more;
  return {
    output: outs.length === 1 ? outputs : `..${outs.map((o) => `${o.id}.${o.property}`).join("...")}..`,
    outputs: outs, inputs: split(inputs), state: split(states ?? ""),
    clientside_function: null, prevent_initial_call: false, ...rest,
  };
}

export interface Started {
  run: Run;
  request: CallbackRequest;
}

export class Lab {
  readonly tree: Tree;
  readonly scheduler: Scheduler;
  readonly started: Started[] = [];
  readonly abandoned: Run[] = [];
  readonly problems: string[] = [];
  readonly observed: string[] = [];
  /** Settles runs at once, like a synchronous clientside callback; by the callback's `output`. */
  readonly sync = new Map<string, (request: CallbackRequest) => Outcome>();
  private deferred: (() => void)[] = [];

  constructor(layout: unknown, callbacks: WireCallback[], childrenProps: Record<string, Record<string, string[]>> = {}) {
    this.tree = new Tree(childrenProps);
    const graph = new Graph(callbacks);
    const instances = new Instances(this.tree, graph);
    const host: Host = {
      start: (run, request) => {
        this.started.push({ run, request });
        const answer = this.sync.get(run.instance.def.wire.output);
        if (answer) this.scheduler.settle(run, answer(request));
      },
      abandon: (run) => this.abandoned.push(run),
      report: (error) => this.problems.push((error as Error).message ?? String(error)),
      observe: (run) => this.observed.push(`${run.instance.def.wire.output} ${run.state.kind}`),
      defer: (pump) => this.deferred.push(pump),
    };
    this.scheduler = new Scheduler(this.tree, graph, instances, new Arguments(this.tree, instances), host);
    this.scheduler.mount(layout);
    this.flush();
  }

  flush(): void {
    while (this.deferred.length) this.deferred.shift()!();
  }

  /** The outputs of all runs started since the last call. */
  take(): string[] {
    return this.started.splice(0).map(({ run }) => run.instance.def.wire.output + bindingText(run));
  }

  /** A person changes a prop. */
  set(id: string, prop: string, value: unknown): void {
    this.scheduler.setProps(this.tree.find(id)!.key, { [prop]: value });
    this.flush();
  }

  read(id: string, prop: string): unknown {
    const node = this.tree.find(id);
    return node && this.tree.read(node.key, prop);
  }

  settle(run: Run, outcome: Outcome): void {
    this.scheduler.settle(run, outcome);
    this.flush();
  }
}

function bindingText(run: Run): string {
  return run.instance.def.matchKeys.length ? JSON.stringify(run.instance.binding) : "";
}

/** Answer with new values: `updates("a.children", 3)`. */
export function updates(...pairs: unknown[]): Outcome {
  const result: Updates = {};
  for (let i = 0; i < pairs.length; i += 2) {
    const { id, property } = dependency(pairs[i] as string);
    (result[id] ??= {})[property] = pairs[i + 1];
  }
  return { kind: "updates", updates: result };
}

export const nothing: Outcome = { kind: "nothing" };
export const failed: Outcome = { kind: "failed", error: new Error("boom") };
