import { createContext, useContext, useEffect, type CSSProperties, type ReactNode } from "react";
import { useLoading } from "../context";
import { classes, cssOf, type Maybe, type NodeProps, type PersistedProps, type Style } from "../props";

export interface TabProps extends NodeProps, PersistedProps {
  children?: ReactNode;
  label?: ReactNode;
  value?: Maybe<string>;
  disabled?: Maybe<boolean>;
  disabled_style?: Style;
  disabled_className?: Maybe<string>;
  className?: Maybe<string>;
  selected_className?: Maybe<string>;
  style?: Style;
  selected_style?: Style;
  width?: Maybe<string | number>;
}

/**
 * Where a tab is drawn. The tabs around it draw it twice, once for its label and once for its content, so that each of
 * the two follows the tab's own props.
 */
export interface TabPlace {
  readonly part: "label" | "content";
  readonly index: number;
  /** What is selected; undefined where the app has said nothing yet, and the first tab is meant. */
  readonly selected: unknown;
  /** The begin of the ids of labels and contents. */
  readonly base: string;
  readonly select: (value: string) => void;
}

export const TabPlaces = createContext<TabPlace | null>(null);

/** The value of a tab, which is by its place where the app gives none. */
function valueOf(props: TabProps, { index }: TabPlace): string {
  return props.value || `tab-${index + 1}`;
}

function isSelected(props: TabProps, place: TabPlace): boolean {
  return place.selected === undefined ? place.index === 0 : place.selected === valueOf(props, place);
}

/** One of several pages that lie behind each other. */
export function Tab(props: TabProps) {
  const place = useContext(TabPlaces);
  if (place?.part === "label") return <TabLabel props={props} place={place} />;
  if (place && !isSelected(props, place)) return null;
  // Tabs inside are other tabs.
  return <TabPlaces.Provider value={null}>{props.children}</TabPlaces.Provider>;
}

function styleOf(props: TabProps, selected: boolean): CSSProperties {
  const { width } = props;
  const sized = typeof width === "number" || typeof width === "string";
  return {
    ...cssOf(props.style),
    ...(sized ? { width, flex: "0 0 auto" } : {}),
    ...(props.disabled ? (cssOf(props.disabled_style) ?? { color: "var(--Dash-Text-Disabled)" }) : {}),
    ...(selected ? cssOf(props.selected_style) : {}),
  };
}

function TabLabel({ props, place }: { props: TabProps; place: TabPlace }) {
  const { index, base, select } = place;
  const value = valueOf(props, place);
  const selected = isSelected(props, place);
  const disabled = props.disabled ?? false;
  const isMeant = place.selected === undefined && index === 0;
  useEffect(() => { if (isMeant) select(value); }, [isMeant, select, value]);
  return (
    <div
      id={props.id ?? `${base}label-${index}`}
      role="tab"
      className={classes(
        "tab",
        disabled && "tab--disabled",
        disabled && props.disabled_className,
        selected && "tab--selected",
        selected && props.selected_className,
        props.className,
      )}
      style={styleOf(props, selected)}
      aria-selected={selected}
      aria-disabled={disabled}
      aria-controls={`${base}content`}
      tabIndex={selected ? 0 : -1}
      data-dash-is-loading={useLoading()}
      onClick={() => { if (!disabled) select(value); }}
    >
      {typeof props.label === "object" ? props.label : <span>{props.label}</span>}
    </div>
  );
}
