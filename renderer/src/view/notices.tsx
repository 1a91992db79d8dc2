/** Notices inside the page: what happened, said in a corner for a while. */

import { useEffect, useRef, useState, useSyncExternalStore, type KeyboardEvent, type ReactNode } from "react";
import { safeUrl } from "../components/props";

export interface Notice {
  /** One that is shown already under the same id makes place. */
  readonly id?: string;
  readonly title: string;
  readonly body?: string;
  /** The address of an image. */
  readonly icon?: string;
  /** Buttons. With some the notice stays until it is answered. */
  readonly actions?: readonly { readonly id: string; readonly label: string }[];
}

/** How a notice ended: `clicked`, `dismissed` or `expired`, else the id of an action. */
export type NoticeEnd = string;

interface Shown {
  readonly key: number;
  readonly notice: Notice;
  readonly ended: ((how: NoticeEnd) => void) | undefined;
}

/** So many are shown at a time; the others wait. */
export const MOST_SHOWN = 4;
/** Milliseconds for which a notice without actions is shown, while nobody points at it. */
export const SHOWN_FOR = 8000;

export class Notices {
  private list: readonly Shown[] = [];
  private shown: readonly Shown[] = [];
  private readonly listeners = new Set<() => void>();
  private nextKey = 1;

  /** Those that are to be seen now, the oldest first. The same list for as long as the same are. */
  readonly snapshot = (): readonly Shown[] => this.shown;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  };

  /**
   * Show a notice, or let it wait for its turn.
   *
   * @param ended - told once how it ended, unless it is closed; one that made place for another was dismissed
   * @returns closes it
   */
  show(notice: Notice, ended?: (how: NoticeEnd) => void): () => void {
    const entry: Shown = { key: this.nextKey++, notice, ended };
    const replaced = notice.id === undefined ? undefined : this.list.find((other) => other.notice.id === notice.id);
    this.set(replaced ? this.list.map((other) => (other === replaced ? entry : other)) : [...this.list, entry]);
    replaced?.ended?.("dismissed");
    return () => { this.remove(entry.key); };
  }

  /** The person, or the clock, ended a notice. */
  end(key: number, how: NoticeEnd): void {
    this.remove(key)?.ended?.(how);
  }

  private remove(key: number): Shown | undefined {
    const found = this.list.find((entry) => entry.key === key);
    if (found) this.set(this.list.filter((entry) => entry !== found));
    return found;
  }

  private set(list: readonly Shown[]): void {
    this.list = list;
    const shown = list.slice(0, MOST_SHOWN);
    if (shown.length === this.shown.length && shown.every((entry, i) => entry === this.shown[i])) return;
    this.shown = shown;
    for (const listener of [...this.listeners]) listener();
  }
}

/** The corner in which they stand. It is there before the first, for screen readers tell only what changes in it. */
export function NoticePanel({ notices }: { notices: Notices }): ReactNode {
  const shown = useSyncExternalStore(notices.subscribe, notices.snapshot);
  const panel = useRef<HTMLElement>(null);
  const newest = shown.at(-1)?.key;
  useEffect(() => {
    const { current } = panel;
    if (!current) return;
    if (newest !== undefined) return raise(current);
    // Screen readers are to know it before the first notice. The browser lays the page out for that, as a frame does
    // anyway: an empty one waits for it.
    const frame = requestAnimationFrame(() => { raise(current); });
    return () => { cancelAnimationFrame(frame); };
  }, [newest]);
  return (
    <section ref={panel} className="desktopdash-notices" role="status" aria-live="polite" aria-label="Notices" {...{ popover: "manual" }}>
      {shown.map(({ key, notice }) => (
        <NoticeCard key={key} notice={notice} onEnd={(how) => { notices.end(key, how); }} />
      ))}
    </section>
  );
}

/** Of what lies on top of a page the last to be opened lies highest; a person in the midst of it keeps the focus. */
function raise(panel: HTMLElement): void {
  // Engines without popovers draw it where it stands.
  if (!("showPopover" in panel) || panel.contains(document.activeElement)) return;
  if (panel.matches(":popover-open")) panel.hidePopover();
  panel.showPopover();
}

function NoticeCard({ notice, onEnd }: { notice: Notice; onEnd: (how: NoticeEnd) => void }): ReactNode {
  const { title, body, icon, actions = [] } = notice;
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const latest = useRef(onEnd);
  latest.current = onEnd;
  const isKept = isPointed || isFocused || actions.length > 0;
  useEffect(() => {
    if (isKept) return;
    const timer = window.setTimeout(() => { latest.current("expired"); }, SHOWN_FOR);
    return () => { window.clearTimeout(timer); };
  }, [isKept]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onEnd("dismissed");
  };
  return (
    <article
      className="desktopdash-notice"
      onPointerEnter={() => { setPointed(true); }}
      onPointerLeave={() => { setPointed(false); }}
      onFocus={() => { setFocused(true); }}
      onBlur={() => { setFocused(false); }}
      onKeyDown={onKeyDown}
    >
      <button type="button" className="desktopdash-notice-body" onClick={() => { onEnd("clicked"); }}>
        {icon && <Icon address={icon} />}
        <span className="desktopdash-notice-text">
          <strong>{title}</strong>
          {body && <span>{body}</span>}
        </span>
      </button>
      <button type="button" className="desktopdash-notice-dismiss" aria-label={`Dismiss: ${title}`} onClick={() => { onEnd("dismissed"); }}>✕</button>
      {actions.length > 0 && (
        <footer>
          {actions.map(({ id, label }) => (
            <button key={id} type="button" onClick={() => { onEnd(id); }}>{label}</button>
          ))}
        </footer>
      )}
    </article>
  );
}

/** An image that is not there leaves no gap. */
function Icon({ address }: { address: string }): ReactNode {
  const [isMissing, setMissing] = useState(false);
  if (isMissing) return null;
  return <img src={safeUrl(address)} alt="" onError={() => { setMissing(true); }} />;
}
