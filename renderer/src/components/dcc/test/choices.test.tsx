// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { mount } from "../../test/mount";
import { Checklist } from "../checklist";
import { RadioItems } from "../radio_items";

describe("RadioItems", () => {
  it("takes a list of values, and sends the value of the one that is clicked, not its text", async () => {
    const view = mount(RadioItems, { id: "r", options: [1, true, "x"], value: "x" });
    expect(view.all("label").map((label) => label.textContent)).toEqual(["1", "true", "x"]);
    await view.user.click(view.all("label")[0]!);
    await view.user.click(view.all("label")[1]!);
    expect(view.patches).toEqual([{ value: 1 }, { value: true }]);
  });

  it("takes a dict of value to label", async () => {
    const view = mount(RadioItems, { options: { lin: "Linear", log: "Logarithmic" }, value: "lin" });
    await view.user.click(view.getByLabelText("Logarithmic"));
    expect(view.patches).toEqual([{ value: "log" }]);
  });

  it("follows the value from outside, also to one that is not there", () => {
    const view = mount(RadioItems, { options: ["a", "b"], value: "a" });
    view.outside({ value: "zz" });
    expect(view.all("input").some((input) => (input as HTMLInputElement).checked)).toBe(false);
    expect(view.patches).toEqual([]);
  });

  it("does not choose what is disabled, and shows components and titles", async () => {
    const options = [{ label: <b>bold</b>, value: 1, title: "hint" }, { label: "off", value: 2, disabled: true }];
    const view = mount(RadioItems, { options, inline: true, labelClassName: "mine", inputStyle: { margin: "1px" } });
    await view.user.click(view.all("label")[1]!);
    expect(view.patches).toEqual([]);
    expect(view.find("label.mine").title).toBe("hint");
    expect(view.find("label b").textContent).toBe("bold");
    expect(view.all(".dash-radioitems-inline")).toHaveLength(2);
  });

  it("keeps two lists apart", async () => {
    const first = mount(RadioItems, { options: ["a", "b"], value: "a" });
    mount(RadioItems, { options: ["c", "d"], value: "c" });
    const names = new Set(first.all("input").map((input) => (input as HTMLInputElement).name));
    expect(names.size).toBe(2);
  });
});

describe("Checklist", () => {
  it("adds in the order of clicks, and removes", async () => {
    const view = mount(Checklist, { options: ["p", "q"], value: ["q"] });
    await view.user.click(view.getByLabelText("p"));
    await view.user.click(view.getByLabelText("q"));
    expect(view.patches).toEqual([{ value: ["q", "p"] }, { value: ["p"] }]);
  });

  it("works without a value", async () => {
    const view = mount(Checklist, { options: ["p"] });
    await view.user.click(view.getByLabelText("p"));
    expect(view.patches).toEqual([{ value: ["p"] }]);
  });

  it("sends nothing for a change from outside", () => {
    const view = mount(Checklist, { options: ["p", "q"], value: [] });
    view.outside({ value: ["p", "q"] });
    expect(view.all(".selected")).toHaveLength(2);
    expect(view.patches).toEqual([]);
  });
});
