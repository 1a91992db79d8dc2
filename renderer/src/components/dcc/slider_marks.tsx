import type { CSSProperties } from "react";
import { classes } from "../props";
import { dotsOf, share, type Scale } from "./slider_scale";

interface DecorationProps {
  scale: Scale;
  /** The places of the handles. */
  shown: number[];
  vertical: boolean;
  reverse: boolean;
  dots: boolean;
}

// Half the handle, which stays inside the line: at its ends the handle's middle is this far from them.
const inset = 8;

/** The place of a value on the line, with the shift that the handle has there. */
function place(value: number, { scale, vertical, reverse }: DecorationProps): CSSProperties {
  const part = reverse ? 1 - share(value, scale) : share(value, scale);
  const position = `calc(${part * 100}% + ${inset - 2 * inset * part}px)`;
  return vertical ? { bottom: position } : { left: position };
}

/** Marks and dots. A screen reader has the slider's own value instead. */
export function SliderDecoration(props: DecorationProps) {
  const { scale, shown, dots, vertical } = props;
  const from = shown.length > 1 ? Math.min(...shown) : -Infinity, to = Math.max(...shown);
  const isOutside = (value: number): boolean => value < from || value > to;
  return (
    <div className={classes("dash-slider-decoration", vertical && "vertical")} aria-hidden>
      {dots && dotsOf(scale).map((value) => (
        <div
          key={`dot ${value}`}
          className={classes("dash-slider-dot", isOutside(value) && "dash-slider-dot-outside-selection")}
          style={place(value, props)}
        />
      ))}
      {scale.marks.map((mark) => (
        <div
          key={mark.value}
          className={classes(
            "dash-slider-mark",
            dots && "with-dots",
            isOutside(mark.value) && "dash-slider-mark-outside-selection",
          )}
          style={{ ...place(mark.value, props), ...mark.style }}
        >
          {mark.label}
        </div>
      ))}
    </div>
  );
}
