/** What the scheduler needs of the outside, and what it is told from there. */

import type { Run } from "./active";
import type { Definition } from "./definition";
import type { CallbackRequest, JobEvent, Updates, WireJob } from "../protocol";

/** How a run ended, as told by the one who executed it. */
export type Outcome =
  | { readonly kind: "updates"; readonly updates: Updates; readonly side?: readonly Updates[] }
  | { readonly kind: "nothing" }
  | { readonly kind: "cancelled" }
  | { readonly kind: "failed"; readonly error: unknown };

/** What a job tells before its end. */
export type News = Exclude<JobEvent, { kind: "end" }>;

export interface Host {
  /** Execute a run; `settle` is to be called once, now or later. */
  start(run: Run, request: CallbackRequest): void;
  /** Go on with a run that an earlier page has begun; `settle` is to be called once, now or later. */
  resume(run: Run, job: WireJob): void;
  /** The answer of this run is no longer wanted. */
  abandon(run: Run): void;
  /** This run is to end; `settle` is called when it has. */
  cancel(run: Run): void;
  /** Something of the app is wrong; the page goes on. */
  report(error: unknown, def: Definition | null): void;
  /** A run began or ended, also one that never ran; its outputs are (no longer) being worked out. */
  observe(run: Run): void;
  /** Call `pump` soon: what happens in one go is then seen as one. */
  defer(pump: () => void): void;
}
