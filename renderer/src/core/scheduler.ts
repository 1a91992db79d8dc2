/**
 * When callbacks run. The one place that decides; it knows no DOM, no network and no clock.
 *
 * A *run* is one execution of an instance. Each active run is in one of two maps by its instance: `waiting` (requested
 * or blocked) or `running`; an instance has at most one of each, and an ended run is in none. Only a long callback whose
 * runs go side by side may have several that are running.
 *
 *                    ┌──────── its blocker ended ────────┐
 *     request ──> requested ──> blocked ─────────────────┘
 *                    │
 *                    ├──> dropped   superseded or cancelled, or nothing that it depends on has changed, or its components are gone
 *                    └──> running ──> applied | dropped (late answer, cancelled) | failed
 *
 * Rules, each with its test:
 *  - A run waits while any active run can still change one of its inputs, directly or through other callbacks.
 *  - A newer request of an instance supersedes the older: one that waits takes over the cause, one that runs loses
 *    its answer.
 *  - An instance is not run again by its own outputs' consequences (circles end); by what it sets beside them it is, and
 *    then waits for its own end.
 *  - An initial run whose inputs are all written by other callbacks of the same wave runs only if one of them did;
 *    one that reads lists only (ALL, ALLSMALLER) runs in any case.
 *  - What cancels a run drops it if it waits; one that is running is told so, and runs until it says that it has ended.
 *  - A job of an earlier page is a run from the moment when its components are there, in place of their initial call.
 */

import { ActiveRuns, type DropReason, type Run, type RunState, type Wave } from "./active";
import { Adoption } from "./adoption";
import type { Arguments, Unready } from "./args";
import { cancelledRuns } from "./cancels";
import { isSetBy, NO_CHAIN, whileSetBy, writtenBy, type Chain } from "./chains";
import { concurrencyOf, isSideBySide, waitsForOwn } from "./concurrency";
import type { Definition, Instance } from "./definition";
import type { Graph } from "./graph";
import type { Host, News, Outcome } from "./host";
import { initialCalls, listReaders } from "./insertion";
import { propKey, type Instances } from "./instances";
import { Lights } from "./lights";
import { MissingComponent, missingText, MissingTarget } from "./missing";
import type { Persistence } from "./persistence";
import { progressProps } from "./progress";
import { Pump } from "./pump";
import type { Change, ChildrenProps, Node, Props, Tree } from "./tree";
import { Writer, type Patched } from "./writer";
import type { Updates, WireComponent, WireJob } from "../protocol";

export type { Run } from "./active";
export type { Host, News, Outcome } from "./host";

export class Scheduler {
  private readonly active: ActiveRuns;
  private readonly lights: Lights;
  private readonly writer: Writer;
  private readonly adoption: Adoption;
  private readonly pump: Pump;
  private nextId = 1;

