import { useRef } from "react";
import type { Maybe } from "../props";
import { Calendar } from "./date_calendar";
import { DateField } from "./date_field";
import { Frame, useCalendarState, type DatePickerBaseProps } from "./date_picker";
import { dayOf, limitsOf, type Day } from "./dates";

export interface DatePickerSingleProps extends DatePickerBaseProps {
  date?: Maybe<string>;
}

/** A field for one day, typed or picked in a calendar. */
export function DatePickerSingle(props: DatePickerSingleProps) {
  const field = useRef<HTMLInputElement>(null);
  const limits = limitsOf(props);
  const calendar = useCalendarState(props, limits);
  const day = dayOf(props.date) ?? null;
  const set = (next: Day | null) => { if (next !== day) props.setProps({ date: next }); };
  const pick = (next: Day) => {
    set(next);
    if (props.stay_open_on_select) return;
    calendar.hide();
    field.current?.focus();
  };
  return (
    <Frame
      {...{ props, calendar, field }}
      chosen={day}
      hasValue={day !== null}
      onClear={() => { set(null); }}
      fields={
        <DateField
          {...{ props, field, day }}
          id={props.id}
          className="dash-datepicker-end-date"
          placeholder={props.placeholder ?? "Select Date"}
          allows={limits.allows}
          onChange={set}
          open={calendar.open}
          popupId={calendar.id}
          onOpen={(chosen) => { calendar.show(chosen, true); }}
          onClose={calendar.hide}
        />
      }
    >
      <Calendar
        {...{ props, limits }}
        monthsShown={1}
        outsideDays
        month={calendar.month}
        onMonth={calendar.setMonth}
        many={false}
        chosen={day ? [day] : []}
        isHighlighted={(one) => one === day}
        allows={limits.allows}
        onPick={pick}
        focus={calendar.focus}
      />
    </Frame>
  );
}
