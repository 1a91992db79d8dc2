/** A loaded page: the tree, the callbacks and what runs them, joined. */

import { flushSync } from "react-dom";
import { callClientside } from "../clientside/call";
import type { ClientsideApi } from "../clientside/api";
import { persistenceTraits } from "../components/persistence";
import { awaitCode, isSetAtFirst } from "../components/registry";
import { Arguments } from "../core/args";
import { whileSetBy } from "../core/chains";
import type { Definition } from "../core/definition";
import { Graph } from "../core/graph";
import { idText } from "../core/ids";
import { Instances } from "../core/instances";
import { Persistence } from "../core/persistence";
import { MissingComponent, missingText, MissingTarget } from "../core/missing";
import { Scheduler, type Host, type Outcome, type Run } from "../core/scheduler";
import { Ref, Tree } from "../core/tree";
import { findMissingIds, missingIdText, UnknownProp } from "../core/validate";
import { isEqual } from "../equal";
import { stores } from "../storage";
import type { CallbackRequest, ComponentId, PageConfig, WireCallback, WireComponent, WireJob } from "../protocol";
import type { Http } from "../transport/http";
import { Busy } from "./busy";
import { follow } from "./component_path";
import type { Hooks } from "./hooks";
import type { LateRows } from "./late_rows";
import { Loading } from "./loading";
import { Packages } from "./packages";
import { Notices } from "./notices";
import type { Problems } from "./problems";
import { ServerCalls } from "./server_calls";
import { findPlace } from "./source";
import { BusyTitle } from "./title";

export class Page {
  readonly tree: Tree;
  private readonly graph: Graph;
  private readonly instances: Instances;
  private readonly scheduler: Scheduler;
  readonly loading: Loading;
  readonly packages: Packages;
  readonly busy: Busy;
  private readonly calls: ServerCalls;
  private readonly args: Arguments;
  /** By instance, the tree's structure for which the code of all its components was there. */
  private readonly complete = new Map<string, number>();
  /** The run whose clientside function is on the stack. */
  private calling: Run | null = null;
  /** The page is drawn, with all its rows; null when it is. */
  private ready: Promise<void> | null = null;
  private proceed: () => void = () => undefined;
  /** The tree's structure that React has surely drawn. */
  private drawn = 0;

  constructor(
    private readonly config: PageConfig,
    callbacks: readonly WireCallback[],
    private readonly http: Http,
    private readonly api: () => ClientsideApi,
    readonly problems: Problems,
    private readonly hooks: Hooks,
    readonly notices = new Notices(),
  ) {
    const persistence = new Persistence({
      traits: persistenceTraits, stores, report: (error) => { problems.report(error, null); },
    });
    this.tree = new Tree(config.children_props, persistence);
    const graph = (this.graph = new Graph(callbacks));
    const instances = (this.instances = new Instances(this.tree, graph));
    this.loading = new Loading(instances, this.tree);
    this.busy = new Busy(new BusyTitle(config.update_title));
    this.args = new Arguments(this.tree, instances);
    this.scheduler = new Scheduler(this.tree, graph, instances, this.args, this.host(), persistence);
    this.calls = new ServerCalls(http, hooks, {
      tell: (run, news) => { this.scheduler.tell(run, news); },
      report: (run, error) => { problems.report(error, nameOf(run.instance.def)); },
    });
    this.packages = new Packages({
      fetch: (namespace) => http.latePackage(namespace),
      declare: (childrenProps, namespace) => { this.scheduler.declare(childrenProps, namespace); },
      report: (error) => { problems.report(error, null); },
    });
    api().set_props = (target, props) => { this.setPropsOf(target, props); };
  }

  /**
   * Put the layout into the tree, and ask the server for callbacks that need not wait until it is drawn: that takes as
   * long as a quick one of them.
   *
   * @param jobs - of earlier pages, to go on with
   * @param late - rows that are still to come; callbacks wait for them
   * @returns whether any was asked for
   */
  prepare(layout: unknown, jobs: readonly WireJob[] = [], late: LateRows | null = null): boolean {
    this.ready = new Promise((resolve) => { this.proceed = resolve; });
    this.scheduler.adopt(jobs);
    this.scheduler.mount(layout);
    let isAny = false;
    if (!late && !this.hooks.has("request_pre")) {
      this.scheduler.beginFirst((run) => {
        const isFirst = this.isKnown(run);
        isAny ||= isFirst;
        return isFirst;
      });
    }
    return isAny;
  }

  /** Draw the page; the other initial callbacks come after, for clientside functions look for elements. */
  show(layout: unknown, draw: () => void, late: LateRows | null = null): void {
    this.drawn = this.tree.structure;
    flushSync(draw);
    if (!this.config.suppress_callback_exceptions) this.validate(this.config.validation_layout ?? layout);
    if (late) void late.fill(this.tree).then(() => { this.goOn(); });
    else this.begin();
    for (const notice of this.config.notices ?? []) this.problems.report(notice, null);
  }

  /** Whether a run is the server's affair, and no component changes what it reads while it is drawn. */
  private isKnown({ instance: { def, binding } }: Run): boolean {
    if (def.wire.clientside_function || def.background) return false;
    return [...def.inputs, ...def.state].every((dep) => (
      this.instances.nodes(dep, binding).every(({ namespace, type }) => !isSetAtFirst(namespace, type, dep.prop))
    ));
  }

  /** All rows are there: what they change is drawn before callbacks begin. */
  private goOn(): void {
    flushSync(() => undefined);
    this.begin();
  }

  /** Callbacks run, and the server may change what it likes. */
  private begin(): void {
    this.ready = null;
    this.proceed();
    this.http.listen(({ run, props }) => {
      const teller = run === null ? undefined : this.calls.instanceOf(run);
      this.scheduler.update(props, teller === undefined ? undefined : whileSetBy(teller));
    });
  }

