// What Location and Link say to each other, and what component packages made for Dash say to them: the names of the
// events are part of that contract. `pushstate` means that somebody called history.pushState.
const pushed = "_dashprivate_pushstate";

/** Go to an address of this app without loading the page. */
export function navigate(address: string): void {
  window.history.pushState({}, "", address);
  window.dispatchEvent(new CustomEvent(pushed));
}

/** Call back whenever the address has changed; returns the end of it. */
export function onNavigation(callback: () => void): () => void {
  window.addEventListener("popstate", callback);
  window.addEventListener(pushed, callback);
  return () => {
    window.removeEventListener("popstate", callback);
    window.removeEventListener(pushed, callback);
  };
}

/** Can this address be reached without leaving the app? */
export function isInside(address: string): boolean {
  try {
    const url = new URL(address, window.location.href);
    return url.origin === window.location.origin && url.protocol === window.location.protocol;
  } catch {
    return false;
  }
}
