/**
 * When callbacks run. The one place that decides; it knows no DOM, no network and no clock.
 *
 * A *run* is one execution of an instance. Each active run is in one of two maps by its instance: `waiting` (requested
 * or blocked) or `running`; an instance has at most one of each, and an ended run is in none.
 *
 *                    ┌──────── its blocker ended ────────┐
 *     request ──> requested ──> blocked ─────────────────┘
 *                    │
 *                    ├──> dropped   superseded, or nothing that it depends on has changed, or its components are gone
 *                    └──> running ──> applied | dropped (late answer) | failed
 *
 * Rules, each with its test:
 *  - A run waits while any active run can still change one of its inputs, directly or through other callbacks.
 *  - A newer request of an instance supersedes the older: one that waits takes over the cause, one that runs loses
 *    its answer.
 *  - An instance is not run again by its own outputs' consequences (circles end); by what it sets beside them it is, and
 *    then waits for its own end.
 *  - An initial run whose inputs are all written by other callbacks of the same wave runs only if one of them did;
 *    one that reads lists only (ALL, ALLSMALLER) runs in any case.
 */

import { ActiveRuns, type DropReason, type Run, type RunState, type Wave } from "./active";
import type { Arguments, Unready } from "./args";
import { isSetBy, NO_CHAIN, whileSetBy, writtenBy, type Chain } from "./chains";
import type { Definition, Graph, Instance } from "./graph";
import { idText, parseId } from "./ids";
import { initialCalls, listReaders, type InitialCall } from "./insertion";
import { propKey, type Instances } from "./instances";
import { Lights } from "./lights";
import { MissingComponent, missingText, MissingTarget } from "./missing";
import type { Persistence } from "./persistence";
import type { Change, ChildrenProps, Node, Props, Tree } from "./tree";
import type { CallbackRequest, Updates, WireComponent } from "../protocol";

export type { Run } from "./active";

/** How a run ended, as told by the one who executed it. */
export type Outcome =
  | { readonly kind: "updates"; readonly updates: Updates; readonly side?: readonly Updates[] }
  | { readonly kind: "nothing" }
  | { readonly kind: "failed"; readonly error: unknown };

/** What the scheduler needs of the outside. */
export interface Host {
  /** Execute a run; `settle` is to be called once, now or later. */
  start(run: Run, request: CallbackRequest): void;
  /** The answer of this run is no longer wanted. */
  abandon(run: Run): void;
  /** Something of the app is wrong; the page goes on. */
  report(error: unknown, def: Definition | null): void;
  /** A run began or ended, also one that never ran; its outputs are (no longer) being worked out. */
  observe(run: Run): void;
  /** Call `pump` soon: what happens in one go is then seen as one. */
  defer(pump: () => void): void;
}

/** A node and its new props. */
type Patched = readonly [Node, Props];

export class Scheduler {
  private readonly active: ActiveRuns;
  private readonly lights: Lights;
  private queue: Run[] = [];
  private outcomes: { run: Run; outcome: Outcome }[] = [];
  private nextId = 1;
  private pumping = false;
  private deferred = false;

  constructor(
    private readonly tree: Tree,
    graph: Graph,
    private readonly instances: Instances,
    private readonly args: Arguments,
    private readonly host: Host,
    private readonly persistence?: Pick<Persistence, "amend" | "record">,
  ) {
    this.active = new ActiveRuns(graph, instances);
    this.lights = new Lights(instances, this.active, (patches, chain, def) => { this.change(patches, chain, def); });
  }

  /** Whether any callback is running or waits to. */
  get isBusy(): boolean {
    return this.active.size > 0;
  }

  /** Whether any of those is one that a person waits for. */
  get isAwaited(): boolean {
    return this.active.awaited > 0;
  }

  /** Put the app's layout into the page and ask for its initial calls. */
  mount(layout: unknown): void {
    this.requestInitial(initialCalls(this.tree.mount(layout).added, this.instances, true), NO_CHAIN);
    this.soon();
  }

  /** Hang a component below a node, outside of its props; see `Tree.attach`. Returns its key. */
  attach(parent: number, name: string, component: WireComponent): number {
    const { key, change } = this.tree.attach(parent, name, component);
    this.insert(change, NO_CHAIN);
    this.soon();
    return key;
  }

