/** A plain browser: what the web allows, and a reason where it does not. */

import type { Backend, NoteEvent, ShowNotice, Shown, WireNote } from "./backend";
import type { Calls } from "./calls";
import { DesktopError, describeError } from "./errors";
import { isSoon } from "./pending";

type Args = Readonly<Record<string, unknown>>;

const SCHEMES = new Set(["http:", "https:", "mailto:"]);

export class BrowserBackend implements Backend {
  readonly kind = "browser";
  private readonly open = new Map<string, () => void>();
  private tell: (event: NoteEvent) => void = () => undefined;
  private question: string | null = null;

  constructor(private readonly calls: Pick<Calls, "call">, private readonly show: ShowNotice) {
    window.addEventListener("beforeunload", (event) => { if (this.question !== null) event.preventDefault(); });
  }

  call(name: string, args: readonly unknown[], timeout: number): Promise<unknown> {
    return this.calls.call(name, args, timeout);
  }

  onNote(listener: (event: NoteEvent) => void): void {
    this.tell = listener;
  }

  /** @param ended - told what the person does with a notification; the page's own listener by default */
  async ask(name: string, args: Args, timeout = Infinity, ended: (event: NoteEvent) => void = (event) => { this.tell(event); }): Promise<unknown> {
    const work = name === "notify" ? this.notify(args as unknown as WireNote & { unfocused?: boolean }, ended) : this.operate(name, args);
    return isSoon(timeout) ? Promise.race([work, late(name, timeout)]) : work;
  }

  private operate(name: string, args: Args): unknown {
    const operation = Object.hasOwn(this.operations, name) ? this.operations[name] : undefined;
    if (!operation) throw unavailable(name, Object.hasOwn(WHY, name) ? WHY[name]! : "a browser has no such thing");
    return operation(args);
  }

  private readonly operations: Readonly<Record<string, (args: Args) => unknown>> = {
    "notify.close": ({ note }) => { this.open.get(note as string)?.(); this.open.delete(note as string); },
    "dialogs.message": ({ text, kind, buttons }) => message(String(text), kind as string, buttons as string[] | undefined),
    "clipboard.read": () => ofClipboard("clipboard.read", (clipboard) => clipboard.readText()),
    "clipboard.write": ({ text }) => ofClipboard("clipboard.write", (clipboard) => clipboard.writeText(String(text))),
    "openExternal": ({ url }) => { openOutside(String(url)); },
    "window.state": () => state(),
    "window.title": ({ title }) => { document.title = String(title); },
    "window.fullScreen": ({ on }) => fullScreen(on !== false),
    "window.restore": () => fullScreen(false),
    "window.focus": () => { window.focus(); },
    "window.confirmClose": ({ text }) => { this.question = text as string | null; },
    "window.close": () => {
      this.question = null;
      window.close();
      if (!window.closed) throw unavailable("window.close", "a browser closes only pages that a script has opened");
    },
  };

  private async notify(note: WireNote & { unfocused?: boolean }, ended: (event: NoteEvent) => void): Promise<Shown> {
    if (note.unfocused && document.hasFocus()) return { shown: "no", reason: "the page is in front" };
    const reason = (await refusal()) || this.post(note, ended);
    if (reason === "") return { shown: "system", reason };
    this.open.set(note.note, this.show(note, ended));
    return { shown: "window", reason };
  }

  /** @returns why the browser has not taken it; "" where it has */
  private post(note: WireNote, ended: (event: NoteEvent) => void): string {
    let posted: Notification;
    try {
      posted = new Notification(note.title, { body: note.body, tag: note.note });
    } catch (error) {
      return describeError(error).message; // on telephones only service workers may
    }
    this.open.set(note.note, () => { posted.close(); });
    posted.onclick = () => {
      window.focus();
      ended({ note: note.note, how: "clicked", action: null });
    };
    posted.onclose = () => { ended({ note: note.note, how: "closed" }); };
    return "";
  }
}

const NO_PATHS = "a browser gives a page no paths of files";
const NO_HOLD = "a browser's window is not the page's to change";
const WHY: Readonly<Record<string, string>> = {
  "dialogs.open": `${NO_PATHS}; use dcc.Upload`,
  "dialogs.save": `${NO_PATHS}; use dcc.Download`,
  "dialogs.folder": NO_PATHS,
  "window.size": NO_HOLD,
  "window.zoom": NO_HOLD,
  "window.minimise": NO_HOLD,
  "window.maximise": NO_HOLD,
  "window.attention": "a page in a browser cannot ask for attention; use desktop.notify",
};

function unavailable(name: string, why: string): DesktopError {
  return new DesktopError("unavailable", `${name}: ${why}`);
}

async function late(name: string, timeout: number): Promise<never> {
  await new Promise((resolve) => { setTimeout(resolve, timeout); });
  throw new DesktopError("timeout", `${name}: no answer within ${timeout} ms`);
}

/** Why the browser would not show a notification; "" where it would. It asks only while the person does something. */
async function refusal(): Promise<string> {
  if (!("Notification" in window)) return "this browser has no notifications";
  if (Notification.permission === "default" && navigator.userActivation?.isActive) await Notification.requestPermission();
  return Notification.permission === "granted" ? "" : "notifications are not allowed for this page";
}

function message(text: string, kind: string, buttons: readonly string[] | undefined): string | null {
  const labels = buttons?.length ? buttons : kind === "question" ? ["Yes", "No"] : ["OK"];
  if (labels.length > 2) throw unavailable("dialogs.message", "a browser's message has two buttons at most");
  if (labels.length === 1) {
    window.alert(text);
    return labels[0]!;
  }
  return window.confirm(text) ? labels[0]! : labels[1]!;
}

async function ofClipboard<T>(name: string, use: (clipboard: Clipboard) => Promise<T>): Promise<T> {
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (!clipboard) throw unavailable(name, "this page may not use the clipboard (it is not served over https or from this machine)");
  try {
    return await use(clipboard);
  } catch (error) {
    throw new DesktopError("denied", `${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function openOutside(url: string): void {
  const scheme = URL.canParse(url) ? new URL(url).protocol : "";
  if (!SCHEMES.has(scheme)) throw new DesktopError("invalid", `openExternal: expected a link that begins with http:, https: or mailto:; found ${url.slice(0, 80)}`);
  window.open(url, "_blank", "noopener,noreferrer");
}

async function fullScreen(on: boolean): Promise<void> {
  try {
    if (on) await document.documentElement.requestFullscreen();
    else if (document.fullscreenElement) await document.exitFullscreen();
  } catch (error) {
    throw new DesktopError("denied", `window.fullScreen: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function state(): Record<string, unknown> {
  return {
    title: document.title, x: window.screenX, y: window.screenY, width: window.innerWidth, height: window.innerHeight, zoom: 1,
    fullScreen: document.fullscreenElement !== null, maximised: false, minimised: document.hidden, focused: document.hasFocus(),
    theme: window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  };
}
