// @vitest-environment happy-dom
import { fireEvent } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { mount } from "../../test/mount";
import { RangeSlider } from "../range_slider";

const at = { min: 0, max: 20, step: 1 };
const of = (...value: number[]) => ({ value, drag_value: value });
const thumbs = (view: ReturnType<typeof mount>): HTMLElement[] => view.all("[role=slider]");
const places = (view: ReturnType<typeof mount>): string[] => thumbs(view).map((thumb) => thumb.getAttribute("aria-valuenow")!);
const press = (view: ReturnType<typeof mount>, thumb: number, ...keys: string[]): void => {
  thumbs(view)[thumb]!.focus();
  for (const key of keys) fireEvent.keyDown(document.activeElement!, { key });
};

describe("RangeSlider", () => {
  it("has a handle for each value, and sets drag_value with them", () => {
    const view = mount(RangeSlider, { ...at, value: [3, 7, 9] });
    expect(places(view)).toEqual(["3", "7", "9"]);
    expect(view.all(".dash-slider-thumb-3")).toHaveLength(1);
    expect(view.patches).toEqual([{ drag_value: [3, 7, 9] }]);
    view.outside({ value: [4, 5] });
    expect([places(view), view.patches.at(-1)]).toEqual([["4", "5"], { drag_value: [4, 5] }]);
  });

  it.each<[object, string[]]>([
    [{}, ["0", "20"]], [{ count: 1 }, ["0", "20"]], [{ count: 2 }, ["0", "10", "20"]], [{ value: [] }, ["0", "20"]],
    [{ value: null }, ["0", "20"]],
  ])("stands at the ends where it has no value: %j", (props, expected) => {
    const view = mount(RangeSlider, { ...at, ...props });
    expect([places(view), view.patches]).toEqual([expected, []]);
  });

  it("moves one handle by the keys and leaves the other", () => {
    const view = mount(RangeSlider, { ...at, ...of(3, 7) });
    press(view, 1, "ArrowRight");
    expect(view.props()).toMatchObject(of(3, 8));
    press(view, 0, "ArrowLeft", "ArrowLeft");
    expect(view.props()).toMatchObject(of(1, 8));
    press(view, 0, "Home");
    expect(view.props().value).toEqual([0, 8]);
  });

  it("lets handles cross, unless told not to", () => {
    const free = mount(RangeSlider, { ...at, ...of(6, 7) });
    press(free, 0, "ArrowRight", "ArrowRight");
    expect(free.props().value).toEqual([7, 8]);
    free.unmount();
    const kept = mount(RangeSlider, { ...at, ...of(6, 7), allowCross: false });
    press(kept, 0, "ArrowRight", "ArrowRight");
    expect(kept.props().value).toEqual([7, 7]);
  });

  it.each([[true, [6, 7]], [2, [5, 7]]])("keeps handles apart by %s", (pushable, stopped) => {
    const view = mount(RangeSlider, { ...at, ...of(3, 7), pushable });
    press(view, 0, "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight");
    expect(view.props().value).toEqual(stopped);
  });

  it("goes from mark to mark where only they count, each handle for itself", () => {
    const view = mount(RangeSlider, { step: null, marks: { 0: "a", 3: "b", 10: "c" }, ...of(0, 3) });
    press(view, 1, "ArrowRight");
    expect(view.props().value).toEqual([0, 10]);
    press(view, 0, "End");
    expect(view.props().value).toEqual([10, 10]);
  });

  it("takes its ends in two fields, each as far as the other", async () => {
    const view = mount(RangeSlider, { ...at, ...of(3, 7) });
    const [least, most] = view.all(".dash-range-slider-min-input, .dash-range-slider-max-input") as HTMLInputElement[];
    expect([least!.value, most!.value]).toEqual(["3", "7"]);
    await view.user.clear(least!);
    await view.user.type(least!, "5{Enter}");
    expect(view.props()).toMatchObject(of(5, 7));
    await view.user.clear(most!);
    await view.user.type(most!, "2");
    await view.user.tab();
    expect(view.props().value).toEqual([5, 5]);
    await view.user.clear(least!);
    await view.user.type(least!, "99{Enter}");
    expect(view.props().value).toEqual([5, 5]);
  });

  it.each([[{ vertical: true }], [{ allow_direct_input: false }], [{ value: [1, 2, 3] }]])("has no fields with %j", (props) => {
    expect(mount(RangeSlider, { ...at, ...of(3, 7), ...props }).all("input[type=number]")).toEqual([]);
  });

  it("tells of every place while it is moved only if asked to", () => {
    const view = mount(RangeSlider, { ...at, ...of(3, 7), updatemode: "drag" });
    press(view, 0, "ArrowRight");
    expect(view.patches[0]).toEqual({ drag_value: [4, 7], value: [4, 7] });
  });

  it("colours what lies between its handles", () => {
    const view = mount(RangeSlider, { min: 0, max: 4, marks: { 0: "0", 1: "1", 2: "2", 3: "3", 4: "4" }, dots: true, ...of(1, 3) });
    expect(view.all(".dash-slider-mark-outside-selection").map((mark) => mark.textContent)).toEqual(["0", "4"]);
    expect(view.all(".dash-slider-dot-outside-selection")).toHaveLength(2);
  });

  it("shows each handle's value", () => {
    const view = mount(RangeSlider, { ...at, ...of(3, 7), tooltip: { always_visible: true, template: "{value} km" } });
    expect(view.all(".dash-slider-tooltip").map((tip) => tip.textContent)).toEqual(["3 km", "7 km"]);
  });
});
