/** What stands behind `window.desktop`: the app's window, or a browser. */

/** A notification, or a notice of the window in its place. */
export interface WireNote {
  readonly note: string;
  readonly title: string;
  readonly body: string;
  readonly actions: readonly { id: string; label: string }[];
}

/** What a person does with a notification. */
export interface NoteEvent {
  readonly note: string;
  readonly how: "clicked" | "closed";
  readonly action?: string | null;
}

/** Whether and how a notification is shown. */
export interface Shown {
  readonly shown: "system" | "window" | "no";
  readonly reason?: string;
}

export interface Backend {
  readonly kind: "window" | "browser";
  /**
   * Ask for an operation of `protocol/operations.py`.
   *
   * @param timeout - milliseconds
   * @throws DesktopError
   */
  ask(name: string, args: Readonly<Record<string, unknown>>, timeout: number): Promise<unknown>;
  /**
   * Call an exposed function.
   *
   * @throws DesktopError
   */
  call(name: string, args: readonly unknown[], timeout: number): Promise<unknown>;
  /** Hear what becomes of this page's notifications. */
  onNote(listener: (event: NoteEvent) => void): void;
}

/** Shows a notice inside the page; returns the way to take it away. */
export type ShowNotice = (note: WireNote, ended: (event: NoteEvent) => void) => () => void;
