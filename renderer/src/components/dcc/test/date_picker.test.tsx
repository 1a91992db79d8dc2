// @vitest-environment happy-dom
import { fireEvent, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mount } from "../../test/mount";
import { DatePickerRange } from "../date_picker_range";
import { DatePickerSingle } from "../date_picker_single";

beforeEach(() => { vi.useFakeTimers({ now: new Date(2026, 10, 20, 12), toFake: ["Date"] }); });
afterEach(() => { vi.useRealTimers(); });

type View = ReturnType<typeof mount>;
const field = (view: View, at = 0) => view.all("input.dash-datepicker-input")[at] as HTMLInputElement;
const texts = (view: View) => view.all("input.dash-datepicker-input").map((input) => (input as HTMLInputElement).value);
const open = (view: View, at = 0) => { fireEvent.click(field(view, at)); };
const isOpen = (view: View) => view.all(".dash-datepicker-content").length > 0;
const day = (view: View, iso: string) => view.find(`td[data-day="${iso}"]:not([data-outside]) button`);
const pick = (view: View, ...days: string[]) => { for (const iso of days) fireEvent.click(day(view, iso)); };
const key = (name: string) => { fireEvent.keyDown(document.activeElement!, { key: name }); };
const marked = (view: View, mark: string) => view.all(`td.dash-datepicker-calendar-date-${mark}`).map((cell) => cell.dataset["day"]!);
const months = (view: View) => view.all(".dash-datepicker-calendar-month-header").map((header) => header.textContent);
const type = (view: View, text: string, at = 0) => {
  field(view, at).focus();
  fireEvent.change(field(view, at), { target: { value: text } });
  fireEvent.blur(field(view, at));
};

