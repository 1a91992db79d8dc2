/** Notifications that the system does not show, as notices inside the page. */

import type { NoteEvent, ShowNotice } from "./backend";

/** Before the ids of buttons: an app may call one of them "dismissed". */
const ACTION = "action:";

/** The part of `view/notices.tsx` that is needed. */
interface Panel {
  show(
    notice: { id: string; title: string; body: string; actions: readonly { id: string; label: string }[] },
    ended: (how: string) => void,
  ): () => void;
}

export function showIn(panel: Panel): ShowNotice {
  return ({ note, title, body, actions }, ended) =>
    panel.show({ id: note, title, body, actions: actions.map(({ id, label }) => ({ id: ACTION + id, label })) }, (how) => {
      for (const event of eventsOf(note, how)) ended(event);
    });
}

/** A click takes the notice away, as it does with most of the systems' own. */
function eventsOf(note: string, how: string): NoteEvent[] {
  const closed: NoteEvent = { note, how: "closed" };
  const action = how.startsWith(ACTION) ? how.slice(ACTION.length) : null;
  return how === "clicked" || action !== null ? [{ note, how: "clicked", action }, closed] : [closed];
}