  constructor(
    private readonly tree: Tree,
    graph: Graph,
    private readonly instances: Instances,
    private readonly args: Arguments,
    private readonly host: Host,
    persistence?: Pick<Persistence, "amend" | "record">,
  ) {
    this.pump = new Pump(
      { consider: (run) => { this.consider(run); }, finish: (run, outcome) => { this.finish(run, outcome); } },
      (pump) => { host.defer(pump); },
    );
    this.writer = new Writer(tree, host, persistence);
    this.adoption = new Adoption(graph, instances, args);
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

  /** Let jobs of earlier pages go on in this one. To be called before the layout is there. */
  adopt(jobs: readonly WireJob[]): void {
    this.adoption.expect(jobs);
  }

  /** Put the app's layout into the page and ask for its initial calls. */
  mount(layout: unknown): void {
    this.requestInitial(this.tree.mount(layout).added, true, NO_CHAIN);
    this.pump.soon();
  }

  /** Begin some of the runs that are asked for, before their turn. */
  beginFirst(isFirst: (run: Run) => boolean): void {
    this.pump.first(isFirst);
  }

  /** Hang a component below a node, outside of its props; see `Tree.attach`. Returns its key. */
  attach(parent: number, name: string, component: WireComponent): number {
    const { key, change } = this.tree.attach(parent, name, component);
    this.insert(change, NO_CHAIN);
    this.pump.soon();
    return key;
  }

  detach(key: number): void {
    this.insert(this.tree.detach(key), NO_CHAIN);
    this.pump.soon();
  }

  /** Learn about a package's components; see `Tree.declare`. */
  declare(childrenProps: ChildrenProps, namespace: string): void {
    this.insert(this.tree.declare(childrenProps, namespace), NO_CHAIN);
    this.pump.soon();
  }

  /** A component (or the app's own script) changed props of a node. */
  setProps(key: number, patch: Props, chain: Chain = NO_CHAIN): void {
    const node = this.tree.node(key);
    if (!node) return;
    this.change([[node, patch]], chain);
    this.pump.soon();
  }

  /** Change props by id, as `set_props` does. Ids that are not in the page are reported. */
  update(updates: Updates, chain: Chain = NO_CHAIN, def: Definition | null = null): void {
    const known = this.writer.find(updates, (id, prop) => {
      this.host.report(new MissingTarget(missingText("set_props", id, prop, this.tree)), def);
    });
    this.change(known, chain, def);
    this.pump.soon();
  }

  /** Tell what a job says before its end. Of a run that nobody wants any more that changes nothing. */
  tell(run: Run, news: News): void {
    if (run.state.kind !== "running") return;
    const { instance } = run, chain = whileSetBy(instance.key);
    if (news.kind === "props") return this.update(news.props, chain, instance.def);
    this.change(progressProps(instance, news.values, this.instances), chain, instance.def);
    this.pump.soon();
  }

  /** Tell how a run ended. The answer of a run that was superseded meanwhile is dropped. */
  settle(run: Run, outcome: Outcome): void {
    this.pump.finish(run, outcome);
  }

  // --- asking for runs ---

  private change(patches: readonly Patched[], chain: Chain, def: Definition | null = null): void {
    const done = this.writer.write(patches, def);
    const changed = done.flatMap(({ patched: [node, props] }) => (
      node.id === undefined ? [] : Object.keys(props).map((prop) => ({ node, prop }))
    ));
    // Before anything is asked for: what a change both cancels and calls begins anew.
    for (const run of cancelledRuns(changed, chain, def, this.instances, this.active)) this.cancel(run);
    for (const { node, prop } of changed) this.trigger(node, prop, chain);
    for (const { change } of done) this.insert(change, chain);
  }

  private trigger(node: Node, prop: string, chain: Chain): void {
    const cause = propKey(node.id!, prop);
    for (const instance of [...this.instances.readers(node, prop)]) this.request(instance, [cause], null, chain);
  }

  /** Ask for what components call for that came, went or moved. */
  private insert({ added, removed, moved }: Change, chain: Chain): void {
    if (added.length) this.requestInitial(added, false, chain);
    for (const instance of listReaders([...removed, ...moved], added, this.instances)) this.request(instance, [], null, chain);
  }

  /**
   * Ask for what inserted components call for. A job that is taken over stands in for the call of its instance: not even
   * what others of its wave write calls it again, for at its own begin it had waited for them.
   */
  private requestInitial(added: readonly Node[], isMount: boolean, chain: Chain): void {
    const wave: Wave = { settled: new Set() };
    const adopted = this.adoption.take();
    const within = adopted.length ? new Set([...chain, ...adopted.map(({ instance }) => instance.key)]) : chain;
    for (const { instance, changed } of initialCalls(added, this.instances, isMount)) this.request(instance, changed, wave, within);
    for (const { instance, job } of adopted) this.resume(instance, job, wave, chain);
  }

  private request(instance: Instance, changed: readonly string[], wave: Wave | null, chain: Chain): void {
    if (chain.has(instance.key)) return;
    const concurrency = concurrencyOf(instance), older = this.active.runningOf(instance.key);
    if (concurrency === "drop" && older.length) return;
    const run = this.enqueue(instance, changed, wave, chain);
    if (!older.length || isSetBy(instance.key, chain)) return;
    if (concurrency === "replace") for (const each of older) this.supersede(each);
    else this.reconsider(run);
  }

  private enqueue(instance: Instance, changed: readonly string[], wave: Wave | null, chain: Chain): Run {
    const waiting = this.active.waiting.get(instance.key);
    if (waiting) {
      for (const cause of changed) waiting.changed.add(cause);
      waiting.isCaused ||= !wave;
      // Of two causes the one that has come less far decides where the circle ends.
      waiting.chain = new Set([...waiting.chain].filter((key) => chain.has(key)));
      return waiting;
    }
    const run = this.newRun(instance, changed, wave, chain);
    this.active.waiting.set(instance.key, run);
    this.pump.consider(run);
    return run;
  }

  private newRun(instance: Instance, changed: readonly string[], wave: Wave | null, chain: Chain): Run {
    const state = { kind: "requested" } as const;
    const run: Run = { id: this.nextId++, instance, changed: new Set(changed), wave, isCaused: !wave, chain, state };
    this.active.add(run);
    return run;
  }

  /** A run that waited for its own instance has another cause now, and may not have to. */
  private reconsider(run: Run): void {
    if (run.state.kind !== "blocked") return;
    run.state = { kind: "requested" };
    this.pump.consider(run);
  }

  private cancel(run: Run): void {
    if (run.state.kind === "running") this.host.cancel(run);
    // The end of another that was cancelled with it may have ended it already.
    else if (this.active.waiting.get(run.instance.key) === run) this.drop(run, "cancelled");
  }

  private supersede(run: Run): void {
    this.active.leave(run);
    this.host.abandon(run);
    this.end(run, { kind: "dropped", why: "superseded" });
  }

  // --- deciding ---

  private consider(run: Run): void {
    if (run.state.kind !== "requested") return;
    const own = waitsForOwn(run) ? this.active.runningOf(run.instance.key) : [];
    const by = own.length ? new Set(own) : this.active.findBlockers(run);
    if (by.size) return this.active.block(run, by);
    if (this.isUnchanged(run)) return this.drop(run, "unchanged");
    if (!this.instances.isPresent(run.instance)) return this.drop(run, "absent");
    const request = this.args.request(run.instance, [...run.changed]);
    if ("kind" in request) return this.refuse(run, request);
    this.begin(run);
    this.host.start(run, request);
  }

  private begin(run: Run): void {
    this.active.begin(run);
    this.host.observe(run);
    this.lights.on(run);
  }

  /** Go on with a job of an earlier page, unless this one has begun a newer that it would have given way to. */
  private resume(instance: Instance, job: WireJob, wave: Wave, chain: Chain): void {
    if (!isSideBySide(instance) && this.active.isActive(instance.key)) return;
    const run = this.newRun(instance, [], wave, chain);
    this.begin(run);
    this.host.resume(run, job);
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
    this.active.leave(run);
    this.lights.idle(run);
    const chain = writtenBy(run.instance.key, run.chain);
    if (outcome.kind === "updates") {
      for (const side of outcome.side ?? []) this.update(side, whileSetBy(run.instance.key), run.instance.def);
      // Outputs whose component left the page while the callback ran have nobody to tell.
      this.change(this.writer.find(outcome.updates), chain, run.instance.def);
      this.end(run, { kind: "applied" });
    } else if (outcome.kind === "nothing") {
      this.end(run, { kind: "applied" });
    } else if (outcome.kind === "cancelled") {
      this.end(run, { kind: "dropped", why: "cancelled" });
    } else {
      this.host.report(outcome.error, run.instance.def);
      this.end(run, { kind: "failed", error: outcome.error });
    }
  }

  private end(run: Run, state: RunState): void {
    run.state = state;
    this.active.remove(run);
    if (run.wave) for (const { node, prop } of this.instances.outputs(run.instance)) run.wave.settled.add(propKey(node.id!, prop));
    this.host.observe(run);
    this.lights.off(run);
    for (const released of this.active.release(run)) {
      released.state = { kind: "requested" };
      this.pump.consider(released);
    }
  }
}