  private validate(layout: unknown): void {
    for (const missing of findMissingIds(this.graph, layout, this.config.children_props)) {
      this.problems.report(new MissingComponent(missingIdText(missing, this.tree.ids())), nameOf(missing.def));
    }
    for (const { callback, message } of this.config.unknown_props ?? []) this.problems.report(new UnknownProp(message), callback);
  }

  /** What a component's `setProps` does: nothing where no value differs. */
  setProps(key: number, patch: Record<string, unknown>): void {
    const node = this.tree.node(key);
    if (!node) return;
    const changed = Object.entries(patch).filter(([name, value]) => !isEqual(node.props[name], value));
    if (changed.length) this.scheduler.setProps(key, Object.fromEntries(changed));
  }

  /** Hang a component below a node, outside of its props, and ask for its initial calls. Returns its key. */
  attach(parent: number, name: string, component: WireComponent): number {
    return this.scheduler.attach(parent, name, component);
  }

  detach(key: number): void {
    this.scheduler.detach(key);
  }

  /**
   * `dash_clientside.set_props`.
   *
   * @throws MissingComponent when there is no such component
   */
  private setPropsOf(target: ComponentId | readonly (string | number)[], props: Record<string, unknown>): void {
    const key = isPath(target) ? this.followPath(target) : this.tree.find(idText(target))?.key;
    if (key === undefined) {
      const id = isPath(target) ? JSON.stringify(target) : idText(target);
      throw new MissingComponent(missingText("set_props", id, Object.keys(props)[0] ?? "", this.tree));
    }
    this.scheduler.setProps(key, props, this.calling ? whileSetBy(this.calling.instance.key) : undefined);
  }

  private followPath(path: readonly (string | number)[]): number | undefined {
    const at = follow(this.tree, path);
    return at instanceof Ref ? at.key : undefined;
  }

  private host(): Host {
    return {
      start: (run, request) => { this.start(run, request); },
      resume: (run, job) => { this.resume(run, job); },
      abandon: (run) => { this.calls.abandon(run); },
      cancel: (run) => { this.calls.cancel(run); },
      report: (error, def) => {
        if (error instanceof MissingTarget && this.config.suppress_callback_exceptions) return;
        const isOwn = def?.wire.clientside_function && error instanceof Error && error.stack;
        this.problems.report(error, def && nameOf(def), isOwn ? findPlace(error.stack!) : null);
      },
      observe: (run) => {
        this.loading.observe(run);
        this.busy.set(this.scheduler.isAwaited);
      },
      defer: (pump) => {
        if (this.ready) void this.ready.then(pump);
        else queueMicrotask(pump);
      },
    };
  }

  private start(run: Run, request: CallbackRequest): void {
    const isClientside = run.instance.def.wire.clientside_function;
    const outcome = isClientside ? this.runClientside(run, request) : this.calls.call(run, request);
    if (!(outcome instanceof Promise)) return this.settle(run, request, outcome);
    void outcome.then((value) => { this.settle(run, request, value); });
  }

  private resume(run: Run, job: WireJob): void {
    const request = this.args.request(run.instance, []) as CallbackRequest; // ready: else it would not be resumed
    void this.calls.resume(run, job, request).then((outcome) => { this.settle(run, request, outcome); });
  }

  /** A clientside function may look for the elements of the components that it has to do with. */
  private runClientside(run: Run, request: CallbackRequest): Outcome | Promise<Outcome> {
    this.drawStructure();
    const pending = this.complete.get(run.instance.key) === this.tree.structure ? [] : this.missingCode(run);
    if (!pending.length) {
      this.complete.set(run.instance.key, this.tree.structure);
      return this.callClientside(run, request);
    }
    return Promise.allSettled(pending).then(() => {
      flushSync(() => undefined);
      // Superseded meanwhile: nobody waits for it.
      return run.state.kind === "running" ? this.callClientside(run, request) : { kind: "nothing" };
    });
  }

  /** Promises of the code of a run's components that has not arrived. */
  private missingCode({ instance: { def, binding } }: Run): Promise<unknown>[] {
    const nodes = [...def.inputs, ...def.outputs, ...def.state].flatMap((dep) => this.instances.nodes(dep, binding));
    return nodes.flatMap(({ namespace, type }) => awaitCode(namespace, type) ?? []);
  }

  private callClientside(run: Run, request: CallbackRequest): Outcome | Promise<Outcome> {
    const outer = this.calling;
    this.calling = run;
    try {
      return callClientside(this.api(), run.instance.def.wire, request);
    } finally {
      this.calling = outer;
    }
  }

  private settle(run: Run, request: CallbackRequest, outcome: Outcome): void {
    this.scheduler.settle(run, outcome);
    if (!this.hooks.has("callback_resolved")) return;
    const resolution = outcome.kind === "failed"
      ? { error: outcome.error, payload: null }
      : { data: outcome.kind === "updates" ? outcome.updates : {}, payload: request };
    void this.hooks.call("callback_resolved", run.instance.def.wire, resolution);
  }

  /** A clientside function may look for the elements of components that have just been inserted. */
  private drawStructure(): void {
    if (this.drawn === this.tree.structure) return;
    this.drawn = this.tree.structure;
    flushSync(() => undefined);
  }
}

function isPath(target: ComponentId | readonly (string | number)[]): target is readonly (string | number)[] {
  return Array.isArray(target);
}

/** A callback as a person knows it: by what it writes. */
function nameOf(def: Definition): string {
  return def.wire.outputs.map(({ id, property }) => `${id}.${property}`).join(", ") || def.wire.output;
}
