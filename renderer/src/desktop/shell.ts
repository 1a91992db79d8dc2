/** The app's own window: everything is asked of the shell, by the channel. */

import type { Backend, NoteEvent, ShowNotice, Shown, WireNote } from "./backend";
import { Channel, type Transport } from "./channel";
import { DesktopError } from "./errors";
import { Pending, type Answer } from "./pending";

/** One call may be so long; the rest of the app's data has callbacks. */
export const MOST_CHARACTERS = 16 * 2 ** 20;

/** What the shell says by itself. */
type Told = Answer | { readonly event: "note"; readonly detail: NoteEvent } | { readonly event: "notice"; readonly detail: WireNote }
  | { readonly event: "notice.close"; readonly detail: { readonly note: string } };

export class ShellBackend implements Backend {
  readonly kind = "window";
  private readonly pending = new Pending<string>();
  private readonly channel: Channel;
  private readonly notices = new Map<string, () => void>();
  private count = 0;
  private tell: (event: NoteEvent) => void = () => undefined;

  /**
   * @param page - the page's name: answers to the page before this one are not for us
   * @param show - for notifications that the system cannot post
   */
  constructor(transport: Transport, private readonly page: string, private readonly show: ShowNotice) {
    this.channel = new Channel(transport, (text) => { this.hear(JSON.parse(text) as Told); });
    this.channel.invoke("hello", page);
  }

  ask(name: string, args: Readonly<Record<string, unknown>>, timeout: number): Promise<unknown> {
    if (name === "notify") return this.notify(args as unknown as WireNote, timeout);
    if (name === "notify.close") this.closeNotice(args["note"] as string);
    return this.send(name, "ask", { name, args }, timeout);
  }

  call(name: string, args: readonly unknown[], timeout: number): Promise<unknown> {
    return this.send(name, "call", { name, args }, timeout);
  }

  onNote(listener: (event: NoteEvent) => void): void {
    this.tell = listener;
  }

  private send(what: string, method: "ask" | "call", body: object, timeout: number): Promise<unknown> {
    const id = `${this.page}:${++this.count}`;
    return this.pending.ask(id, what, timeout, () => {
      const text = encode(what, body);
      if (text.length > MOST_CHARACTERS) {
        throw new DesktopError("invalid", `${what}: the arguments have ${text.length} characters; at most ${MOST_CHARACTERS} are taken`);
      }
      this.channel.invoke(method, id, text);
    });
  }

  private async notify(note: WireNote, timeout: number): Promise<Shown> {
    const shown = (await this.send("notify", "ask", { name: "notify", args: note }, timeout)) as Shown;
    if (shown.shown === "window") this.showNotice(note, (event) => { this.tell(event); });
    return shown;
  }

  private hear(told: Told): void {
    if (!("event" in told)) return this.pending.answer(told);
    if (told.event === "note") return this.tell(told.detail);
    if (told.event === "notice.close") return this.closeNotice(told.detail.note);
    this.showNotice(told.detail, (event) => { this.channel.invoke("happened", JSON.stringify(event)); });
  }

  private showNotice(note: WireNote, ended: (event: NoteEvent) => void): void {
    this.notices.set(note.note, this.show(note, (event) => {
      this.notices.delete(note.note);
      ended(event);
    }));
  }

  private closeNotice(note: string): void {
    const close = this.notices.get(note);
    if (!close) return;
    this.notices.delete(note);
    close();
    this.tell({ note, how: "closed" });
  }
}

/** Arguments as JSON; what is none is told where it was given. */
export function encode(what: string, body: object): string {
  try {
    return JSON.stringify(body);
  } catch (error) {
    throw new DesktopError("invalid", `${what}: the arguments are not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}
