import {
  Children, isValidElement, useCallback, useEffect, useId, useRef, useSyncExternalStore,
  type CSSProperties, type KeyboardEvent, type ReactNode, type RefObject,
} from "react";
import { useLoading } from "../context";
import { classes, cssOf, type Maybe, type NodeProps, type PersistedProps, type Style } from "../props";
import { TabPlaces, type TabPlace } from "./tab";

export interface TabsProps extends NodeProps, PersistedProps {
  children?: ReactNode;
  value?: Maybe<string>;
  content_className?: Maybe<string>;
  parent_className?: Maybe<string>;
  style?: Style;
  parent_style?: Style;
  content_style?: Style;
  vertical?: Maybe<boolean>;
  mobile_breakpoint?: Maybe<number>;
  colors?: Maybe<{ border?: string; primary?: string; background?: string }>;
  className?: Maybe<string>;
}

/** Whether the window is at least so wide. */
function useWide(width: number): boolean {
  const media = `(min-width: ${width}px)`;
  const subscribe = useCallback((listener: () => void) => {
    const query = window.matchMedia(media);
    query.addEventListener("change", listener);
    return () => { query.removeEventListener("change", listener); };
  }, [media]);
  return useSyncExternalStore(subscribe, () => window.matchMedia(media).matches);
}

function colorsOf({ colors }: TabsProps): CSSProperties {
  if (!colors) return {};
  const { border, primary, background } = colors;
  return { "--tabs-border": border, "--tabs-primary": primary, "--tabs-background": background } as CSSProperties;
}

/** The arrow keys go from label to label; Enter and the space bar select, for what a tab shows may take a while. */
function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  const tab = (event.target as HTMLElement).closest<HTMLElement>("[role=tab]");
  // A key in a component inside the label is that component's.
  if (!tab || tab !== event.target) return;
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>(":scope > [role=tab]:not([aria-disabled=true])")];
  const at = tabs.indexOf(tab);
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step !== undefined) tabs.at((at + step) % tabs.length)?.focus();
  else if (event.key === "Home") tabs[0]?.focus();
  else if (event.key === "End") tabs.at(-1)?.focus();
  else if (event.key === "Enter" || event.key === " ") tab.click();
  else return;
  event.preventDefault();
}

/** The selected label is the one that the Tab key leads to; where none is selected it is the first that can be. */
function useReachable(list: RefObject<HTMLElement>): void {
  useEffect(() => {
    const tabs = [...(list.current?.querySelectorAll<HTMLElement>(":scope > [role=tab]") ?? [])];
    if (tabs.some((tab) => tab.tabIndex === 0)) return undefined;
    const first = tabs.find((tab) => tab.ariaDisabled !== "true");
    if (!first) return undefined;
    first.tabIndex = 0;
    return () => { if (first.ariaSelected !== "true") first.tabIndex = -1; };
  });
}

/** Several pages that lie behind each other, and the labels that bring one of them to the front. */
export function Tabs(props: TabsProps) {
  const base = useId();
  const { value, setProps, className, parent_className, content_className } = props;
  const vertical = props.vertical ?? false;
  const list = useRef<HTMLDivElement>(null);
  useReachable(list);
  const wide = useWide(props.mobile_breakpoint ?? 800);
  const select = useCallback((to: string) => { setProps({ value: to }); }, [setProps]);
  const draw = (part: TabPlace["part"]): ReactNode => Children.toArray(props.children).filter(isValidElement).map((tab, index) => (
    <TabPlaces.Provider key={tab.key} value={{ part, index, base, select, selected: value }}>{tab}</TabPlaces.Provider>
  ));
  return (
    <div
      id={props.id === undefined ? undefined : `${props.id}-parent`}
      className={classes("tab-parent", vertical && "tab-parent--vert", wide && "tab-parent--above-breakpoint", parent_className)}
      style={{ ...colorsOf(props), ...cssOf(props.parent_style) }}
      data-dash-is-loading={useLoading()}
    >
      <div
        ref={list}
        id={props.id}
        role="tablist"
        aria-orientation={vertical ? "vertical" : "horizontal"}
        className={classes("tab-container", vertical && "tab-container--vert", className)}
        style={cssOf(props.style)}
        onKeyDown={onKeyDown}
      >
        {draw("label")}
      </div>
      <div
        id={`${base}content`}
        role="tabpanel"
        className={classes("tab-content", vertical && "tab-content--vert", content_className)}
        style={cssOf(props.content_style)}
      >
        {draw("content")}
      </div>
    </div>
  );
}
