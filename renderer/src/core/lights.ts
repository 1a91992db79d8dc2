/** `running` of callbacks: props that have other values while a callback runs. */

import type { ActiveRuns, Run } from "./active";
import { writtenBy, type Chain } from "./chains";
import type { Definition } from "./graph";
import type { Instances } from "./instances";
import type { Node, Props } from "./tree";

type Change = (patches: readonly (readonly [Node, Props])[], chain: Chain, def: Definition) => void;

export class Lights {
  /** The instances whose props have their values for running. */
  private readonly lit = new Set<string>();

  constructor(private readonly instances: Instances, private readonly active: ActiveRuns, private readonly change: Change) {}

  on({ instance, chain }: Run): void {
    const { key, def } = instance;
    if (!def.running.length || this.lit.has(key)) return;
    this.lit.add(key);
    this.change(this.instances.whileRunning(instance, true), writtenBy(key, chain), def);
  }

  /** Not between an older run and the newer one that superseded it: to the page that is one. */
  off({ instance, chain }: Run): void {
    const { key, def } = instance;
    if (!this.lit.has(key) || this.active.waiting.has(key) || this.active.running.has(key)) return;
    this.lit.delete(key);
    this.change(this.instances.whileRunning(instance, false), writtenBy(key, chain), def);
  }
}
