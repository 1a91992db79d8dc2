import { useMemo } from "react";
import type { Maybe } from "../props";
import { SliderBase, type SliderBaseProps, type SliderKind } from "./slider_base";

export interface RangeSliderProps extends SliderBaseProps {
  value?: Maybe<number[]>;
  drag_value?: Maybe<number[]>;
  allowCross?: Maybe<boolean>;
  pushable?: Maybe<boolean | number>;
  count?: Maybe<number>;
}

function read(value: unknown): number[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.every((place): place is number => typeof place === "number") ? value : undefined;
}

function kindOf({ allowCross, pushable, count }: Pick<RangeSliderProps, "allowCross" | "pushable" | "count">): SliderKind {
  const ranges = Math.max(1, Math.floor(count ?? 1));
  return {
    // The ends of the line, and what is between them in equal parts.
    placesOf: ({ min, max }) => Array.from({ length: ranges + 1 }, (_, at) => min + ((max - min) * at) / ranges),
    read,
    write: (places) => places,
    apart: Math.max(0, Number(pushable ?? 0)),
    keepsOrder: allowCross === false,
  };
}

/** Several handles on a line, and the ranges between them. */
export function RangeSlider(props: RangeSliderProps) {
  const { allowCross, pushable, count } = props;
  const kind = useMemo(() => kindOf({ allowCross, pushable, count }), [allowCross, pushable, count]);
  return <SliderBase props={props} kind={kind} />;
}
