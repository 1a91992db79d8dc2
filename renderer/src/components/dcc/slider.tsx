import * as Radix from "@radix-ui/react-slider";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useLoading } from "../context";
import { classes, type Maybe, type NodeProps, type PersistedProps } from "../props";
import { SliderDecoration } from "./slider_marks";
import { scaleOf, snap, type Scale, type ScaleProps } from "./slider_scale";
import { SliderTooltip, type Tooltip } from "./slider_tooltip";

export interface SliderProps extends NodeProps, PersistedProps, ScaleProps {
  min?: Maybe<number>;
  max?: Maybe<number>;
  step?: Maybe<number>;
  marks?: ScaleProps["marks"];
  value?: Maybe<number>;
  drag_value?: Maybe<number>;
  disabled?: Maybe<boolean>;
  dots?: Maybe<boolean>;
  included?: Maybe<boolean>;
  reverse?: Maybe<boolean>;
  tooltip?: Maybe<Tooltip>;
  updatemode?: Maybe<"mouseup" | "drag">;
  vertical?: Maybe<boolean>;
  verticalHeight?: Maybe<number>;
  allow_direct_input?: Maybe<boolean>;
  className?: Maybe<string>;
}

/** The value shown, and how moving the handle becomes props. */
function useSliderValue(props: SliderProps, scale: Scale) {
  // Where the handle has been moved to, for as long as `value` is what it was then.
  const [moved, setMoved] = useState<{ to: number; from: unknown }>();
  const { value, drag_value, updatemode, setProps } = props;

  // `drag_value` follows `value` from the start, as callbacks on it expect; seen only when `value` itself changes.
  const latest = useRef({ drag_value, setProps });
  latest.current = { drag_value, setProps };
  useEffect(() => {
    if (typeof value === "number" && latest.current.drag_value !== value) latest.current.setProps({ drag_value: value });
  }, [value]);

  if (moved && !Object.is(moved.from, value)) setMoved(undefined);
  const shown = (moved && Object.is(moved.from, value) ? moved.to : value) ?? scale.min;
  return {
    shown,
    move: (to: number) => {
      const next = snap(to, scale);
      if (next === shown) return;
      setMoved({ to: next, from: value });
      setProps(updatemode === "drag" ? { drag_value: next, value: next } : { drag_value: next });
    },
    commit: (to: number) => {
      const next = snap(to, scale);
      setMoved(undefined);
      setProps({ drag_value: next, value: next });
    },
  };
}

/** The keys of a slider whose only values are its marks: Radix moves by steps, and there are none. */
function markKey(event: KeyboardEvent, shown: number, only: number[], backwards: boolean): number | undefined {
  const at = only.reduce((best, mark, index) => (Math.abs(mark - shown) < Math.abs(only[best]! - shown) ? index : best), 0);
  const sign = backwards ? -1 : 1;
  const steps: Record<string, number> = {
    ArrowRight: sign, ArrowUp: sign, PageUp: sign, ArrowLeft: -sign, ArrowDown: -sign, PageDown: -sign,
    Home: -only.length, End: only.length,
  };
  const step = steps[event.key];
  return step === undefined ? undefined : only[Math.min(only.length - 1, Math.max(0, at + step))];
}

/** A handle on a line. */
export function Slider(props: SliderProps) {
  const { min, max, step, marks } = props;
  const scale = useMemo(() => scaleOf({ min, max, step, marks }), [min, max, step, marks]);
  const { shown, move, commit } = useSliderValue(props, scale);
  const vertical = props.vertical ?? false;
  const reverse = props.reverse ?? false;
  const disabled = props.disabled ?? false;
  const length = vertical ? { height: props.verticalHeight ?? 400 } : undefined;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = scale.only && !disabled ? markKey(event, shown, scale.only, reverse) : undefined;
    if (next === undefined) return;
    event.preventDefault();
    commit(next);
  };
  return (
    <div
      id={props.id}
      className={classes("dash-slider-container", vertical && "dash-slider-vertical", props.className)}
      data-dash-is-loading={useLoading()}
    >
      {(props.allow_direct_input ?? true) && !vertical && (
        <DirectInput {...{ scale, disabled }} value={props.value ?? scale.min} shown={shown} onCommit={commit} />
      )}
      <div className="dash-slider-wrapper">
        <Radix.Root
          className={classes("dash-slider-root", scale.marks.length > 0 && "has-marks")}
          data-included={props.included ?? true}
          style={length}
          min={scale.min}
          max={scale.max}
          // Where only marks count, moving must be free and is snapped afterwards.
          step={scale.only ? (scale.max - scale.min) / 1000 || 1 : scale.step}
          value={[Math.min(scale.max, Math.max(scale.min, shown))]}
          orientation={vertical ? "vertical" : "horizontal"}
          inverted={reverse}
          disabled={disabled}
          onKeyDown={onKeyDown}
          onValueChange={([to]) => { move(to!); }}
          onValueCommit={([to]) => { commit(to!); }}
        >
          <Radix.Track className="dash-slider-track">
            {(props.included ?? true) && <Radix.Range className="dash-slider-range" />}
          </Radix.Track>
          <SliderDecoration {...{ scale, shown, vertical, reverse }} dots={props.dots ?? false} />
          <Radix.Thumb className="dash-slider-thumb dash-slider-thumb-1" aria-valuenow={shown}>
            {props.tooltip && <SliderTooltip tooltip={props.tooltip} value={shown} vertical={vertical} />}
          </Radix.Thumb>
        </Radix.Root>
      </div>
    </div>
  );
}

interface DirectInputProps {
  scale: Scale;
  value: number;
  shown: number;
  disabled: boolean;
  onCommit: (value: number) => void;
}

/** The field beside the line. What is typed counts on Enter and when the field is left; the arrow keys count at once. */
function DirectInput({ scale, value, shown, disabled, onCommit }: DirectInputProps) {
  const [text, setText] = useState<string>();
  const width = Math.max(...[scale.min, scale.max].map((end) => String(end).length), String(value).length);
  const finish = () => {
    const typed = text === undefined || text.trim() === "" ? NaN : Number(text);
    setText(undefined);
    if (Number.isFinite(typed)) onCommit(typed);
  };
  return (
    <input
      type="number"
      className="dash-input-container dash-range-slider-input dash-range-slider-max-input"
      aria-label="Value"
      style={{ width: `calc(${width + 1}ch + var(--Dash-Spacing) * 5)` }}
      min={scale.min}
      max={scale.max}
      step={scale.only ? "any" : scale.step}
      disabled={disabled}
      value={text ?? String(shown)}
      onChange={(event) => { setText(event.target.value); }}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === "Enter") finish();
        const direction = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
        if (direction === 0 || scale.only) return;
        event.preventDefault();
        setText(undefined);
        onCommit((text === undefined ? shown : Number(text)) + direction * scale.step);
      }}
    />
  );
}
