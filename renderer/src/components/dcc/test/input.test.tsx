// @vitest-environment happy-dom
import { fireEvent } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { mount } from "../../test/mount";
import { Input } from "../input";

const field = (view: ReturnType<typeof mount>) => view.find<HTMLInputElement>("input");
const values = (view: ReturnType<typeof mount>) => view.patches.filter((p) => "value" in p).map((p) => p.value);

afterEach(() => { vi.useRealTimers(); });

describe("Input of text", () => {
  it("sends every key", async () => {
    const view = mount(Input, { id: "i" });
    await view.user.type(field(view), "abc");
    expect(values(view)).toEqual(["a", "ab", "abc"]);
  });

  it("sends nothing at first and nothing when it is left untouched", async () => {
    const view = mount(Input, { id: "i" });
    await view.user.click(field(view));
    await view.user.tab();
    expect(view.patches).toEqual([{ n_blur: 1, n_blur_timestamp: expect.any(Number) }]);
  });

  it("with debounce waits for Enter and sends value and n_submit together", async () => {
    const view = mount(Input, { value: "a", debounce: true });
    await view.user.type(field(view), "b");
    expect(view.patches).toEqual([]);
    await view.user.keyboard("{Enter}");
    expect(view.patches).toEqual([{ value: "ab", n_submit: 1, n_submit_timestamp: expect.any(Number) }]);
  });

  it("with debounce sends the value when it is left", async () => {
    const view = mount(Input, { debounce: true });
    await view.user.type(field(view), "7");
    await view.user.tab();
    expect(view.patches).toEqual([{ value: "7", n_blur: 1, n_blur_timestamp: expect.any(Number) }]);
  });

  it("with a number of seconds waits that long after the last key", () => {
    vi.useFakeTimers();
    const view = mount(Input, { debounce: 0.5 });
    fireEvent.change(field(view), { target: { value: "a" } });
    vi.advanceTimersByTime(400);
    fireEvent.change(field(view), { target: { value: "ab" } });
    vi.advanceTimersByTime(499);
    expect(view.patches).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(view.patches).toEqual([{ value: "ab" }]);
  });

  it("shows a value set from outside and sends nothing for it", () => {
    const view = mount(Input, { value: "a" });
    view.outside({ value: "b" });
    expect(field(view).value).toBe("b");
    view.outside({ value: null });
    expect(field(view).value).toBe("");
    expect(view.patches).toEqual([]);
  });

  it("sends an empty text as such", async () => {
    const view = mount(Input, { value: "a" });
    await view.user.clear(field(view));
    expect(values(view)).toEqual([""]);
  });
});

describe("Input of numbers", () => {
  it("sends numbers, and null for what is none or out of bounds", () => {
    const view = mount(Input, { type: "number", min: 0, max: 10, step: 2, value: 2 });
    for (const text of ["4", "40", "3", "", "0"]) fireEvent.change(field(view), { target: { value: text } });
    expect(values(view)).toEqual([4, null, 0]);
  });

  it("leaves the way it was typed alone", () => {
    const view = mount(Input, { type: "number" });
    fireEvent.change(field(view), { target: { value: "0.50" } });
    expect(values(view)).toEqual([0.5]);
    view.outside({ value: 0.5 });
    expect(field(view).value).toBe("0.50");
  });

  it("keeps what cannot be a value in sight until another one comes", () => {
    const view = mount(Input, { type: "number", max: 10, value: 5 });
    fireEvent.change(field(view), { target: { value: "57" } });
    expect(field(view).value).toBe("57");
    view.outside({ value: 8 });
    expect(field(view).value).toBe("8");
  });

  it("steps by its buttons, up to the limits", async () => {
    const view = mount(Input, { id: "n", type: "number", min: 0, max: 5, step: 2, value: 3 });
    const [less, more] = view.all("button") as HTMLButtonElement[];
    await view.user.click(more!);
    await view.user.click(more!);
    expect(values(view)).toEqual([4]);
    await view.user.click(less!);
    await view.user.click(less!);
    expect(less!.disabled).toBe(true);
    expect(values(view)).toEqual([4, 2, 0]);
  });

  it("steps from nothing by one", async () => {
    const view = mount(Input, { type: "number" });
    await view.user.click(view.find(".dash-stepper-increment"));
    expect(values(view)).toEqual([1]);
  });
});
