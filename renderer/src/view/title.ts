/** The page's title while callbacks run ("Updating..."), and what it was before. */
export class BusyTitle {
  private before: string | null = null;

  /** @param busyTitle - null or empty: the title is left alone */
  constructor(private readonly busyTitle: string | null) {}

  set(busy: boolean): void {
    if (!this.busyTitle || busy === (this.before !== null)) return;
    if (busy) {
      this.before = document.title;
      document.title = this.busyTitle;
    } else {
      // A callback may have set another title meanwhile: that one stays.
      if (document.title === this.busyTitle) document.title = this.before!;
      this.before = null;
    }
  }
}
