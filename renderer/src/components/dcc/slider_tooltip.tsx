import { classes, cssOf, type Maybe, type Style } from "../props";

export interface Tooltip {
  always_visible?: Maybe<boolean>;
  placement?: Maybe<string>;
  template?: Maybe<string>;
  style?: Style;
  transform?: Maybe<string>;
}

type Transform = (value: number) => unknown;

/** A function that the app's own scripts put on `window.dccFunctions`, by its name. */
function transformed(name: Maybe<string>, value: number): unknown {
  if (!name) return value;
  const functions = (window as unknown as { dccFunctions?: Record<string, Transform> }).dccFunctions;
  const transform = functions && Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!transform) {
    console.error(`The tooltip's transform "${name}" is not in window.dccFunctions`);
    return value;
  }
  return transform(value);
}

interface SliderTooltipProps {
  tooltip: Tooltip;
  value: number;
  vertical: boolean;
}

/** The value beside the handle: always, or while the handle is pointed at, moved or focused. */
export function SliderTooltip({ tooltip, value, vertical }: SliderTooltipProps) {
  const [side] = (tooltip.placement ?? (vertical ? "right" : "top")).split(/(?=[A-Z])/);
  const text = String(transformed(tooltip.transform, value));
  return (
    <div className={classes("dash-slider-tooltip", `placement-${side ?? "top"}`, tooltip.always_visible && "always-visible")}>
      <div style={cssOf(tooltip.style)}>{(tooltip.template ?? "{value}").replaceAll("{value}", text)}</div>
    </div>
  );
}
