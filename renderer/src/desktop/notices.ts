/** Notifications that the system does not show, as notices inside the page. */

import type { NoteEvent, ShowNotice } from "./backend";

/** The part of `view/notices.tsx` that is needed. */
interface Panel {
  show(
    notice: { id: string; title: string; body: string; actions: readonly { id: string; label: string }[] },
    ended: (how: string) => void,
  ): () => void;
}

export function showIn(panel: Panel): ShowNotice {
  return ({ note, title, body, actions }, ended) =>
    panel.show({ id: note, title, body, actions }, (how) => {
      for (const event of eventsOf(note, how)) ended(event);
    });
}

/** A click takes the notice away, as it does with most of the systems' own. */
function eventsOf(note: string, how: string): NoteEvent[] {
  const closed: NoteEvent = { note, how: "closed" };
  if (how === "dismissed" || how === "expired") return [closed];
  return [{ note, how: "clicked", action: how === "clicked" ? null : how }, closed];
}
