/** Where in the app's own scripts an error was thrown, and what stands there. */

export interface Place {
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

/** A line of the app's own code. */
export interface SourceLine {
  /** The file as the app names it, and the line; null for a function that stands in Python. */
  readonly file: string | null;
  readonly text: string;
}

/** What the page loads from packages, ours and others'. */
const PACKAGES = "/_dash-component-suites/";
/** Minified files have very long lines. */
const MOST_CHARACTERS = 160;

// Chromium: "    at name (url:1:2)" or "    at url:1:2"; WebKit: "name@url:1:2".
const FRAME = /(?:\(|@|\s|^)((?:https?|file):[^\s()]*?):(\d+):(\d+)\)?\s*$/;

/** The innermost frame of a stack that lies in a script of the app. */
export function findPlace(stack: string): Place | null {
  for (const frame of stack.split("\n")) {
    const found = FRAME.exec(frame);
    if (found && !found[1]!.includes(PACKAGES)) return { url: found[1]!, line: Number(found[2]), column: Number(found[3]) };
  }
  return null;
}

/** A stack without the frames of the renderer. */
export function ownStack(stack: string): string {
  return stack.split("\n").filter((frame) => !frame.includes(`${PACKAGES}desktopdash/`)).join("\n");
}

/**
 * Read the line at a place. The scripts of the page are its own: what was loaded once is there again.
 *
 * @param page - the page's address
 * @param load - returns the text behind an address
 * @returns null where it cannot be read
 */
export async function readLine(place: Place, page: string, load: (url: string) => Promise<string>): Promise<SourceLine | null> {
  const address = new URL(place.url, page), here = new URL(page);
  if (address.origin !== here.origin) return null;
  const line = (await load(place.url)).split("\n")[place.line - 1];
  if (line === undefined) return null;
  const isInline = address.pathname === here.pathname;
  return { file: isInline ? null : `${address.pathname.slice(1)}:${place.line}`, text: excerpt(line, place.column) };
}

function excerpt(line: string, column: number): string {
  if (line.trim().length <= MOST_CHARACTERS) return line.trim();
  const start = Math.max(0, column - MOST_CHARACTERS / 2);
  return `${start ? "…" : ""}${line.slice(start, start + MOST_CHARACTERS).trim()}…`;
}
