/** What an app may leave out, and Python's None. */
export type Maybe<T> = T | null | undefined;

export type SetProps = (patch: Record<string, unknown>) => void;

/** What every component of dcc and dash_table gets beside its own props. */
export interface NodeProps {
  id?: string;
  setProps: SetProps;
}

/** Props of components whose value outlives a reload; the view acts on them. */
export interface PersistedProps {
  persistence?: Maybe<string | number | boolean>;
  persisted_props?: Maybe<string[]>;
  persistence_type?: Maybe<"local" | "session" | "memory">;
  componentPath?: unknown;
}

export type Style = Maybe<Record<string, string | number>>;

/** Join class names, leaving out what is not there. */
export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}

/** A style as React takes it: camelCase keys. Apps also write `background-color`, as in CSS. */
export function cssOf(style: unknown): React.CSSProperties | undefined {
  if (typeof style !== "object" || style === null) return undefined;
  const keys = Object.keys(style);
  if (!keys.some((key) => key.includes("-") && !key.startsWith("--"))) return style;
  return Object.fromEntries(
    Object.entries(style).map(([key, value]) => [
      key.startsWith("--") ? key : key.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

// Browsers skip control characters and white space when they read a URL's scheme.
// eslint-disable-next-line no-control-regex
const skipped = /[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028\u2029\ufeff]/g;

/** The URL, or `about:blank` for one that would run as a script. */
export function safeUrl(url: string): string {
  return /^(javascript|vbscript):/i.test(url.replace(skipped, "")) ? "about:blank" : url;
}
