/** `window.desktop`, made of a backend. */

import type { Backend, NoteEvent, Shown } from "./backend";
import { newId } from "../ids";
import { DesktopError } from "./errors";
import type { AppWindow, Clipboard, Desktop, Dialogs, Events, Note, NotifyOptions, WindowState } from "./types";

/** Dialogs wait for the person; everything else for so long, in milliseconds. */
const USUAL_MS = 10_000;
const CALL_MS = 60_000;

/** What an API needs of the page around it. */
interface Own {
  readonly backend: Backend;
  /** By id, the options of notifications that are still on the screen. */
  readonly notes: Map<string, NotifyOptions>;
}

export function makeDesktop(backend: Backend): Desktop {
  const notes = new Map<string, NotifyOptions>();
  backend.onNote((event) => { tellNote(notes, event); });
  return build({ backend, notes }, null);
}

function tellNote(notes: Map<string, NotifyOptions>, { note, how, action }: NoteEvent): void {
  const options = notes.get(note);
  if (how === "clicked") return options?.onclick?.(action ?? null);
  notes.delete(note);
  options?.onclose?.();
}

/** @param within - milliseconds for everything, null for what is usual */
function build(own: Own, within: number | null): Desktop {
  const ask = (name: string, args: Readonly<Record<string, unknown>> = {}, usual = USUAL_MS): Promise<unknown> =>
    own.backend.ask(name, defined(args), within ?? usual);
  return {
    kind: own.backend.kind,
    dialogs: dialogs(ask),
    clipboard: { read: () => ask("clipboard.read") as Promise<string>, write: (text) => ask("clipboard.write", { text }) as Promise<void> } satisfies Clipboard,
    window: appWindow(ask),
    Error: DesktopError,
    notify: (title, options = {}) => notify(own, ask, title, options),
    openExternal: (url) => ask("openExternal", { url }) as Promise<void>,
    call: (name, ...args) => own.backend.call(name, args, within ?? CALL_MS),
    on: listen,
    within: (timeout) => build(own, timeout),
  };
}

type Ask = (name: string, args?: Readonly<Record<string, unknown>>, usual?: number) => Promise<unknown>;

function dialogs(ask: Ask): Dialogs {
  return {
    open: (options = {}) => ask("dialogs.open", { ...options }, Infinity) as Promise<string[] | null>,
    save: (options = {}) => ask("dialogs.save", { ...options }, Infinity) as Promise<string | null>,
    folder: (options = {}) => ask("dialogs.folder", { ...options }, Infinity) as Promise<string | null>,
    message: (text, options = {}) => ask("dialogs.message", { text, ...options }, Infinity) as Promise<string | null>,
  };
}

function appWindow(ask: Ask): AppWindow {
  const plain = (name: string) => () => ask(name) as Promise<void>;
  return {
    state: () => ask("window.state") as Promise<WindowState>,
    setTitle: (title) => ask("window.title", { title }) as Promise<void>,
    setSize: (width, height) => ask("window.size", { width, height }) as Promise<void>,
    setZoom: (factor) => ask("window.zoom", { factor }) as Promise<void>,
    setFullScreen: (on = true) => ask("window.fullScreen", { on }) as Promise<void>,
    minimise: plain("window.minimise"),
    maximise: plain("window.maximise"),
    restore: plain("window.restore"),
    focus: plain("window.focus"),
    attention: plain("window.attention"),
    confirmClose: (text) => ask("window.confirmClose", { text }) as Promise<void>,
    close: plain("window.close"),
  };
}

async function notify(own: Own, ask: Ask, title: string, options: NotifyOptions): Promise<Note> {
  const { body = "", actions = [], unfocused = false } = options;
  const note = newId();
  own.notes.set(note, options); // before it is shown: its click may come first
  try {
    const { shown, reason = "" } = (await ask("notify", { note, title, body, actions, unfocused })) as Shown;
    if (shown === "no") own.notes.delete(note);
    return { id: note, shown, reason, close: () => ask("notify.close", { note }) as Promise<void> };
  } catch (error) {
    own.notes.delete(note);
    throw error;
  }
}

function listen<Name extends keyof Events>(event: Name, listener: Events[Name]): () => void {
  if (event === "theme") {
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const hear = (): void => { (listener as Events["theme"])(dark.matches ? "dark" : "light"); };
    dark.addEventListener("change", hear);
    return () => { dark.removeEventListener("change", hear); };
  }
  if (event !== "focus" && event !== "blur") throw new DesktopError("invalid", `there is no event ${JSON.stringify(event)}; expected "focus", "blur" or "theme"`);
  const hear = (): void => { (listener as () => void)(); };
  window.addEventListener(event, hear);
  return () => { window.removeEventListener(event, hear); };
}

/** Options that were given as undefined are not given. */
function defined(args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
}
