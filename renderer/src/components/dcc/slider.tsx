import type { Maybe } from "../props";
import { SliderBase, type SliderBaseProps, type SliderKind } from "./slider_base";

export interface SliderProps extends SliderBaseProps {
  value?: Maybe<number>;
  drag_value?: Maybe<number>;
}

const kind: SliderKind = {
  placesOf: ({ min }) => [min],
  read: (value) => (typeof value === "number" ? [value] : undefined),
  write: ([place]) => place,
  apart: 0,
  keepsOrder: false,
};

/** A handle on a line. */
export function Slider(props: SliderProps) {
  return <SliderBase props={props} kind={kind} />;
}
