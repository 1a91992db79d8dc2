// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { mount } from "../../test/mount";
import { Dropdown } from "../dropdown";
import { normalizeOptions } from "../options";
import { search } from "../search";

const cities = ["Berlin", "New York", "São Paulo", "York", "Zürich"];
const shown = (view: ReturnType<typeof mount>) => view.all("[role=option]").map((option) => option.textContent);
const values = (view: ReturnType<typeof mount>) => view.patches.filter((p) => "value" in p).map((p) => p.value);

describe("Dropdown", () => {
  it("opens, chooses and closes", async () => {
    const view = mount(Dropdown, { id: "d", options: cities, value: "York" });
    await view.user.click(view.find("#d"));
    expect(shown(view)).toEqual(cities);
    await view.user.click(view.getByRole("option", { name: "Berlin" }));
    expect(values(view)).toEqual(["Berlin"]);
    expect(view.all("[role=listbox]")).toEqual([]);
    expect(view.find("#d").textContent).toBe("Berlin");
  });

  it("is cleared to null, without opening", async () => {
    const view = mount(Dropdown, { id: "d", options: cities, value: "York" });
    await view.user.click(view.find(".dash-dropdown-clear"));
    expect(values(view)).toEqual([null]);
    expect(view.all("[role=listbox]")).toEqual([]);
    expect(view.find("#d").textContent).toBe("Select...");
  });

  it("is worked by keyboard alone", async () => {
    const view = mount(Dropdown, { id: "d", options: { a: "Apple", b: "Banana", c: "Cherry" } });
    view.find("#d").focus();
    await view.user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}{Enter}");
    expect(values(view)).toEqual(["b"]);
    expect(document.activeElement).toBe(view.find("#d"));
    await view.user.keyboard("{Enter}{End}{Enter}");
    expect(values(view)).toEqual(["b", "c"]);
    await view.user.keyboard(" {Escape}");
    expect(view.all("[role=listbox]")).toEqual([]);
    await view.user.keyboard("{Delete}");
    expect(values(view)).toEqual(["b", "c", null]);
  });

  it("opens with a search when a letter is typed, and forgets it when it closes", async () => {
    const view = mount(Dropdown, { id: "d", options: cities });
    view.find("#d").focus();
    await view.user.keyboard("york");
    expect(shown(view)).toEqual(["York", "New York"]);
    await view.user.keyboard("{Enter}");
    expect(values(view)).toEqual(["York"]);
    expect(view.props().search_value).toBeUndefined();
  });

  it("says when nothing is found", async () => {
    const view = mount(Dropdown, { id: "d", options: cities, labels: { no_options_found: "nichts" } });
    await view.user.click(view.find("#d"));
    await view.user.keyboard("qqq");
    expect(view.find(".dash-dropdown-options").textContent).toBe("nichts");
  });

  it("chooses several and stays open, all, and none", async () => {
    const view = mount(Dropdown, { id: "d", options: cities, value: [], multi: true });
    await view.user.click(view.find("#d"));
    await view.user.click(view.getByRole("option", { name: "York" }));
    await view.user.click(view.getByRole("option", { name: "Berlin" }));
    await view.user.click(view.getByText("Select All"));
    expect(view.find(".dash-dropdown-value-count").textContent).toBe("5 selected");
    await view.user.click(view.getByText("Deselect All"));
    expect(values(view)).toEqual([["York"], ["York", "Berlin"], ["York", "Berlin", "New York", "São Paulo", "Zürich"], []]);
    await view.user.keyboard("{Escape}");
    view.outside({ value: ["York"] });
    await view.user.click(view.find(".dash-dropdown-clear"));
    expect(values(view).at(-1)).toEqual([]);
  });

  it("with debounce sends once, when it closes", async () => {
    const view = mount(Dropdown, { id: "d", options: cities, value: [], multi: true, debounce: true });
    await view.user.click(view.find("#d"));
    await view.user.click(view.getByRole("option", { name: "York" }));
    await view.user.click(view.getByRole("option", { name: "Berlin" }));
    expect(values(view)).toEqual([]);
    await view.user.keyboard("{Escape}");
    expect(values(view)).toEqual([["York", "Berlin"]]);
  });

  it("lets go of a value that new options do not hold", () => {
    const view = mount(Dropdown, { options: ["a", "b"], value: "a" });
    view.outside({ options: ["b", "c"], value: "b" });
    expect(view.patches).toEqual([]);
    view.outside({ options: ["c"] });
    expect(view.patches).toEqual([{ value: null }]);
    const several = mount(Dropdown, { options: ["a"], value: ["a", "zz"], multi: true });
    expect(several.patches).toEqual([{ value: ["a"] }]);
  });

  it("does not open when disabled, nor choose a disabled option", async () => {
    const off = mount(Dropdown, { id: "off", options: cities, disabled: true });
    await off.user.click(off.find("#off"));
    expect(off.all("[role=listbox]")).toEqual([]);
    off.unmount();
    const view = mount(Dropdown, { id: "d", options: [{ label: "A", value: 1, disabled: true }, { label: "B", value: 2 }] });
    await view.user.click(view.find("#d"));
    await view.user.click(view.getByText("A"));
    await view.user.keyboard("{ArrowDown}{Enter}");
    expect(values(view)).toEqual([2]);
  });

  it("without a search jumps to what is typed", async () => {
    const view = mount(Dropdown, { id: "d", options: cities, searchable: false });
    await view.user.click(view.find("#d"));
    await view.user.keyboard("yo{Enter}");
    expect(values(view)).toEqual(["York"]);
  });

  it("shows components as labels, finds them by `search`", async () => {
    const options = [{ label: <i>first</i>, value: 1, search: "eins" }, { label: "second", value: 2 }];
    const view = mount(Dropdown, { id: "d", options, value: 1 });
    expect(view.find("#d i").textContent).toBe("first");
    await view.user.click(view.find("#d"));
    await view.user.keyboard("eins");
    expect(shown(view)).toEqual(["first"]);
  });
});

describe("search", () => {
  const find = (query: string, keepOrder = false) => search(normalizeOptions(cities), query, keepOrder).map((o) => o.value);

  it("ignores case and accents", () => { expect(find("SAO zu".slice(0, 3))).toEqual(["São Paulo"]); });
  it("wants every word", () => { expect(find("york new")).toEqual(["New York"]); });
  it("puts the better match first, unless the order is to be kept", () => {
    expect(find("york")).toEqual(["York", "New York"]);
    expect(find("york", true)).toEqual(["New York", "York"]);
  });
});
