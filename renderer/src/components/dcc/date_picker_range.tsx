import { useEffect, useRef, useState, type MutableRefObject, type RefObject } from "react";
import { Icon } from "../icons";
import type { Maybe } from "../props";
import { Calendar } from "./date_calendar";
import { DateField } from "./date_field";
import { Frame, useCalendarState, type DatePickerBaseProps } from "./date_picker";
import { addDays, dayOf, limitsOf, type Day } from "./dates";

export interface DatePickerRangeProps extends DatePickerBaseProps {
  start_date?: Maybe<string>;
  end_date?: Maybe<string>;
  minimum_nights?: Maybe<number>;
  updatemode?: Maybe<"singledate" | "bothdates">;
  start_date_placeholder_text?: Maybe<string>;
  end_date_placeholder_text?: Maybe<string>;
  start_date_id?: Maybe<string>;
  end_date_id?: Maybe<string>;
}

interface Range {
  start: Day | null;
  end: Day | null;
}

/**
 * The range that is shown. With `updatemode="bothdates"` half of one stays here, and the app hears of it with the other
 * half; what the app sets meanwhile takes its place.
 */
function useRange(props: DatePickerRangeProps): [Range, (next: Range) => void] {
  const given: Range = { start: dayOf(props.start_date) ?? null, end: dayOf(props.end_date) ?? null };
  const [draft, setDraft] = useState<Range & { over: Range } | null>(null);
  const isSame = (a: Range, b: Range) => a.start === b.start && a.end === b.end;
  const shown = draft && isSame(draft.over, given) ? draft : given;
  const set = (next: Range) => {
    const isHalf = (next.start === null) !== (next.end === null);
    setDraft(isHalf && props.updatemode === "bothdates" ? { ...next, over: given } : null);
    if (isHalf && props.updatemode === "bothdates") return;
    const patch: Record<string, Day | null> = {};
    if (next.start !== given.start) patch["start_date"] = next.start;
    if (next.end !== given.end) patch["end_date"] = next.end;
    if (Object.keys(patch).length > 0) props.setProps(patch);
  };
  return [shown, set];
}

/** Days as near to the first end of a range as the other end may not be. */
function isTooNear(day: Day, end: Day | null, nights: number): boolean {
  return end !== null && day !== end && day > addDays(end, -nights) && day < addDays(end, nights);
}

/** Two fields for the first and the last day of a range, typed or picked in a calendar. */
export function DatePickerRange(props: DatePickerRangeProps) {
  const fields = { start: useRef<HTMLInputElement>(null), end: useRef<HTMLInputElement>(null) };
  /** The field that was used last; the focus goes back to it. */
  const last = useRef<HTMLInputElement | null>(null);
  useEffect(() => { last.current ??= fields.start.current; }, [fields.start]);
  const limits = limitsOf(props);
  const calendar = useCalendarState(props, limits);
  const [range, set] = useRange(props);
  const [pointed, setPointed] = useState<Day | null>(null);
  useEffect(() => { if (!calendar.open) setPointed(null); }, [calendar.open]);
  const nights = Math.max(0, Math.floor(props.minimum_nights ?? 0));
  const chosen = range.start ?? range.end;
  /** The end that is chosen while the other one is not. */
  const half = range.start !== null && range.end !== null ? null : chosen;
  const [from, to] = half && pointed ? [half, pointed].sort() : [range.start, range.end];

  const pick = (day: Day) => {
    if (half === null) {
      set({ start: day, end: null });
      return;
    }
    if (day === half && nights > 0) return;
    const [start = day, end = day] = [half, day].sort();
    set({ start, end });
    if (props.stay_open_on_select) return;
    calendar.hide();
    fields.end.current?.focus();
  };
  const clear = () => {
    set({ start: null, end: null });
    last.current = fields.start.current;
  };
  return (
    <Frame
      {...{ props, calendar, chosen }}
      field={last}
      hasValue={chosen !== null}
      onClear={clear}
      fields={<Fields {...{ props, fields, last, range, set, calendar }} allows={limits.allows} />}
    >
      <Calendar
        {...{ props, limits }}
        monthsShown={2}
        outsideDays={false}
        month={calendar.month}
        onMonth={calendar.setMonth}
        many
        chosen={[range.start, range.end].filter((day) => day !== null)}
        isHighlighted={(day) => Boolean(from && to && day >= from && day <= to)}
        allows={(day) => limits.allows(day) && !isTooNear(day, half, nights)}
        onPick={pick}
        onPoint={setPointed}
        focus={calendar.focus}
      />
    </Frame>
  );
}

interface FieldsProps {
  props: DatePickerRangeProps;
  fields: Record<"start" | "end", RefObject<HTMLInputElement>>;
  last: MutableRefObject<HTMLInputElement | null>;
  range: Range;
  set: (range: Range) => void;
  calendar: ReturnType<typeof useCalendarState>;
  allows: (day: Day) => boolean;
}

function Fields({ props, fields, last, range, set, calendar, allows }: FieldsProps) {
  const field = (end: "start" | "end", id: string | undefined, placeholder: string) => (
    <DateField
      {...{ props, id, placeholder, allows }}
      field={fields[end]}
      className={`dash-datepicker-${end}-date`}
      day={range[end]}
      onChange={(day) => { set({ ...range, [end]: day }); }}
      open={calendar.open}
      popupId={calendar.id}
      onFocus={() => { last.current = fields[end].current; }}
      onOpen={(day) => { calendar.show(day ?? range.start ?? range.end, true); }}
      onClose={calendar.hide}
    />
  );
  return (
    <>
      {field("start", props.start_date_id ?? props.id, props.start_date_placeholder_text ?? "Start Date")}
      <Icon name="arrow" className="dash-datepicker-range-arrow" />
      {field("end", props.end_date_id ?? (props.id ? `${props.id}-end-date` : undefined), props.end_date_placeholder_text ?? "End Date")}
    </>
  );
}
