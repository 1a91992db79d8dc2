// @vitest-environment happy-dom
import { fireEvent } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { mount } from "../../test/mount";
import { Slider } from "../slider";
import { scaleOf, snap } from "../slider_scale";

const thumb = (view: ReturnType<typeof mount>) => view.find("[role=slider]");

describe("Slider", () => {
  it("sets drag_value with value from the start, and after a change from outside", () => {
    const view = mount(Slider, { min: 0, max: 10, value: 3 });
    expect(view.patches).toEqual([{ drag_value: 3 }]);
    view.outside({ value: 4 });
    expect(view.patches.at(-1)).toEqual({ drag_value: 4 });
    expect(thumb(view).getAttribute("aria-valuenow")).toBe("4");
  });

  it("sends nothing without a value", () => {
    expect(mount(Slider, { min: 0, max: 10 }).patches).toEqual([]);
  });

  it("is moved by the arrow keys", () => {
    const view = mount(Slider, { min: 0, max: 20, step: 5, value: 10, drag_value: 10 });
    thumb(view).focus();
    fireEvent.keyDown(thumb(view), { key: "ArrowRight" });
    expect(view.props()).toMatchObject({ value: 15, drag_value: 15 });
    fireEvent.keyDown(thumb(view), { key: "Home" });
    expect(view.props().value).toBe(0);
  });

  it("follows a value from outside after it was moved", () => {
    const view = mount(Slider, { min: 0, max: 20, value: 10, drag_value: 10 });
    fireEvent.keyDown(thumb(view), { key: "ArrowRight" });
    view.outside({ value: 3 });
    expect(thumb(view).getAttribute("aria-valuenow")).toBe("3");
    view.outside({ value: 10 });
    expect(thumb(view).getAttribute("aria-valuenow")).toBe("10");
  });

  it("with step None goes from mark to mark", () => {
    const view = mount(Slider, { step: null, marks: { 0: "0", 3: "three", 10: "ten" }, value: 3, drag_value: 3 });
    fireEvent.keyDown(thumb(view), { key: "ArrowRight" });
    expect(view.props().value).toBe(10);
    fireEvent.keyDown(thumb(view), { key: "Home" });
    expect(view.props().value).toBe(0);
  });

  it("takes a number in its field, on Enter, as near as its steps allow", async () => {
    const view = mount(Slider, { min: 0, max: 20, step: 5, value: 10, drag_value: 10 });
    const field = view.find("input");
    await view.user.clear(field);
    await view.user.type(field, "12");
    expect(view.patches).toEqual([]);
    await view.user.keyboard("{Enter}");
    expect(view.props().value).toBe(10);
    await view.user.clear(field);
    await view.user.type(field, "99");
    await view.user.tab();
    expect(view.props().value).toBe(20);
  });

  it("shows tooltips by their template, and marks with their style", () => {
    const view = mount(Slider, {
      min: 0, max: 10, value: 3, tooltip: { always_visible: true, template: "{value} kg" },
      marks: { 0: "zero", 5: { label: "five", style: { color: "red" } }, 99: "outside" },
    });
    expect(view.find(".dash-slider-tooltip.always-visible").textContent).toBe("3 kg");
    expect(view.all(".dash-slider-mark").map((mark) => mark.textContent)).toEqual(["zero", "five"]);
    expect(view.all(".dash-slider-mark")[1]!.style.color).toBe("red");
  });

  it("has no field when it is upright or told so", () => {
    expect(mount(Slider, { vertical: true }).all("input")).toEqual([]);
    expect(mount(Slider, { allow_direct_input: false }).all("input")).toEqual([]);
  });
});

describe("the scale", () => {
  const labels = (...props: Parameters<typeof scaleOf>) => scaleOf(...props).marks.map((mark) => mark.label);

  it.each([
    [{ min: 0, max: 20, step: 5 }, ["0", "5", "10", "15", "20"]],
    [{ min: 0, max: 10 }, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]],
    [{ min: 0, max: 40_000, step: 10_000 }, ["0", "10k", "20k", "30k", "40k"]],
    [{ min: -1, max: 1, step: 0.5 }, ["-1", "-0.5", "0", "0.5", "1"]],
    [{ min: 5, max: 5 }, []],
    [{ min: 0, max: 10, marks: null }, []],
  ])("of %o has marks %o", (props, expected) => { expect(labels(props)).toEqual(expected); });

  it("stands on values that can be chosen, also from an odd start", () => {
    const { marks } = scaleOf({ min: 1973, max: 2021, step: 5 });
    expect(marks.every((mark) => (mark.value - 1973) % 5 === 0 || mark.value === 2021)).toBe(true);
    expect(marks.length).toBeLessThanOrEqual(12);
  });

  it("takes its ends from the marks", () => {
    expect(scaleOf({ marks: { 2: "a", 8: "b" } })).toMatchObject({ min: 2, max: 8, step: 1 });
  });

  it("snaps without the dust of floating point", () => {
    expect(snap(0.29999, scaleOf({ min: 0, max: 1, step: 0.1 }))).toBe(0.3);
    expect(snap(99, scaleOf({ min: 0, max: 10, step: 4 }))).toBe(8);
  });
});
