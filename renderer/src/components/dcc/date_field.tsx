import { useState, type KeyboardEvent, type RefObject } from "react";
import { useLoading } from "../context";
import { classes } from "../props";
import { formatDay, readDay } from "./date_format";
import type { Day } from "./dates";
import type { DatePickerBaseProps } from "./date_picker";
import { useNamed } from "./named";

interface DateFieldProps {
  props: DatePickerBaseProps;
  field: RefObject<HTMLInputElement>;
  id: string | undefined;
  className: string;
  placeholder: string;
  day: Day | null;
  allows: (day: Day) => boolean;
  /** A day was typed that is another one, or the text was deleted. */
  onChange: (day: Day | null) => void;
  open: boolean;
  popupId: string;
  onFocus?: () => void;
  /** A key asks for the calendar. */
  onOpen: (day: Day | null) => void;
  onClose: () => void;
}

// The longest name of a month and of a weekday, and two digits.
const longest: Day = "2026-09-30";

/** A field that shows a day; another one can be typed. What is no allowed day is dropped when the field is left. */
export function DateField({ props, field, day, onChange, ...more }: DateFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const named = useNamed(field);
  const format = props.display_format || "YYYY-MM-DD";
  const shown = day ? formatDay(day, format) : "";

  /** The day that the field has now. */
  const commit = (): Day | null => {
    setTyped(null);
    if (typed === null || typed === shown) return day;
    if (typed.trim() === "") {
      if (day) onChange(null);
      return null;
    }
    const found = readDay(typed, format);
    if (!found || !more.allows(found)) return day;
    if (found !== day) onChange(found);
    return found;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      more.onOpen(commit());
    } else if (event.key === "Escape") {
      setTyped(null);
      more.onClose();
    }
  };

  return (
    <input
      ref={field}
      id={more.id}
      type="text"
      role="combobox"
      className={classes("dash-datepicker-input", more.className)}
      data-dash-is-loading={useLoading()}
      dir={props.is_RTL ? "rtl" : "ltr"}
      autoComplete="off"
      spellCheck={false}
      style={{ width: `${Math.max(formatDay(longest, format).length, more.placeholder.length)}ch` }}
      placeholder={more.placeholder}
      aria-label={named ? undefined : more.placeholder || "Date"}
      aria-haspopup="dialog"
      aria-expanded={more.open}
      aria-controls={more.open ? more.popupId : undefined}
      disabled={props.disabled ?? false}
      value={typed ?? shown}
      onChange={(event) => { setTyped(event.target.value); }}
      onKeyDown={onKeyDown}
      onFocus={more.onFocus}
      onBlur={commit}
    />
  );
}
