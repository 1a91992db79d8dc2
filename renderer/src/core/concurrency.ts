/** What becomes of a call while an older one of the same instance runs. */

import type { Run } from "./active";
import { isSetBy } from "./chains";
import type { Instance } from "./definition";
import type { Concurrency } from "../protocol";

/** Callbacks that are not long ones replace. */
export function concurrencyOf({ def }: Instance): Concurrency {
  return def.background?.concurrency ?? "replace";
}

/** Whether runs of an instance go side by side. With "queue" they do in the page; the server does one after the other. */
export function isSideBySide(instance: Instance): boolean {
  return ["parallel", "queue"].includes(concurrencyOf(instance));
}

/** Whether a run waits for the others of its instance: what a run has set itself calls it only after its end. */
export function waitsForOwn({ instance, chain }: Run): boolean {
  return !isSideBySide(instance) || isSetBy(instance.key, chain);
}
