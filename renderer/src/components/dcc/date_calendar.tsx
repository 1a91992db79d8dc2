import { useEffect, useMemo, useRef, useState, type CSSProperties, type RefObject, type ThHTMLAttributes } from "react";
import { DayPicker, type DayProps } from "react-day-picker";
import { Icon } from "../icons";
import { classes } from "../props";
import { Input } from "./input";
import { formatDay } from "./date_format";
import { addMonths, dateOf, dayOfDate, monthOf, partsOf, type Day, type Limits } from "./dates";
import type { DatePickerBaseProps } from "./date_picker";

export interface CalendarProps {
  props: DatePickerBaseProps;
  /** How many months are shown where the app does not say. */
  monthsShown: number;
  outsideDays: boolean;
  limits: Limits;
  month: Day;
  onMonth: (month: Day) => void;
  /** Several days can be chosen, as the ends of a range. */
  many: boolean;
  chosen: Day[];
  isHighlighted: (day: Day) => boolean;
  allows: (day: Day) => boolean;
  onPick: (day: Day) => void;
  /** The day under the mouse or in focus; null when there is none. */
  onPoint?: (day: Day | null) => void;
  /** Put the focus on this day; another object is another request. */
  focus: FocusRequest | null;
}

export interface FocusRequest {
  day: Day | null;
}

const ignore = (): void => undefined;

/** The days of one or more months, and the way to other months. */
export function Calendar(calendar: CalendarProps) {
  const { props, month, onMonth, many, chosen, isHighlighted, allows, onPick, onPoint } = calendar;
  const root = useRef<HTMLDivElement>(null);
  const count = Math.max(1, Math.floor(props.number_of_months_shown ?? calendar.monthsShown));
  const selected = useMemo(() => chosen.map(dateOf), [chosen]);
  useFocusRequest(root, calendar.focus);
  const selection = many
    ? { mode: "multiple" as const, selected, onSelect: ignore }
    : { mode: "single" as const, selected: selected[0], onSelect: ignore };
  const captionFormat = props.month_format || "MMMM YYYY";

  return (
    <div
      ref={root}
      className={classes("dash-datepicker-calendar-wrapper", count > 1 && "dash-datepicker-several")}
      style={{ "--day-size": `${props.day_size ?? 34}px` } as CSSProperties}
      dir={props.is_RTL ? "rtl" : "ltr"}
    >
      <Controls {...{ props, month, onMonth, count }} limits={calendar.limits} />
      <DayPicker
        {...selection}
        hideNavigation
        fixedWeeks
        month={dateOf(month)}
        onMonthChange={(next) => { onMonth(monthOf(dayOfDate(next))); }}
        numberOfMonths={count}
        weekStartsOn={props.first_day_of_week ?? 0}
        showOutsideDays={props.show_outside_days ?? calendar.outsideDays}
        dir={props.is_RTL ? "rtl" : "ltr"}
        disabled={(date) => !allows(dayOfDate(date))}
        modifiers={{ highlighted: (date) => isHighlighted(dayOfDate(date)) }}
        formatters={{ formatCaption: (date) => formatDay(dayOfDate(date), captionFormat) }}
        components={parts}
        classNames={{
          months: classes("dash-datepicker-calendar-container", props.calendar_orientation === "vertical" && "dash-datepicker-vertical"),
          month: "dash-datepicker-month",
          month_caption: "dash-datepicker-calendar-month-header",
          month_grid: "dash-datepicker-calendar",
          week: "dash-datepicker-calendar-week",
          day_button: "dash-datepicker-day",
        }}
        onDayClick={(date) => { onPick(dayOfDate(date)); }}
        onDayMouseEnter={(date) => onPoint?.(dayOfDate(date))}
        onDayMouseLeave={() => onPoint?.(null)}
        onDayFocus={(date) => onPoint?.(dayOfDate(date))}
      />
    </div>
  );
}

/** A day's cell, with Dash's class names. */
function DayCell({ day, modifiers, ...rest }: DayProps) {
  const is = "dash-datepicker-calendar-date";
  const names = modifiers["hidden"]
    ? "dash-datepicker-calendar-padding"
    : classes(
        day.outside ? `${is}-outside` : `${is}-inside`,
        modifiers["selected"] && `${is}-selected`,
        modifiers["highlighted"] && `${is}-highlighted`,
        modifiers["disabled"] && `${is}-disabled`,
        modifiers["today"] && `${is}-today`,
      );
  return <td {...rest} className={names} aria-disabled={modifiers["disabled"] || undefined} />;
}

