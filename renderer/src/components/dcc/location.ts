import { useEffect, useRef } from "react";
import { isScript, type Maybe, type NodeProps } from "../props";
import { isInside, navigate, onNavigation } from "./navigation";

export interface LocationProps extends NodeProps {
  pathname?: Maybe<string>;
  search?: Maybe<string>;
  hash?: Maybe<string>;
  href?: Maybe<string>;
  refresh?: Maybe<boolean | "callback-nav">;
}

const parts = ["pathname", "search", "hash", "href"] as const;
type Address = Partial<Record<(typeof parts)[number], Maybe<string>>>;

function current(): Record<(typeof parts)[number], string> {
  const { pathname, search, hash, href } = window.location;
  return { pathname, search, hash, href };
}

/** The address that changed props ask for, or undefined when the window is there already. */
function wanted(changed: Address): string | undefined {
  const now = current();
  if (typeof changed.href === "string") {
    return new URL(changed.href, now.href).href === now.href ? undefined : changed.href;
  }
  const next = { ...now };
  for (const part of ["pathname", "search", "hash"] as const) {
    const value = changed[part];
    if (typeof value === "string") next[part] = value;
  }
  if (next.search && !next.search.startsWith("?")) next.search = `?${next.search}`;
  if (next.hash && !next.hash.startsWith("#")) next.hash = `#${next.hash}`;
  const same = next.pathname === now.pathname && next.search === now.search && next.hash === now.hash;
  if (same) return undefined;
  const address = next.pathname + next.search + next.hash;
  return isInside(address) ? address : onThisSite(next);
}

/** A path that begins like another site's address ("//elsewhere", "scheme:") is a path of this one all the same. */
function onThisSite({ pathname, search, hash }: Record<"pathname" | "search" | "hash", string>): string {
  return Object.assign(new URL(window.location.href), { pathname, search, hash }).href;
}

function go(address: string, refresh: LocationProps["refresh"]): void {
  if (isScript(address)) {
    console.error(`dcc.Location: found ${JSON.stringify(address)}, expected an address; scripts are not run from there.`);
    return;
  }
  if ((refresh ?? true) === true || !isInside(address)) window.location.assign(address);
  else if (refresh === "callback-nav") navigate(address);
  else window.history.pushState({}, "", address);
}

/** The window's address as props, and the other way round. */
export function Location(props: LocationProps) {
  const latest = useRef(props);
  const seen = useRef<Address>({});
  latest.current = props;

  const report = () => {
    const now = current();
    const given = latest.current;
    seen.current = now;
    if (parts.some((part) => given[part] !== now[part])) given.setProps(now);
  };

  useEffect(() => onNavigation(report), []);

  useEffect(() => {
    const given = latest.current;
    const changed: Address = {};
    for (const part of parts) {
      if (given[part] !== seen.current[part] && given[part] !== undefined) changed[part] = given[part];
    }
    const first = seen.current.href === undefined;
    for (const part of parts) seen.current[part] = given[part];
    const address = wanted(changed);
    if (address !== undefined) go(address, given.refresh);
    if (first) report();
  }, [props.pathname, props.search, props.hash, props.href]);
  return null;
}