describe("DatePickerSingle", () => {
  it("carries Dash's names, and the style on the box", () => {
    const view = mount(DatePickerSingle, { id: "it", date: "2026-11-05T13:30:00", className: "mine", style: { color: "red" } });
    expect(field(view)).toMatchObject({ id: "it", value: "2026-11-05", placeholder: "Select Date" });
    expect(view.find("#it-wrapper").className).toBe("dash-datepicker-input-wrapper mine");
    expect(view.find("#it-wrapper").style.color).toBe("red");
    expect(view.patches).toEqual([]);
  });

  it("sets the day that is picked, closes, and gives the focus back", async () => {
    const view = mount(DatePickerSingle, { date: "2026-11-05" });
    open(view);
    expect([marked(view, "selected"), months(view)]).toEqual([["2026-11-05"], ["November 2026"]]);
    pick(view, "2026-11-17");
    expect([view.patches, isOpen(view), texts(view)]).toEqual([[{ date: "2026-11-17" }], false, ["2026-11-17"]]);
    await waitFor(() => { expect(document.activeElement).toBe(field(view)); });
  });

  it("says nothing when the same day is picked, whatever its time", () => {
    const view = mount(DatePickerSingle, { date: "2026-11-05T13:30:00" });
    open(view);
    pick(view, "2026-11-05");
    expect([view.patches, isOpen(view)]).toEqual([[], false]);
  });

  it("stays open on request", () => {
    const view = mount(DatePickerSingle, { stay_open_on_select: true });
    open(view);
    pick(view, "2026-11-17");
    expect([isOpen(view), marked(view, "selected")]).toEqual([true, ["2026-11-17"]]);
  });

  it("is used with the keys", () => {
    const view = mount(DatePickerSingle, { date: "2026-11-20", first_day_of_week: 1 });
    field(view).focus();
    const focused = () => document.activeElement?.closest("td")?.dataset["day"];
    key("ArrowDown");
    expect(focused()).toBe("2026-11-20");
    const steps: string[] = [];
    for (const name of ["ArrowRight", "ArrowDown", "Home", "End", "PageUp", "PageDown", "ArrowLeft"]) {
      key(name);
      steps.push(focused()!.slice(5));
    }
    expect(steps).toEqual(["11-21", "11-28", "11-23", "11-29", "10-29", "11-29", "11-28"]);
    fireEvent.click(document.activeElement!);
    expect(view.props()["date"]).toBe("2026-11-28");
    key("Enter");
    expect(focused()).toBe("2026-11-28");
    key("Escape");
    expect([isOpen(view), document.activeElement]).toEqual([false, field(view)]);
  });

  it("turns off what is not allowed, and steps over it", () => {
    const view = mount(DatePickerSingle, {
      date: "2026-11-11", min_date_allowed: "2026-11-10", max_date_allowed: "2026-12-02T10:00", disabled_days: ["2026-11-12"],
    });
    open(view);
    pick(view, "2026-11-09", "2026-11-12");
    expect([view.patches, isOpen(view)]).toEqual([[], true]);
    expect(marked(view, "disabled").slice(8, 12)).toEqual(["2026-11-09", "2026-11-12", "2026-12-03", "2026-12-04"]);
    const [before, after] = view.all(".dash-datepicker-month-nav") as HTMLButtonElement[];
    expect([before!.disabled, after!.disabled]).toEqual([true, false]);
    fireEvent.click(after!);
    expect([before!.disabled, after!.disabled]).toEqual([false, true]);
    fireEvent.click(before!);
    field(view).focus();
    key("ArrowDown");
    key("ArrowRight");
    expect(document.activeElement?.textContent).toBe("13");
  });

  it.each<[object, string, object[], string]>([
    [{}, "2026-12-24", [{ date: "2026-12-24" }], "2026-12-24"],
    [{}, "12/24/2026", [{ date: "2026-12-24" }], "2026-12-24"],
    [{ display_format: "MMM Do, YY" }, "dec 24 26", [{ date: "2026-12-24" }], "Dec 24th, 26"],
    [{}, "junk", [], "2026-11-05"], [{ max_date_allowed: "2026-12-01" }, "2026-12-24", [], "2026-11-05"],
    [{ disabled_days: ["2026-12-24"] }, "2026-12-24", [], "2026-11-05"], [{}, " ", [{ date: null }], ""], [{}, "2026-11-5", [], "2026-11-05"],
  ])("with %j, reads what is typed when the field is left: %s", (props, text, patches, shown) => {
    const view = mount(DatePickerSingle, { date: "2026-11-05T10:00", ...props });
    type(view, text);
    expect([view.patches, texts(view)]).toEqual([patches, [shown]]);
  });

  it("keeps a time that the format leaves out, when nothing is typed", () => {
    const view = mount(DatePickerSingle, { date: "2026-11-05T10:00", display_format: "MMMM YYYY" });
    type(view, "November 2026");
    expect(view.patches).toEqual([]);
  });

  it("takes a typed day with Enter and shows it in the calendar; Escape drops what is typed", () => {
    const view = mount(DatePickerSingle, { date: "2026-11-05" });
    field(view).focus();
    fireEvent.change(field(view), { target: { value: "2027-02-03" } });
    key("Enter");
    expect([view.patches, document.activeElement?.closest("td")?.dataset["day"]]).toEqual([[{ date: "2027-02-03" }], "2027-02-03"]);
    key("Escape");
    fireEvent.change(field(view), { target: { value: "2028-01-01" } });
    key("Escape");
    expect([texts(view), view.patches.length]).toEqual([["2027-02-03"], 1]);
  });

  it("is cleared by its button, which is there when there is a day", () => {
    const view = mount(DatePickerSingle, { date: "2026-11-05", clearable: true });
    fireEvent.click(view.find(".dash-datepicker-clear"));
    expect([view.patches, isOpen(view), view.find<HTMLButtonElement>(".dash-datepicker-clear").disabled]).toEqual([[{ date: null }], false, true]);
    view.outside({ reopen_calendar_on_clear: true, date: "2026-11-07" });
    fireEvent.click(view.find(".dash-datepicker-clear"));
    expect([view.props()["date"], isOpen(view)]).toEqual([null, true]);
  });

  it("cannot be used while it is disabled", () => {
    const view = mount(DatePickerSingle, { date: "2026-11-05", clearable: true, disabled: true });
    open(view);
    fireEvent.click(view.find(".dash-datepicker-caret-icon"));
    expect([isOpen(view), field(view).disabled, view.all(".dash-datepicker-clear")]).toEqual([false, true, []]);
    view.outside({ disabled: false });
    open(view);
    view.outside({ disabled: true });
    expect(isOpen(view)).toBe(false);
  });

  it("shows as many months, in the formats and order that are asked for", () => {
    const view = mount(DatePickerSingle, {
      initial_visible_month: "2026-12-07", number_of_months_shown: 3, month_format: "MM/YY", first_day_of_week: 3, day_size: 50,
      calendar_orientation: "vertical", is_RTL: true,
    });
    open(view);
    expect(months(view)).toEqual(["12/26", "01/27", "02/27"]);
    expect(view.all("th").slice(0, 7).map((head) => head.textContent)).toEqual(["We", "Th", "Fr", "Sa", "Su", "Mo", "Tu"]);
    expect(view.find(".dash-datepicker-calendar-wrapper").style.getPropertyValue("--day-size")).toBe("50px");
    expect(view.find(".dash-datepicker-calendar-wrapper").dir).toBe("rtl");
    expect(view.all(".dash-datepicker-vertical")).toHaveLength(1);
    expect(view.all("option").slice(0, 2).map((option) => option.textContent)).toEqual(["01", "02"]);
  });

  it("fills weeks with days of other months, or does not", () => {
    const view = mount(DatePickerSingle, {});
    open(view);
    expect([marked(view, "outside").length, view.all(".dash-datepicker-calendar-padding").length]).toEqual([12, 0]);
    view.outside({ show_outside_days: false });
    expect([marked(view, "outside").length, view.all(".dash-datepicker-calendar-padding").length]).toEqual([0, 12]);
  });

  it("goes to the month and the year that are chosen", () => {
    const view = mount(DatePickerSingle, { min_date_allowed: "2025-03-10", date: "2026-11-05" });
    open(view);
    fireEvent.change(view.find("select"), { target: { value: "2026-02-01" } });
    expect(months(view)).toEqual(["February 2026"]);
    const year = view.find<HTMLInputElement>("input[type=number]");
    fireEvent.change(year, { target: { value: "20" } });
    expect(months(view)).toEqual(["February 2026"]);
    fireEvent.change(year, { target: { value: "2028" } });
    expect(months(view)).toEqual(["February 2028"]);
    fireEvent.change(year, { target: { value: "2025" } });
    expect(months(view)).toEqual(["March 2025"]);
    fireEvent.change(year, { target: { value: "1" } });
    fireEvent.blur(year);
    expect(view.find<HTMLInputElement>("input[type=number]").value).toBe("2025");
    expect(view.patches).toEqual([]);
  });

  it.each(["with_portal", "with_full_screen_portal"])("opens in front of the page %s", (prop) => {
    const view = mount(DatePickerSingle, { date: "2026-11-05", [prop]: true });
    open(view);
    const dialog = view.find<HTMLDialogElement>("dialog.dash-datepicker-portal");
    expect([dialog.open, document.activeElement?.textContent]).toEqual([true, "5"]);
    pick(view, "2026-11-06");
    expect([view.patches, isOpen(view), document.activeElement]).toEqual([[{ date: "2026-11-06" }], false, field(view)]);
    open(view);
    fireEvent.click(prop === "with_portal" ? view.find("dialog") : view.find(".dash-datepicker-close-button"));
    expect(isOpen(view)).toBe(false);
  });

  it("has names for screen readers", () => {
    const view = mount(DatePickerSingle, { date: "2026-11-20", clearable: true });
    open(view);
    expect(field(view).getAttribute("aria-label")).toBe("Select Date");
    expect(field(view).getAttribute("aria-controls")).toBe(view.find("[role=dialog]").id);
    expect(day(view, "2026-11-20").getAttribute("aria-label")).toBe("Today, Friday, November 20th, 2026, selected");
    for (const button of view.all("button, select, input")) {
      expect(button.getAttribute("aria-label") ?? button.closest("label")?.textContent, button.outerHTML).toBeTruthy();
    }
  });
});

