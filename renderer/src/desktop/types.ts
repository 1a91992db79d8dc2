/**
 * `window.desktop`, as clientside functions and the app's scripts see it. The bundle has this file as `desktop.d.ts`, for
 * those who check their own scripts.
 */

/** What everything rejects with. */
export interface DesktopError extends Error {
  readonly name: "DesktopError";
  readonly code: "invalid" | "unknown" | "denied" | "unavailable" | "timeout" | "gone" | "failed";
}

export interface NotifyOptions {
  body?: string;
  /** Buttons; not every system shows them. */
  actions?: readonly { id: string; label: string }[];
  /** Only where the window is not in front already. */
  unfocused?: boolean;
  /** Called with the id of the button, null for the notification itself. */
  onclick?: (action: string | null) => void;
  onclose?: () => void;
}

export interface Note {
  readonly id: string;
  /** By the system, by the app's window because the system cannot or may not, or not at all. */
  readonly shown: "system" | "window" | "no";
  /** Why it is not a notification of the system; "" where it is. */
  readonly reason: string;
  close(): Promise<void>;
}

export interface Filter {
  name: string;
  /** Without dots; "*" for all files. */
  extensions: readonly string[];
}

export interface OpenOptions {
  title?: string;
  folder?: string | null;
  filters?: readonly Filter[];
  multiple?: boolean;
}

export interface SaveOptions {
  title?: string;
  /** What the file's name is to be. */
  name?: string;
  folder?: string | null;
  filters?: readonly Filter[];
}

export interface FolderOptions {
  title?: string;
  folder?: string | null;
}

export interface MessageOptions {
  title?: string;
  kind?: "info" | "question" | "warning" | "error";
  /** "Yes" and "No" by default for a question, "OK" for the rest. */
  buttons?: readonly string[];
}

/** Paths are those that the person has picked; null where a dialog was cancelled. */
export interface Dialogs {
  open(options?: OpenOptions): Promise<string[] | null>;
  save(options?: SaveOptions): Promise<string | null>;
  folder(options?: FolderOptions): Promise<string | null>;
  /** The label of the button that was pressed. */
  message(text: string, options?: MessageOptions): Promise<string | null>;
}

export interface Clipboard {
  read(): Promise<string>;
  write(text: string): Promise<void>;
}

export interface WindowState {
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
  readonly fullScreen: boolean;
  readonly maximised: boolean;
  readonly minimised: boolean;
  readonly focused: boolean;
  readonly theme: "light" | "dark";
}

export interface AppWindow {
  state(): Promise<WindowState>;
  setTitle(title: string): Promise<void>;
  setSize(width: number, height: number): Promise<void>;
  setZoom(factor: number): Promise<void>;
  setFullScreen(on?: boolean): Promise<void>;
  minimise(): Promise<void>;
  maximise(): Promise<void>;
  restore(): Promise<void>;
  focus(): Promise<void>;
  attention(): Promise<void>;
  /** Ask the person before the window closes; null: close without a question. */
  confirmClose(text: string | null): Promise<void>;
  close(): Promise<void>;
}

export interface Events {
  focus: () => void;
  blur: () => void;
  theme: (theme: "light" | "dark") => void;
}

/** Everything rejects with a `DesktopError`, whose `code` says why. */
export interface Desktop {
  /** Whether the page is in the app's own window. */
  readonly kind: "window" | "browser";
  readonly dialogs: Dialogs;
  readonly clipboard: Clipboard;
  readonly window: AppWindow;
  readonly Error: new (code: DesktopError["code"], message: string) => DesktopError;
  notify(title: string, options?: NotifyOptions): Promise<Note>;
  /** Open a link (http, https, mailto) outside of the app. */
  openExternal(url: string): Promise<void>;
  /** Call a Python function exposed with `@app.expose`. */
  call(name: string, ...args: unknown[]): Promise<unknown>;
  /** Listen to an event; returns the way to stop. */
  on<Name extends keyof Events>(event: Name, listener: Events[Name]): () => void;
  /** The same with another time-out, in milliseconds, for whatever is asked of it. */
  within(timeout: number): Desktop;
}

declare global {
  interface Window {
    desktop: Desktop;
  }
}
