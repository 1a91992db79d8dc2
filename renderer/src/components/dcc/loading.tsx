import { useContext, useEffect, useState, useSyncExternalStore, type CSSProperties, type ReactNode } from "react";
import { NodeContext } from "../context";
import { classes, cssOf, type Maybe, type NodeProps, type PersistedProps, type Style } from "../props";
import { Spinner, type SpinnerKind } from "./spinners";

export interface LoadingProps extends NodeProps, PersistedProps {
  children?: ReactNode;
  type?: Maybe<SpinnerKind>;
  fullscreen?: Maybe<boolean>;
  debug?: Maybe<boolean>;
  style?: Style;
  parent_className?: Maybe<string>;
  parent_style?: Style;
  overlay_style?: Style;
  color?: Maybe<string>;
  display?: Maybe<"auto" | "show" | "hide">;
  delay_hide?: Maybe<number>;
  delay_show?: Maybe<number>;
  show_initially?: Maybe<boolean>;
  target_components?: Maybe<Record<string, string | string[]>>;
  custom_spinner?: ReactNode;
  className?: Maybe<string>;
}

interface Awaited {
  readonly id: string;
  readonly property: string;
}

/** An id as text; an app writes a dict id as JSON with blanks of its own. */
function canonical(id: string): string {
  if (!id.startsWith("{")) return id;
  try {
    return JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(id) as object).sort(([a], [b]) => (a < b ? -1 : 1))));
  } catch {
    return id;
  }
}

function isTarget(targets: Record<string, string | string[]>, { id, property }: Awaited): boolean {
  return Object.entries(targets).some(([target, props]) => (
    canonical(target) === id && (props === "*" || (Array.isArray(props) ? props.includes(property) : props === property))
  ));
}

/** What is awaited inside, if the spinner is to be shown for it. */
function useAwaited(targets: LoadingProps["target_components"]): readonly Awaited[] {
  const { loadingBelow, subscribeLoadingBelow } = useContext(NodeContext);
  const awaited = useSyncExternalStore(subscribeLoadingBelow, loadingBelow);
  return targets ? awaited.filter((one) => isTarget(targets, one)) : awaited;
}

/** Whether the spinner is there: as asked for, or following `loading` after the delays. */
function useShown(loading: boolean, props: LoadingProps): boolean {
  const [shown, setShown] = useState(props.show_initially ?? true);
  const display = props.display ?? "auto";
  const delay = (loading ? props.delay_show : props.delay_hide) ?? 0;
  useEffect(() => {
    if (display !== "auto") setShown(display === "show");
    else if (loading !== shown) {
      const timer = window.setTimeout(() => { setShown(loading); }, delay);
      return () => { window.clearTimeout(timer); };
    }
    return undefined;
  }, [display, loading, shown, delay]);
  return display === "auto" ? shown : display === "show";
}

/** Shows that callbacks are working on what is inside it. */
export function Loading(props: LoadingProps) {
  const awaited = useAwaited(props.target_components);
  const shown = useShown(awaited.length > 0, props);
  const parentStyle = cssOf(props.parent_style);
  const covered: CSSProperties = { visibility: "hidden", ...cssOf(props.overlay_style), ...parentStyle };
  const parentClass = props.parent_className ?? undefined;
  return (
    <div className={parentClass} style={{ position: "relative", ...parentStyle }}>
      <div className={parentClass} style={shown ? covered : parentStyle} aria-busy={awaited.length > 0}>
        {props.children}
      </div>
      <div id={props.id} className={shown ? "dash-loading-overlay" : undefined}>
        {shown && (props.custom_spinner ?? (
          <Spinner
            kind={props.type ?? "default"}
            color={props.color ?? "var(--Dash-Fill-Interactive-Strong)"}
            className={classes(props.fullscreen && "dash-spinner-container", props.className)}
            style={cssOf(props.style)}
            titles={props.debug ? awaited.map(({ id, property }) => `Loading #${id}'s ${property}`) : []}
          />
        ))}
      </div>
    </div>
  );
}
