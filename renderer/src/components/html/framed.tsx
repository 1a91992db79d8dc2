/** `html.Iframe(srcDoc=...)` in a page that has a content security policy. */

import { createElement, useEffect, useRef, type ReactNode } from "react";
import { useLoading } from "../context";

/**
 * Where the server has the empty page that takes a text, null where none is needed. A text that stands in the attribute
 * itself has the policy of the page round it: its scripts, as those of a map, would not run.
 */
export const frames: { address: string | null } = { address: null };

/** What that page says when it can take the text, and how it is given to it; see `server/frames.py`. */
const READY = "desktopdash-frame";

/** @param attributes - of the tag, without `srcDoc` */
export function Framed({ address, text, attributes }: { address: string; text: string; attributes: Record<string, unknown> }): ReactNode {
  const frame = useRef<HTMLIFrameElement>(null), loading = useLoading();
  const version = useRef({ text, number: 0 });
  if (version.current.text !== text) version.current = { text, number: version.current.number + 1 };
  const { number } = version.current;
  useEffect(() => {
    const give = ({ source, data }: MessageEvent): void => {
      const target = frame.current?.contentWindow;
      if (!target || source !== target || data !== READY) return;
      window.removeEventListener("message", give); // whatever the frame shows later gets nothing
      target.postMessage({ desktopdash: text }, "*"); // a sandboxed frame has no origin to name
    };
    window.addEventListener("message", give);
    return () => { window.removeEventListener("message", give); };
  }, [text]);
  // Another text is another document.
  return createElement("iframe", { ...attributes, key: number, ref: frame, src: address, "data-dash-is-loading": loading });
}
