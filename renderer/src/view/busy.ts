import type { BusyTitle } from "./title";

/** Whether callbacks are running or wait to: shown by the title, and by a mark in the page for the app's own style. */
export class Busy {
  private busy = false;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly title: BusyTitle) {}

  set(busy: boolean): void {
    if (busy === this.busy) return;
    this.busy = busy;
    this.title.set(busy);
    for (const listener of this.listeners) listener();
  }

  // Bound, for React.

  readonly isBusy = (): boolean => this.busy;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  };
}
