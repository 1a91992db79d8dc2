/**
 * Props that have other values while a callback runs: `running`, and those that show its progress, which go back to
 * what they show when idle.
 */

import type { ActiveRuns, Run } from "./active";
import { writtenBy, type Chain } from "./chains";
import type { Definition } from "./definition";
import type { Instances } from "./instances";
import { idleProps } from "./progress";
import type { Patched } from "./writer";

type Change = (patches: readonly Patched[], chain: Chain, def: Definition) => void;

export class Lights {
  /** The instances whose `running` has its values for running. */
  private readonly lit = new Set<string>();
  /** The instances that may show progress. */
  private readonly showing = new Set<string>();

  constructor(private readonly instances: Instances, private readonly active: ActiveRuns, private readonly change: Change) {}

  on({ instance, chain }: Run): void {
    const { key, def } = instance;
    if (def.background?.progress.length) this.showing.add(key);
    if (!def.running.length || this.lit.has(key)) return;
    this.lit.add(key);
    this.change(this.instances.whileRunning(instance, true), writtenBy(key, chain), def);
  }

  /** Not before the last run has ended, and not between one and the newer that superseded it: to the page that is one. */
  off(run: Run): void {
    this.idle(run);
    const { instance, chain } = run, { key, def } = instance;
    if (!this.lit.has(key) || this.active.isActive(key)) return;
    this.lit.delete(key);
    this.change(this.instances.whileRunning(instance, false), writtenBy(key, chain), def);
  }

  /** The part of `off` that goes before the run's answer, which may be for the same props. */
  idle({ instance, chain }: Run): void {
    const { key, def } = instance;
    if (!this.showing.has(key) || this.active.isActive(key)) return;
    this.showing.delete(key);
    this.change(idleProps(instance, this.instances), writtenBy(key, chain), def);
  }
}