/** The short name of a day of the week; the whole one is its label. */
function Weekday(props: ThHTMLAttributes<HTMLTableCellElement>) {
  return <th {...props} className={undefined}><span>{props.children}</span></th>;
}

const parts = { Day: DayCell, Weekday };

/** Put the focus on the day that is asked for, or where it cannot have it on the one that can. */
function useFocusRequest(root: RefObject<HTMLDivElement>, request: FocusRequest | null): void {
  useEffect(() => {
    if (!request) return;
    const asked = request.day && root.current?.querySelector<HTMLElement>(`td[data-day="${request.day}"]:not([data-outside]) button:not([disabled])`);
    const found = asked || root.current?.querySelector<HTMLElement>('td button[tabindex="0"]');
    found?.focus({ preventScroll: true });
  }, [root, request]);
}

interface ControlsProps {
  props: DatePickerBaseProps;
  month: Day;
  onMonth: (month: Day) => void;
  count: number;
  limits: Limits;
}

/** The buttons to the months before and after, and the month and the year to choose. */
function Controls({ props, month, onMonth, count, limits }: ControlsProps) {
  const vertical = props.calendar_orientation === "vertical";
  const min = limits.min && monthOf(limits.min);
  const max = limits.max && monthOf(limits.max);
  const step = (by: 1 | -1, next: Day, off: boolean) => (
    <button
      type="button"
      className="dash-datepicker-month-nav"
      aria-label={by > 0 ? "Next month" : "Previous month"}
      disabled={off}
      onClick={() => { onMonth(next); }}
    >
      <Icon name={vertical ? (by > 0 ? "down" : "up") : (by > 0) !== Boolean(props.is_RTL) ? "right" : "left"} />
    </button>
  );
  const before = addMonths(month, -1);
  return (
    <div className="dash-datepicker-controls">
      {step(-1, before, Boolean(min && before < min))}
      <MonthField {...{ props, month, onMonth, min, max }} />
      <YearField {...{ month, onMonth, min, max }} />
      {step(1, addMonths(month, 1), Boolean(max && addMonths(month, count) > max))}
    </div>
  );
}

interface MonthFieldProps {
  month: Day;
  onMonth: (month: Day) => void;
  min: Day | undefined;
  max: Day | undefined;
}

function MonthField({ props, month, onMonth, min, max }: MonthFieldProps & { props: DatePickerBaseProps }) {
  const format = /M{1,4}o?/.exec((props.month_format ?? "").replace(/\[[^\]]*\]/g, ""))?.[0] ?? "MMMM";
  const { year } = partsOf(month);
  const all = Array.from({ length: 12 }, (_, at) => addMonths(`${month.slice(0, 4)}-01-01`, at));
  return (
    <span className="dash-datepicker-month-select">
      <select aria-label="Month" key={year} value={month} onChange={(event) => { onMonth(event.target.value); }}>
        {all.map((one) => (
          <option key={one} value={one} disabled={Boolean((min && one < min) || (max && one > max))}>
            {formatDay(one, format)}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </span>
  );
}

function YearField({ month, onMonth, min, max }: MonthFieldProps) {
  const { year, month: number } = partsOf(month);
  const [attempt, setAttempt] = useState(0);
  const change = ({ value, n_blur }: { value?: unknown; n_blur?: number }) => {
    // While it is being typed, a year is not yet the one that is meant.
    if (typeof value === "number" && Number.isInteger(value) && value > 999) {
      const wanted = `${value}-${String(number).padStart(2, "0")}-01`;
      onMonth(min && wanted < min ? min : max && wanted > max ? max : wanted);
    } else if (n_blur && value === null) setAttempt(attempt + 1);
  };
  return (
    <label className="dash-datepicker-year" dir="ltr">
      <span className="dash-datepicker-hint">Year</span>
      <Input
        key={attempt}
        type="number"
        value={year}
        min={min ? partsOf(min).year : 1000}
        max={max ? partsOf(max).year : 9999}
        step={1}
        setProps={change}
      />
    </label>
  );
}
