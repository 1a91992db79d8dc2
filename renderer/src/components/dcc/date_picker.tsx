import { useId, useRef, useState, type MouseEvent, type ReactNode, type RefObject } from "react";
import { Icon } from "../icons";
import { classes, cssOf, type Maybe, type NodeProps, type PersistedProps, type Style } from "../props";
import type { FocusRequest } from "./date_calendar";
import { Popup } from "./date_popup";
import { firstMonth, type Day, type Limits } from "./dates";

/** What both pickers of dates take. */
export interface DatePickerBaseProps extends NodeProps, PersistedProps {
  min_date_allowed?: Maybe<string>;
  max_date_allowed?: Maybe<string>;
  disabled_days?: Maybe<string[]>;
  placeholder?: Maybe<string>;
  initial_visible_month?: Maybe<string>;
  clearable?: Maybe<boolean>;
  reopen_calendar_on_clear?: Maybe<boolean>;
  display_format?: Maybe<string>;
  month_format?: Maybe<string>;
  first_day_of_week?: Maybe<0 | 1 | 2 | 3 | 4 | 5 | 6>;
  show_outside_days?: Maybe<boolean>;
  stay_open_on_select?: Maybe<boolean>;
  calendar_orientation?: Maybe<"vertical" | "horizontal">;
  number_of_months_shown?: Maybe<number>;
  with_portal?: Maybe<boolean>;
  with_full_screen_portal?: Maybe<boolean>;
  day_size?: Maybe<number>;
  is_RTL?: Maybe<boolean>;
  disabled?: Maybe<boolean>;
  style?: Style;
  className?: Maybe<string>;
}

/** The calendar of a picker: whether it is open, and the month that it begins with. */
export interface CalendarState {
  id: string;
  open: boolean;
  month: Day;
  setMonth: (month: Day) => void;
  focus: FocusRequest | null;
  /** Open the calendar where `chosen` is; with `focus`, the day is in focus too. */
  show: (chosen: Day | null, focus?: boolean) => void;
  hide: () => void;
}

export function useCalendarState(props: DatePickerBaseProps, limits: Limits): CalendarState {
  const id = `${useId()}calendar`;
  const [open, setOpen] = useState(false);
  const [month, setMonth] = useState("");
  const [focus, setFocus] = useState<FocusRequest | null>(null);
  const overPage = Boolean(props.with_portal || props.with_full_screen_portal);
  const shown = open && !props.disabled;
  const show = (chosen: Day | null, withFocus = false) => {
    if (props.disabled) return;
    if (!shown || (withFocus && chosen)) setMonth(firstMonth(shown ? null : props.initial_visible_month, chosen, limits));
    // Over the page the field is out of reach, and the focus has to be in front.
    setFocus(withFocus || overPage ? { day: chosen } : null);
    setOpen(true);
  };
  return { id, open: shown, month, setMonth, focus, show, hide: () => { setOpen(false); } };
}

interface FrameProps {
  props: DatePickerBaseProps;
  calendar: CalendarState;
  /** The chosen day that the calendar opens with. */
  chosen: Day | null;
  /** The field that has the focus after a choice. */
  field: RefObject<HTMLInputElement>;
  hasValue: boolean;
  onClear: () => void;
  fields: ReactNode;
  children: ReactNode;
}

/** The box with the fields, its buttons, and the calendar that belongs to it. */
export function Frame({ props, calendar, chosen, field, hasValue, onClear, fields, children }: FrameProps) {
  const frame = useRef<HTMLDivElement>(null);
  const clear = () => {
    onClear();
    field.current?.focus();
    if (props.reopen_calendar_on_clear) calendar.show(null);
    else calendar.hide();
  };
  const click = (event: MouseEvent) => {
    const inField = event.target instanceof HTMLInputElement;
    if (!inField) field.current?.focus();
    if (calendar.open && !inField) calendar.hide();
    else calendar.show(chosen);
  };
  const box = (
    <div
      id={props.id ? `${props.id}-wrapper` : undefined}
      className={classes("dash-datepicker-input-wrapper", props.disabled && "dash-datepicker-input-wrapper-disabled", props.className)}
      style={cssOf(props.style)}
      onMouseDown={(event) => {
        // A press beside a field leaves the focus where it is.
        if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
      }}
      onClick={click}
    >
      {fields}
      {props.clearable && !props.disabled && <Clear off={!hasValue} onClear={clear} />}
      <Icon name="down" className="dash-datepicker-caret-icon" />
    </div>
  );
  return (
    <div ref={frame} className="dash-datepicker" dir={props.is_RTL ? "rtl" : undefined}>
      <Popup {...{ props, frame, field }} id={calendar.id} open={calendar.open} onClose={calendar.hide} anchor={box}>
        {children}
      </Popup>
    </div>
  );
}

/** For the mouse; with the keyboard, the text is deleted. */
function Clear({ off, onClear }: { off: boolean; onClear: () => void }) {
  return (
    <button
      type="button"
      className="dash-datepicker-clear"
      aria-label="Clear date"
      tabIndex={-1}
      disabled={off}
      onClick={(event) => {
        event.stopPropagation();
        onClear();
      }}
    >
      <Icon name="cross" />
    </button>
  );
}
