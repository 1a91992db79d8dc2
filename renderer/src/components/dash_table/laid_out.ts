import { flushSync } from "react-dom";

/**
 * Measure an element when the browser has laid it out and before it paints: there measuring costs nothing, while asking
 * earlier would make the browser lay out the page once more.
 *
 * @param measure - may set states of components; they are drawn before the paint
 * @returns the way to stop
 */
export function whenLaidOut(element: Element, measure: () => void): (() => void) | undefined {
  if (typeof ResizeObserver === "undefined") {
    measure();
    return undefined;
  }
  const observer = new ResizeObserver(() => {
    observer.disconnect();
    flushSync(measure);
  });
  observer.observe(element);
  return () => { observer.disconnect(); };
}
