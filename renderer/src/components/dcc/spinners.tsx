import type { CSSProperties, ReactNode } from "react";
import { classes } from "../props";

/** The class names inside each kind of spinner, as Dash has them; what they look like is in `styles/loading.css`. */
const parts = (prefix: string, names: readonly (string | number)[], shared = ""): ReactNode =>
  names.map((name) => <div key={name} className={classes(`${prefix}${name}`, shared)} />);

const count = (to: number): number[] => Array.from({ length: to }, (_, index) => index + 1);

const kinds = {
  default: () => <div className="dash-spinner dash-default-spinner">{parts("dash-default-spinner-rect", count(5))}</div>,
  circle: () => <div className="dash-spinner dash-sk-circle">{parts("dash-sk-circle", count(12), "dash-sk-child")}</div>,
  dot: () => <div className="dash-spinner dash-dot-spinner">{parts("dash-dot-spinner-bounce", count(3))}</div>,
  cube: () => (
    <div className="dash-spinner dash-cube-container">
      <div className="dash-cube">
        {parts("dash-cube-side--", ["front", "back", "right", "left", "top", "bottom"], "dash-cube-side")}
      </div>
    </div>
  ),
  graph: () => (
    <div className="dash-spinner dash-graph-spinner">
      {parts("dash-vert__", ["one", "two", "three", "four"], "dash-vert")}
    </div>
  ),
};

export type SpinnerKind = keyof typeof kinds;

interface SpinnerProps {
  kind: SpinnerKind;
  color: string;
  className: string;
  style: CSSProperties | undefined;
  /** What is said above the spinner, a line for each. */
  titles: string[];
}

export function Spinner({ kind, color, className, style, titles }: SpinnerProps) {
  const draw = Object.hasOwn(kinds, kind) ? kinds[kind] : kinds.default;
  return (
    <div className={className} style={{ "--desktopdash-spinner": color, ...style } as CSSProperties} role="status" aria-label="Loading">
      {titles.map((title) => <h3 key={title} className="dash-loading-title">{title}</h3>)}
      {draw()}
    </div>
  );
}
