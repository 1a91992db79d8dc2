import type { BusyTitle } from "./title";

/**
 * Whether callbacks are running or wait to: shown by the title, and by a mark in the page for the app's own style.
 *
 * The mark comes and goes with every callback. It is put there without React, which would come from the root each time.
 */
export class Busy {
  private busy = false;
  private content: HTMLElement | null = null;
  private mark: HTMLElement | null = null;

  constructor(private readonly title: BusyTitle) {}

  set(busy: boolean): void {
    if (busy === this.busy) return;
    this.busy = busy;
    this.title.set(busy);
    this.draw();
  }

  isBusy(): boolean {
    return this.busy;
  }

  /** As a `ref`: the element of the app's content, behind which the mark stands. */
  readonly markBehind = (content: HTMLElement | null): void => {
    this.content = content;
    this.draw();
  };

  private draw(): void {
    if (!this.busy || !this.content) {
      this.mark?.remove();
      return;
    }
    if (!this.mark) {
      this.mark = document.createElement("div");
      this.mark.className = "_dash-loading-callback";
    }
    this.content.after(this.mark);
  }
}
