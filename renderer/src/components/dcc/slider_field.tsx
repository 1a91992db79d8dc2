import { useState } from "react";
import { classes } from "../props";
import type { Scale } from "./slider_scale";

interface SliderFieldProps {
  scale: Scale;
  /** Which handle of how many. */
  at: number;
  count: number;
  /** The value as the app has it; its length decides how wide the field is. */
  value: number;
  shown: number;
  disabled: boolean;
  onCommit: (value: number) => void;
}

/** The field beside the line. What is typed counts on Enter and when the field is left; the arrow keys count at once. */
export function SliderField({ scale, at, count, value, shown, disabled, onCommit }: SliderFieldProps) {
  const [text, setText] = useState<string>();
  const width = Math.max(...[scale.min, scale.max].map((end) => String(end).length), String(value).length);
  const isLast = at === count - 1;
  const finish = () => {
    const typed = text === undefined || text.trim() === "" ? NaN : Number(text);
    setText(undefined);
    if (Number.isFinite(typed)) onCommit(typed);
  };
  return (
    <input
      type="number"
      className={classes("dash-input-container dash-range-slider-input", `dash-range-slider-${isLast ? "max" : "min"}-input`)}
      aria-label={count === 1 ? "Value" : isLast ? "Maximum" : "Minimum"}
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
