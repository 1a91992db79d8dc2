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

const entity = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(tab|newline|colon));?/gi;

/** Entities mean nothing in a prop; but who writes a scheme with them means to hide it. */
function decoded(text: string): string {
  return text.replace(entity, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name) return name.toLowerCase() === "colon" ? ":" : "";
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Whether an address would run as a script. */
export function isScript(address: string): boolean {
  return /^(javascript|vbscript):/i.test(decoded(address).replace(skipped, ""));
}

/** The address as text, for that is what the browser makes of any value; `about:blank` for a script. */
export function safeUrl(address: unknown): string {
  const text = String(address);
  return isScript(text) ? "about:blank" : text;
}