  detach(key: number): void {
    this.insert(this.tree.detach(key), NO_CHAIN);
    this.soon();
  }

  /** Learn about a package's components; see `Tree.declare`. */
  declare(childrenProps: ChildrenProps, namespace: string): void {
    this.insert(this.tree.declare(childrenProps, namespace), NO_CHAIN);
    this.soon();
  }

  /** A component (or the app's own script) changed props of a node. */
  setProps(key: number, patch: Props, chain: Chain = NO_CHAIN): void {
    const node = this.tree.node(key);
    if (!node) return;
    this.change([[node, patch]], chain);
    this.soon();
  }

  /** Change props by id, as `set_props` does. Ids that are not in the page are reported. */
  update(updates: Updates, chain: Chain = NO_CHAIN, def: Definition | null = null): void {
    const known: Patched[] = [];
    for (const [id, props] of Object.entries(updates)) {
      const node = this.tree.find(idText(parseId(id)));
      if (node) known.push([node, props]);
      else this.host.report(new MissingTarget(missingText("set_props", id, Object.keys(props)[0] ?? "", this.tree)), def);
    }
    this.change(known, chain, def);
    this.soon();
  }

  /** Tell how a run ended. The answer of a run that was superseded meanwhile is dropped. */
  settle(run: Run, outcome: Outcome): void {
    this.outcomes.push({ run, outcome });
    this.soon();
  }

  /** Do all that can be done now. */
  pump(): void {
    if (this.pumping) return;
    this.pumping = true;
    this.deferred = false;
    try {
      for (let at = 0, done = 0; ; ) {
        if (done < this.outcomes.length) {
          const { run, outcome } = this.outcomes[done++]!;
          this.finish(run, outcome);
        } else if (at < this.queue.length) {
          this.consider(this.queue[at++]!);
        } else {
          this.outcomes = [];
          this.queue = [];
          break;
        }
      }
    } finally {
      this.pumping = false;
    }
  }

  private soon(): void {
    if (this.pumping || this.deferred) return;
    this.deferred = true;
    this.host.defer(() => { this.pump(); });
  }

  // --- asking for runs ---

  /** Values that do not fit (a patch of something that is not there) are reported, and change and trigger nothing. */
  private change(patches: readonly Patched[], chain: Chain, def: Definition | null = null): void {
    const done: { patched: Patched; change: Change }[] = [];
    for (const [node, given] of patches) {
      try {
        const before = node.props, props = this.persistence?.amend(node, given) ?? given;
        done.push({ patched: [node, props], change: this.tree.setProps(node.key, props) });
        this.persistence?.record(node, before, Object.keys(props));
      } catch (error) {
        this.host.report(error, def);
      }
    }
    for (const { patched: [node, props] } of done) {
      if (node.id !== undefined) for (const prop of Object.keys(props)) this.trigger(node, prop, chain);
    }
    for (const { change } of done) this.insert(change, chain);
  }

  private trigger(node: Node, prop: string, chain: Chain): void {
    const cause = propKey(node.id!, prop);
    for (const instance of [...this.instances.readers(node, prop)]) this.request(instance, [cause], null, chain);
  }

  /** Ask for what components call for that came, went or moved. */
  private insert({ added, removed, moved }: Change, chain: Chain): void {
    if (added.length) this.requestInitial(initialCalls(added, this.instances, false), chain);
    for (const instance of listReaders([...removed, ...moved], added, this.instances)) this.request(instance, [], null, chain);
  }

  private requestInitial(calls: readonly InitialCall[], chain: Chain): void {
    const wave: Wave = { settled: new Set() };
    for (const { instance, changed } of calls) this.request(instance, changed, wave, chain);
  }

  private request(instance: Instance, changed: readonly string[], wave: Wave | null, chain: Chain): void {
    if (chain.has(instance.key)) return;
    const older = this.active.running.get(instance.key);
    this.enqueue(instance, changed, wave, chain);
    if (older && !isSetBy(instance.key, chain)) this.supersede(older);
  }

