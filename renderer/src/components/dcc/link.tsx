import type { MouseEvent, ReactNode } from "react";
import { useLoading } from "../context";
import { cssOf, isScript, type Maybe, type NodeProps, type Style } from "../props";
import { isInside, navigate } from "./navigation";

export interface LinkProps extends NodeProps {
  children?: ReactNode;
  href: string;
  target?: Maybe<string>;
  refresh?: Maybe<boolean>;
  title?: Maybe<string>;
  className?: Maybe<string>;
  style?: Style;
  loading_state?: unknown;
}

/** A link that changes the address without loading the page. */
export function Link(props: LinkProps) {
  const address = String(props.href);
  const href = isScript(address) ? undefined : address;
  const loading = useLoading();
  const onClick = (event: MouseEvent) => {
    const elsewhere = props.target && props.target !== "_self";
    const modified = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (props.refresh || elsewhere || modified || event.defaultPrevented || !href || !isInside(href)) return;
    event.preventDefault();
    navigate(href);
    if (!new URL(href, window.location.href).hash) window.scrollTo(0, 0);
  };
  return (
    <a
      id={props.id}
      href={href}
      target={props.target ?? undefined}
      title={props.title ?? undefined}
      className={props.className ?? undefined}
      style={cssOf(props.style)}
      data-dash-is-loading={loading}
      onClick={onClick}
    >
      {props.children ?? props.href}
    </a>
  );
}
