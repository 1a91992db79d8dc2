import { createElement, useContext, useLayoutEffect, useRef, type MouseEventHandler, type ReactNode } from "react";
import { NodeContext } from "../context";
import { cssOf, safeUrl, type NodeProps } from "../props";
import type { AnyComponent } from "../types";
import { DirectElement } from "./direct";
import { Framed, frames } from "./framed";
import { voidTags } from "./tags";

/** Attributes that name an address, in whichever case they are written: HTML knows none. */
const addresses = new Set(["href", "src", "action", "formaction", "data", "xlinkhref", "xlink:href"]);

/** Tags whose address the page itself goes to. */
const followed = new Set(["a", "area", "form", "button", "input"]);

export interface ElementProps extends NodeProps {
  children?: ReactNode;
  n_clicks?: number | null;
  n_clicks_timestamp?: number | null;
  disable_n_clicks?: boolean | null;
  selected?: unknown;
  style?: unknown;
  [attribute: string]: unknown;
}

/** The props that become attributes of the tag; the others are the component's own. */
function attributes(tag: string, props: ElementProps): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(props)) {
    if (value !== null && value !== undefined) result[name] = value;
  }
  for (const own of ["children", "setProps", "n_clicks", "n_clicks_timestamp", "disable_n_clicks", "key", "loading_state"]) {
    Reflect.deleteProperty(result, own);
  }
  for (const name of Object.keys(result)) {
    if (addresses.has(name.toLowerCase())) setAddress(result, name, tag);
  }
  if ("style" in result) result.style = cssOf(result.style);
  if ("contentEditable" in result) result.suppressContentEditableWarning = true;
  // React keeps `selected` for the value of the select round it; set on the option itself it works as in HTML.
  if (tag === "option") Reflect.deleteProperty(result, "selected");
  return result;
}

/** The address as text. A script is left out where a click would follow it: any page in its place would be lost with it. */
function setAddress(attributes: Record<string, unknown>, name: string, tag: string): void {
  const address = String(attributes[name]);
  attributes[name] = safeUrl(address);
  if (attributes[name] === address) return;
  console.error(`html: found ${JSON.stringify(address)} as the ${name} of a <${tag}>, expected an address; scripts are not run from there.`);
  if (followed.has(tag)) Reflect.deleteProperty(attributes, name);
}

function clicksOf(props: ElementProps, direct: DirectElement): MouseEventHandler | undefined {
  // Nobody can listen to an element without an id, and a click handler would make a screen reader announce it.
  if (props.disable_n_clicks || props.id === undefined) return undefined;
  return () => {
    direct.clicks += 1;
    props.setProps({ n_clicks: direct.clicks, n_clicks_timestamp: Date.now() });
  };
}

/** Draw what can be drawn without React, now and until the element goes. */
function useDirect(tag: string, component: unknown, props: ElementProps): DirectElement {
  const own = useRef<DirectElement | null>(null);
  const direct = (own.current ??= new DirectElement(tag));
  const context = useContext(NodeContext);
  useLayoutEffect(() => { direct.rendered(props); }, [direct, props]);
  useLayoutEffect(() => direct.follow(context, component), [direct, context, component]);
  return direct;
}

/** Make the component of an HTML tag. */
export function element(name: string, tag: string): AnyComponent {
  const Element = (props: ElementProps) => {
    const direct = useDirect(tag, Element, props);
    const onClick = clicksOf(props, direct);
    const given = attributes(tag, props);
    given.ref = direct;
    if (onClick) given.onClick = onClick;
    if (tag === "textarea") {
      if (props.children) given.defaultValue = Array.isArray(props.children) ? props.children.join("") : props.children;
      return createElement(tag, given);
    }
    if (tag === "iframe" && typeof given["srcDoc"] === "string" && frames.address !== null) {
      const { srcDoc, ...rest } = given;
      return createElement(Framed, { address: frames.address, text: srcDoc as string, attributes: rest });
    }
    return voidTags.has(tag) ? createElement(tag, given) : createElement(tag, given, props.children);
  };
  Element.displayName = name;
  return Element;
}