describe("DatePickerRange", () => {
  const range = { id: "it", start_date: "2026-11-10", end_date: "2026-11-13" };

  it("gives its fields ids and hints", () => {
    const view = mount(DatePickerRange, { id: "it" });
    expect(view.all("input").map((input) => [input.id, input.getAttribute("placeholder")])).toEqual([
      ["it", "Start Date"], ["it-end-date", "End Date"],
    ]);
    view.unmount();
    const other = mount(DatePickerRange, { start_date_id: "a", end_date_id: "b", start_date_placeholder_text: "from", end_date_placeholder_text: "to" });
    expect(other.all("input").map((input) => [input.id, input.getAttribute("placeholder")])).toEqual([["a", "from"], ["b", "to"]]);
  });

  it("begins another range with the first pick, and ends it with the second", async () => {
    const view = mount(DatePickerRange, range);
    open(view);
    expect(months(view)).toEqual(["November 2026", "December 2026"]);
    expect(marked(view, "highlighted")).toEqual(["2026-11-10", "2026-11-11", "2026-11-12", "2026-11-13"]);
    expect(marked(view, "selected")).toEqual(["2026-11-10", "2026-11-13"]);
    pick(view, "2026-11-17");
    expect([view.patches, isOpen(view)]).toEqual([[{ start_date: "2026-11-17", end_date: null }], true]);
    fireEvent.mouseEnter(day(view, "2026-11-19"));
    expect(marked(view, "highlighted")).toEqual(["2026-11-17", "2026-11-18", "2026-11-19"]);
    pick(view, "2026-11-25");
    expect([view.patches.at(-1), isOpen(view)]).toEqual([{ end_date: "2026-11-25" }, false]);
    await waitFor(() => { expect(document.activeElement).toBe(field(view, 1)); });
  });

  it("turns a range round that is picked backwards, and takes a single day", () => {
    const view = mount(DatePickerRange, { stay_open_on_select: true, initial_visible_month: "2026-11-01" });
    open(view, 1);
    pick(view, "2026-11-17", "2026-11-14");
    expect(view.props()).toMatchObject({ start_date: "2026-11-14", end_date: "2026-11-17" });
    pick(view, "2026-11-20", "2026-11-20");
    expect(view.props()).toMatchObject({ start_date: "2026-11-20", end_date: "2026-11-20" });
    expect(isOpen(view)).toBe(true);
  });

  it("ends the range of which the app gave one end", () => {
    const view = mount(DatePickerRange, { end_date: "2026-11-13" });
    open(view);
    pick(view, "2026-11-04");
    expect(view.patches).toEqual([{ start_date: "2026-11-04" }]);
  });

  it("keeps as many nights between its ends", () => {
    const view = mount(DatePickerRange, { minimum_nights: 3, start_date: "2026-11-14" });
    open(view);
    expect(marked(view, "disabled")).toEqual(["2026-11-12", "2026-11-13", "2026-11-15", "2026-11-16"]);
    pick(view, "2026-11-16", "2026-11-14");
    expect([view.patches, isOpen(view)]).toEqual([[], true]);
    pick(view, "2026-11-17");
    expect(view.patches).toEqual([{ end_date: "2026-11-17" }]);
  });

  it("tells the app of both days at once, on request", () => {
    const view = mount(DatePickerRange, { ...range, updatemode: "bothdates" });
    open(view);
    pick(view, "2026-11-17");
    expect([view.patches, texts(view)]).toEqual([[], ["2026-11-17", ""]]);
    pick(view, "2026-11-25");
    expect(view.patches).toEqual([{ start_date: "2026-11-17", end_date: "2026-11-25" }]);
    type(view, "");
    expect([view.patches.length, texts(view)]).toEqual([1, ["", "2026-11-25"]]);
    type(view, "2026-11-01");
    expect(view.patches.at(-1)).toEqual({ start_date: "2026-11-01" });
    open(view);
    pick(view, "2026-11-18");
    view.outside({ start_date: "2026-10-01", end_date: "2026-10-02" });
    expect(texts(view)).toEqual(["2026-10-01", "2026-10-02"]);
  });

  it("sets the end that is typed", () => {
    const view = mount(DatePickerRange, range);
    type(view, "2026-11-12", 0);
    type(view, "2026-12-24", 1);
    type(view, "", 1);
    expect(view.patches).toEqual([{ start_date: "2026-11-12" }, { end_date: "2026-12-24" }, { end_date: null }]);
  });

  it("is cleared as one", () => {
    const view = mount(DatePickerRange, { ...range, clearable: true, updatemode: "bothdates" });
    fireEvent.click(view.find(".dash-datepicker-clear"));
    expect([view.patches, texts(view)]).toEqual([[{ start_date: null, end_date: null }], ["", ""]]);
  });

  it("puts the focus on the end whose field asks for the calendar", () => {
    const view = mount(DatePickerRange, range);
    field(view, 1).focus();
    key("ArrowDown");
    expect(document.activeElement?.closest("td")?.dataset["day"]).toBe("2026-11-13");
  });
});
