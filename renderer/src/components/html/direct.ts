/**
 * What an element draws without React. React comes to a changed component from the root down, and on its way looks at
 * every sibling of every component above; writing a text into the element costs the same in a page of any size.
 *
 * React knows nothing of what was written. When it next draws the element it compares with what it drew last itself,
 * and leaves alone what it takes for the same; `rendered` then writes those values again.
 */

import type { Drawer, NodeContext } from "../context";
import { cssOf } from "../props";
import { isPlainObject } from "../../equal";
import type { ElementProps } from "./element";
import { voidTags } from "./tags";

type Props = Readonly<Record<string, unknown>>;

/** How one prop is written; of other values than it takes `write` makes nothing, for React has drawn those. */
interface Direct {
  takes(value: unknown): boolean;
  write(element: HTMLElement, before: unknown, now: unknown): void;
}

const isNothing = (value: unknown): value is null | undefined => value === null || value === undefined;
const isText = (value: unknown): value is string | number => typeof value === "string" || typeof value === "number";

const text: Direct = {
  takes: isText,
  write(element, _before, now) {
    if (!isText(now)) return;
    const { firstChild } = element, written = String(now);
    if (written && firstChild instanceof Text && firstChild === element.lastChild) firstChild.data = written;
    else element.textContent = written;
  },
};

const attribute = (name: string): Direct => ({
  takes: (value) => isText(value) || isNothing(value),
  write(element, _before, now) {
    if (isText(now)) element.setAttribute(name, String(now));
    else if (isNothing(now)) element.removeAttribute(name);
  },
});

const hidden: Direct = {
  takes: (value) => typeof value === "boolean" || isNothing(value),
  write(element, _before, now) {
    if (hidden.takes(now)) element.toggleAttribute("hidden", now === true);
  },
};

/** Numbers are left to React, which knows where they are pixels. */
const style: Direct = {
  takes: (value) => isNothing(value) || (isPlainObject(value) && Object.values(value).every((one) => typeof one === "string")),
  write(element, before, now) {
    const old = (cssOf(before) ?? {}) as Props, made = (cssOf(now) ?? {}) as Props;
    for (const name of Object.keys(old)) if (!Object.hasOwn(made, name)) setStyle(element, name, "");
    for (const [name, value] of Object.entries(made)) {
      if (typeof value === "string" && value !== old[name]) setStyle(element, name, value.trim());
    }
  },
};

function setStyle({ style }: HTMLElement, name: string, value: string): void {
  if (name.startsWith("--")) style.setProperty(name, value);
  else (style as unknown as Record<string, string>)[name === "float" ? "cssFloat" : name] = value;
}

/** Clicks are counted and not shown. */
const unseen: Direct = { takes: () => true, write: () => undefined };

const props = new Map<string, Direct>([
  ["children", text], ["className", attribute("class")], ["style", style], ["hidden", hidden],
  ["n_clicks", unseen], ["n_clicks_timestamp", unseen],
  ...["title", "role", "lang", "dir"].map((name): [string, Direct] => [name, attribute(name)]),
]);

function directOf(name: string): Direct | undefined {
  return props.get(name) ?? (/^(aria|data)-[a-z0-9-]+$/.test(name) ? attribute(name) : undefined);
}

/** What they show is not only their attributes and their text. */
const indirect = new Set(["iframe", "noscript", "option", "select", "textarea"]);

const LOADING = "data-dash-is-loading";

/** One element in the page, and what it shows. */
export class DirectElement implements Drawer {
  /** Clicks so far. Two can come before the first one is known to the page. */
  clicks = 0;
  /** As a `ref` of React's has it. */
  current: HTMLElement | null = null;
  private shown: ElementProps | null = null;
  /** What was written since React last drew, by the prop's name. */
  private written: Map<string, unknown> | null = null;

  constructor(private readonly tag: string) {}

  /** React has drawn these props. */
  rendered(props: ElementProps): void {
    const { current: element, shown, written } = this;
    this.shown = props;
    this.written = null;
    this.clicks = props.n_clicks ?? 0;
    if (!element) return;
    if (this.tag === "option" && props.selected !== undefined && props.selected !== shown?.selected) {
      (element as HTMLOptionElement).selected = Boolean(props.selected);
    }
    for (const [name, value] of written ?? []) {
      if (!Object.is(value, props[name])) directOf(name)!.write(element, value, props[name]);
    }
  }

  /** Draw what the node's context tells, and mark the element while it is loading. Returns the way to stop. */
  follow(context: NodeContext, component: unknown): () => void {
    const mark = (): void => {
      if (context.isLoading()) this.current?.setAttribute(LOADING, "true");
      else this.current?.removeAttribute(LOADING);
    };
    mark();
    const stop = context.subscribeLoading(mark);
    const withdraw = indirect.has(this.tag) ? undefined : context.drawing?.offer(component, this);
    return () => {
      stop();
      withdraw?.();
    };
  }

  draw(before: Props, now: Props): boolean {
    const { current: element, shown } = this;
    if (!element || !shown) return false;
    const changed = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((name) => !Object.is(before[name], now[name]));
    if (!changed.every((name) => this.canDraw(name, before[name], now[name]))) return false;
    const written = (this.written ??= new Map<string, unknown>());
    for (const name of changed) {
      directOf(name)!.write(element, before[name], now[name]);
      written.set(name, now[name]);
    }
    this.shown = { ...shown, ...Object.fromEntries(changed.map((name) => [name, now[name]])) };
    if (changed.includes("n_clicks")) this.clicks = this.shown.n_clicks ?? 0;
    return true;
  }

  /** What is shown may be another value than the node had: one that React is about to draw over, or one given by a parent. */
  private canDraw(name: string, before: unknown, now: unknown): boolean {
    if (name === "children" && voidTags.has(this.tag)) return false;
    const direct = directOf(name);
    return direct !== undefined && Object.is(this.shown?.[name], before) && direct.takes(before) && direct.takes(now);
  }
}
