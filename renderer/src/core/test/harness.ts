/** A page without a browser: a scheduler whose runs are settled by the test. */

import { Arguments } from "../args";
import { Graph } from "../graph";
import { Instances } from "../instances";
import { Scheduler, type Host, type News, type Outcome, type Run } from "../scheduler";
import { Tree, type Change, type Props } from "../tree";
import type { CallbackRequest, ProgressValue, Updates, WireBackground, WireCallback, WireComponent, WireDependency, WireJob } from "../../protocol";

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

/** The part of a callback that makes it a long one, from texts as in `callback`. */
export function long(more: { cancel?: string; progress?: string; idle?: unknown[]; concurrency?: WireBackground["concurrency"] } = {}): Partial<WireCallback> {
  const { inputs: cancel, state: progress } = callback("", more.cancel ?? "", { states: more.progress ?? "" });
  return { background: { interval: 1000, cancel, progress, progressDefault: more.idle ?? progress.map(() => null), concurrency: more.concurrency ?? "replace" } };
}

export interface Started {
  run: Run;
  request: CallbackRequest;
}

/** Sees what a page does, from its first layout on. */
export interface Watch {
  changed(key: number, props: Props, change: Change): void;
  /** May answer at once. */
  started(run: Run, request: CallbackRequest): Outcome | null;
}

class WatchedTree extends Tree {
  constructor(childrenProps: Record<string, Record<string, string[]>>, private readonly watch: Watch | null) {
    super(childrenProps);
  }

  override setProps(key: number, props: Props): Change {
    const change = super.setProps(key, props);
    this.watch?.changed(key, props, change);
    return change;
  }
}

export class Lab {
  readonly tree: Tree;
  readonly scheduler: Scheduler;
  /** The runs that were started and not yet taken. */
  readonly started: Started[] = [];
  /** All that ever were. */
  readonly history: Started[] = [];
  readonly abandoned: Run[] = [];
  readonly cancelled: Run[] = [];
  readonly resumed: { run: Run; job: WireJob }[] = [];
  readonly problems: string[] = [];
  readonly observed: string[] = [];
  /** Whether anything ran or waited when the page last heard of a run. */
  saidBusy = false;
  /** Settles runs at once, like a synchronous clientside callback; by the callback's `output`. */
  readonly sync = new Map<string, (request: CallbackRequest) => Outcome>();
  private deferred: (() => void)[] = [];

  constructor(
    layout: unknown, callbacks: WireCallback[], childrenProps: Record<string, Record<string, string[]>> = {}, watch: Watch | null = null,
    jobs: WireJob[] = [],
  ) {
    this.tree = new WatchedTree(childrenProps, watch);
    const graph = new Graph(callbacks);
    const instances = new Instances(this.tree, graph);
    const host: Host = {
      start: (run, request) => {
        this.started.push({ run, request });
        this.history.push({ run, request });
        const outcome = watch?.started(run, request) ?? this.sync.get(run.instance.def.wire.output)?.(request);
        if (outcome) this.scheduler.settle(run, outcome);
      },
      resume: (run, job) => this.resumed.push({ run, job }),
      abandon: (run) => this.abandoned.push(run),
      cancel: (run) => this.cancelled.push(run),
      report: (error) => this.problems.push((error as Error).message ?? String(error)),
      observe: (run) => {
        this.observed.push(`${run.instance.def.wire.output} ${run.state.kind}`);
        this.saidBusy = this.scheduler.isBusy;
      },
      defer: (pump) => this.deferred.push(pump),
    };
    this.scheduler = new Scheduler(this.tree, graph, instances, new Arguments(this.tree, instances), host);
    this.scheduler.adopt(jobs);
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

  /** A job tells something before its end. */
  tell(run: Run, ...news: News[]): void {
    for (const each of news) this.scheduler.tell(run, each);
    this.flush();
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

/** Four components for what needs no more. */
export const abc = [div("a"), div("b"), div("c"), div("d")];

/** No initial call. */
export const quiet = { prevent_initial_call: true };

/** The run of the last start of this output. */
export function last(lab: Lab, output: string): Started {
  const found = lab.history.filter(({ run }) => run.instance.def.wire.output === output).at(-1);
  if (!found) throw new Error(`${output} was not started`);
  return found;
}

/** Answer the last run of this output. */
export function settle(lab: Lab, output: string, outcome = updates(output, `${output}!`)): void {
  lab.settle(last(lab, output).run, outcome);
}

export const progress = (...values: ProgressValue[]): News => ({ number: 0, kind: "progress", values });
export const propsNews = (props: Updates): News => ({ number: 0, kind: "props", props });