  private enqueue(instance: Instance, changed: readonly string[], wave: Wave | null, chain: Chain): void {
    const waiting = this.active.waiting.get(instance.key);
    if (waiting) {
      for (const cause of changed) waiting.changed.add(cause);
      waiting.isCaused ||= !wave;
      // Of two causes the one that has come less far decides where the circle ends.
      waiting.chain = new Set([...waiting.chain].filter((key) => chain.has(key)));
      return;
    }
    const state = { kind: "requested" } as const;
    const run: Run = { id: this.nextId++, instance, changed: new Set(changed), wave, isCaused: !wave, chain, state };
    this.active.waiting.set(instance.key, run);
    this.active.count(instance.def, 1);
    this.queue.push(run);
  }

  private supersede(run: Run): void {
    this.active.running.delete(run.instance.key);
    this.host.abandon(run);
    this.end(run, { kind: "dropped", why: "superseded" });
  }

  // --- deciding ---

  private consider(run: Run): void {
    if (run.state.kind !== "requested") return;
    const own = this.active.running.get(run.instance.key);
    const by = own ? new Set([own]) : this.active.findBlockers(run);
    if (by.size) return this.active.block(run, by);
    if (this.isUnchanged(run)) return this.drop(run, "unchanged");
    if (!this.instances.isPresent(run.instance)) return this.drop(run, "absent");
    const request = this.args.request(run.instance, [...run.changed]);
    if ("kind" in request) return this.refuse(run, request);
    this.active.waiting.delete(run.instance.key);
    this.active.running.set(run.instance.key, run);
    run.state = { kind: "running" };
    this.host.observe(run);
    this.lights.on(run);
    this.host.start(run, request);
  }

  private refuse(run: Run, why: Unready): void {
    if (why.kind === "absent") return this.drop(run, "absent");
    const error = new MissingComponent(missingText(why.role, why.id, why.prop, this.tree));
    this.active.waiting.delete(run.instance.key);
    this.host.report(error, run.instance.def);
    this.end(run, { kind: "failed", error });
  }

  private drop(run: Run, why: DropReason): void {
    this.active.waiting.delete(run.instance.key);
    this.end(run, { kind: "dropped", why });
  }

  /**
   * Whether all inputs of an initial run were for others of its wave to write, and none of them did. A callback that
   * reads nothing but lists is called in any case, as it is over empty ones.
   */
  private isUnchanged({ wave, isCaused, instance }: Run): boolean {
    if (!wave || isCaused || instance.def.inputs.every((dep) => dep.multi)) return false;
    return this.instances.inputs(instance).every(({ node, prop }) => wave.settled.has(propKey(node.id!, prop)));
  }

  // --- ending ---

  private finish(run: Run, outcome: Outcome): void {
    if (run.state.kind !== "running") return;
    this.active.running.delete(run.instance.key);
    const chain = writtenBy(run.instance.key, run.chain);
    if (outcome.kind === "updates") {
      for (const side of outcome.side ?? []) this.update(side, whileSetBy(run.instance.key), run.instance.def);
      this.apply(outcome.updates, chain, run.instance.def);
      this.end(run, { kind: "applied" });
    } else if (outcome.kind === "nothing") {
      this.end(run, { kind: "applied" });
    } else {
      this.host.report(outcome.error, run.instance.def);
      this.end(run, { kind: "failed", error: outcome.error });
    }
  }

  /** Outputs whose component left the page while the callback ran have nobody to tell. */
  private apply(updates: Updates, chain: Chain, def: Definition): void {
    const patches: Patched[] = [];
    for (const [id, props] of Object.entries(updates)) {
      const node = this.tree.find(idText(parseId(id)));
      if (node) patches.push([node, props]);
    }
    this.change(patches, chain, def);
  }

  private end(run: Run, state: RunState): void {
    run.state = state;
    this.active.count(run.instance.def, -1);
    if (run.wave) for (const { node, prop } of this.instances.outputs(run.instance)) run.wave.settled.add(propKey(node.id!, prop));
    this.host.observe(run);
    this.lights.off(run);
    for (const released of this.active.release(run)) {
      released.state = { kind: "requested" };
      this.queue.push(released);
    }
  }
}
