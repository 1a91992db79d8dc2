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
  /** The instances whose props have their values for running. */
  private readonly lit = new Set<string>();

  constructor(private readonly instances: Instances, private readonly active: ActiveRuns, private readonly change: Change) {}

  on({ instance, chain }: Run): void {
    const { key, def } = instance;
    if ((!def.running.length && !def.background?.progress.length) || this.lit.has(key)) return;
    this.lit.add(key);
    this.change(this.instances.whileRunning(instance, true), writtenBy(key, chain), def);
  }

  /** Not before the last run has ended, and not between one and the newer that superseded it: to the page that is one. */
  off({ instance, chain }: Run): void {
    const { key, def } = instance;
    if (!this.lit.has(key) || this.active.waiting.has(key) || this.active.isRunning(key)) return;
    this.lit.delete(key);
    this.change([...this.instances.whileRunning(instance, false), ...idleProps(instance, this.instances)], writtenBy(key, chain), def);
  }
}
