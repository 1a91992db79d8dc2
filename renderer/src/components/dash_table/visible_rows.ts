import { useEffect, useLayoutEffect, useState, type RefObject } from "react";
import { whenLaidOut } from "./laid_out";

/** The rows to draw, and the heights of what is left out above and below them. */
export interface VisibleRows {
  start: number;
  end: number;
  above: number;
  below: number;
}

// Rows drawn beyond both edges, so that scrolling shows no gap before the next frame.
const margin = 12;
/** What a row is high until one is measured. */
const likelyHeight = 34;

function scrollParent(element: HTMLElement): HTMLElement | null {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (parent === document.body) return null;
    // A box that only scrolls sideways says `auto` too.
    const { overflowY } = getComputedStyle(parent);
    if ((overflowY === "auto" || overflowY === "scroll") && parent.scrollHeight > parent.clientHeight + 1) return parent;
  }
  return null;
}

/** The part of an element, from its own top, that its box (or the window, if nothing else scrolls it) shows. */
function seen(element: HTMLElement): [number, number] {
  const { top } = element.getBoundingClientRect();
  const box = scrollParent(element)?.getBoundingClientRect();
  return [(box?.top ?? 0) - top, (box?.bottom ?? window.innerHeight) - top];
}

/**
 * Draw only the rows in sight. The table may scroll itself, or stand in a page or a box that scrolls: scroll events of
 * all of them are caught on their way down. All rows are taken to be as high as the first.
 */
export function useVisibleRows(count: number, body: RefObject<HTMLElement>, enabled: boolean): VisibleRows {
  // More than the window can hold is not in sight.
  const [range, setRange] = useState(() => ({ start: 0, end: Math.min(count, Math.ceil(window.innerHeight / likelyHeight) + margin), height: likelyHeight }));

  const measure = () => {
    const element = body.current;
    if (!element) return;
    const first = element.querySelector<HTMLElement>("tr[data-row]");
    const height = first?.offsetHeight || likelyHeight;
    const [from, to] = seen(element);
    // A table that is out of sight has some rows all the same: those that come first.
    const start = Math.max(0, Math.min(count - 2 * margin, Math.floor(from / height) - margin));
    const end = Math.min(count, Math.max(start + 2 * margin, Math.ceil(to / height) + margin));
    setRange((old) => (old.start === start && old.end === end && old.height === height ? old : { start, end, height }));
  };

  useLayoutEffect(() => (enabled && body.current ? whenLaidOut(body.current.parentElement!, measure) : undefined), [enabled, count]);
  useEffect(() => {
    if (!enabled) return;
    let frame = 0;
    const later = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(measure);
    };
    document.addEventListener("scroll", later, { capture: true, passive: true });
    window.addEventListener("resize", later);
    // What stands above the table may grow and move it.
    const observer = typeof ResizeObserver === "undefined" ? undefined : new ResizeObserver(later);
    observer?.observe(document.body);
    return () => {
      observer?.disconnect();
      cancelAnimationFrame(frame);
      document.removeEventListener("scroll", later, { capture: true });
      window.removeEventListener("resize", later);
    };
  }, [enabled, count]);

  if (!enabled) return { start: 0, end: count, above: 0, below: 0 };
  const end = Math.min(range.end, count);
  const start = Math.min(range.start, end);
  return { start, end, above: start * range.height, below: (count - end) * range.height };
}
