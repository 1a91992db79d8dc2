/** A quicker callback is over before anybody has read the title, and a change of title costs as much as the callback. */
export const SHOWN_AFTER_MS = 50;

/** The page's title while callbacks run ("Updating..."), and what it was before. */
export class BusyTitle {
  private before: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param busyTitle - null or empty: the title is left alone */
  constructor(private readonly busyTitle: string | null) {}

  set(busy: boolean): void {
    if (!this.busyTitle) return;
    clearTimeout(this.timer);
    if (busy) this.timer = setTimeout(() => { this.show(); }, SHOWN_AFTER_MS);
    else this.restore();
  }

  private show(): void {
    this.before ??= document.title;
    document.title = this.busyTitle!;
  }

  private restore(): void {
    if (this.before === null) return;
    // A callback may have set another title meanwhile: that one stays.
    if (document.title === this.busyTitle) document.title = this.before;
    this.before = null;
  }
}
