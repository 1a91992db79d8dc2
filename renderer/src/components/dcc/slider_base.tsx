/** What sliders with one handle and with several have in common. Inside, a value is always a list. */

import * as Radix from "@radix-ui/react-slider";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { isEqual } from "../../equal";
import { useLoading } from "../context";
import { classes, type Maybe, type NodeProps, type PersistedProps, type SetProps } from "../props";
import { SliderField } from "./slider_field";
import { SliderDecoration } from "./slider_marks";
import { scaleOf, snap, type Scale, type ScaleProps } from "./slider_scale";
import { SliderTooltip, type Tooltip } from "./slider_tooltip";

export interface SliderBaseProps extends NodeProps, PersistedProps, ScaleProps {
  min?: Maybe<number>;
  max?: Maybe<number>;
  step?: Maybe<number>;
  marks?: ScaleProps["marks"];
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

interface Values {
  /** The props `value` and `drag_value` as the app knows them. */
  value: unknown;
  drag_value: unknown;
  updatemode: Maybe<"mouseup" | "drag">;
  setProps: SetProps;
}

/** One kind of slider. */
export interface SliderKind {
  /** The handles' places where the app gives none. */
  placesOf: (scale: Scale) => number[];
  /** A prop's value as a list; undefined where it is none. */
  read: (value: unknown) => number[] | undefined;
  /** The list as the prop has it. */
  write: (places: number[]) => unknown;
  /** How many steps handles stay apart. */
  apart: number;
  /** A handle stops at the next one. */
  keepsOrder: boolean;
}

/** The places shown, and how moving a handle becomes props. */
function usePlaces({ value, drag_value, updatemode, setProps }: Values, scale: Scale, kind: SliderKind) {
  // Where the handles have been moved to, for as long as `value` is what it was then.
  const [moved, setMoved] = useState<{ to: number[]; from: unknown }>();

  // `drag_value` follows `value` from the start, as callbacks on it expect; seen only when `value` itself changes.
  const latest = useRef({ drag_value, setProps, kind });
  latest.current = { drag_value, setProps, kind };
  useEffect(() => {
    const now = latest.current;
    if (now.kind.read(value) && !isEqual(now.drag_value, value)) now.setProps({ drag_value: value });
  }, [value]);

  if (moved && !Object.is(moved.from, value)) setMoved(undefined);
  const kept = kind.read(value) ?? kind.placesOf(scale);
  const shown = moved && Object.is(moved.from, value) ? moved.to : kept;
  return {
    kept,
    shown,
    move: (to: number[]) => {
      const next = to.map((place) => snap(place, scale));
      if (isEqual(next, shown)) return;
      setMoved({ to: next, from: value });
      const drag = kind.write(next);
      setProps(updatemode === "drag" ? { drag_value: drag, value: drag } : { drag_value: drag });
    },
    commit: (to: number[]) => {
      const next = kind.write(to.map((place) => snap(place, scale)));
      setMoved(undefined);
      setProps({ drag_value: next, value: next });
    },
  };
}

/** The places with one of them changed, as far as its neighbours allow. */
function withPlace(places: readonly number[], at: number, to: number, scale: Scale, apart: number): number[] {
  const gap = apart * scale.step;
  const least = at > 0 ? places[at - 1]! + gap : scale.min;
  const most = at < places.length - 1 ? places[at + 1]! - gap : scale.max;
  return places.map((place, index) => (index === at ? Math.max(least, Math.min(most, to)) : place));
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

interface BaseProps {
  props: SliderBaseProps & { value?: unknown; drag_value?: unknown };
  kind: SliderKind;
}

/** A line with handles, and fields to type their values. */
export function SliderBase({ props, kind }: BaseProps) {
  const { min, max, step, marks } = props;
  const scale = useMemo(() => scaleOf({ min, max, step, marks }), [min, max, step, marks]);
  const { value, drag_value, updatemode, setProps } = props;
  const { kept, shown, move, commit } = usePlaces({ value, drag_value, updatemode, setProps }, scale, kind);
  const vertical = props.vertical ?? false;
  const disabled = props.disabled ?? false;
  const set = (at: number, to: number) => { commit(withPlace(shown, at, to, scale, kind.apart)); };
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const next = scale.only && !disabled ? markKey(event, shown[at]!, scale.only, props.reverse ?? false) : undefined;
    if (next === undefined) return;
    event.preventDefault();
    set(at, next);
  };
  const typed = (props.allow_direct_input ?? true) && !vertical && shown.length <= 2;
  return (
    <div
      id={props.id}
      className={classes("dash-slider-container", vertical && "dash-slider-vertical", props.className)}
      data-dash-is-loading={useLoading()}
    >
      {typed && shown.map((place, at) => (
        <SliderField
          key={at}
          {...{ scale, disabled, at, count: shown.length }}
          value={kept[at] ?? place}
          shown={place}
          onCommit={(to) => { set(at, to); }}
        />
      ))}
      <div className="dash-slider-wrapper">
        <Line {...{ props, kind, scale, shown, move, commit, onKeyDown }} />
      </div>
    </div>
  );
}

interface LineProps extends BaseProps {
  scale: Scale;
  shown: number[];
  move: (to: number[]) => void;
  commit: (to: number[]) => void;
  onKeyDown: (event: KeyboardEvent, at: number) => void;
}

function Line({ props, kind, scale, shown, move, commit, onKeyDown }: LineProps) {
  const vertical = props.vertical ?? false;
  const reverse = props.reverse ?? false;
  const included = props.included ?? true;
  return (
    <Radix.Root
      className={classes("dash-slider-root", scale.marks.length > 0 && "has-marks")}
      data-included={included}
      style={vertical ? { height: props.verticalHeight ?? 400 } : undefined}
      min={scale.min}
      max={scale.max}
      // Where only marks count, moving must be free and is snapped afterwards.
      step={scale.only ? (scale.max - scale.min) / 1000 || 1 : scale.step}
      value={shown.map((place) => Math.min(scale.max, Math.max(scale.min, place)))}
      minStepsBetweenThumbs={scale.only ? 0 : kind.apart}
      preserveThumbOrder={kind.keepsOrder}
      orientation={vertical ? "vertical" : "horizontal"}
      inverted={reverse}
      disabled={props.disabled ?? false}
      onValueChange={move}
      onValueCommit={commit}
    >
      <Radix.Track className="dash-slider-track">
        {included && <Radix.Range className="dash-slider-range" />}
      </Radix.Track>
      <SliderDecoration {...{ scale, shown, vertical, reverse }} dots={props.dots ?? false} />
      {shown.map((place, at) => (
        <Radix.Thumb
          key={at}
          className={`dash-slider-thumb dash-slider-thumb-${at + 1}`}
          aria-valuenow={place}
          onKeyDown={(event) => { onKeyDown(event, at); }}
        >
          {props.tooltip && <SliderTooltip tooltip={props.tooltip} value={place} vertical={vertical} />}
        </Radix.Thumb>
      ))}
    </Radix.Root>
  );
}
