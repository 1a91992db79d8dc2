// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { mount } from "../../test/mount";
import { Textarea } from "../textarea";

const time = expect.any(Number);

describe("Textarea", () => {
  it("tells of every key", async () => {
    const view = mount(Textarea, { id: "t", value: "a" });
    await view.user.type(view.find("textarea"), "b{Enter}c");
    expect(view.patches.filter((patch) => "value" in patch)).toEqual([{ value: "ab" }, { value: "ab\n" }, { value: "ab\nc" }]);
    view.outside({ value: "new" });
    expect(view.find<HTMLTextAreaElement>("textarea").value).toBe("new");
    view.outside({ value: null });
    expect(view.find<HTMLTextAreaElement>("textarea").value).toBe("");
  });

  it("counts clicks and leavings", async () => {
    const view = mount(Textarea, { n_clicks: 2 });
    await view.user.click(view.find("textarea"));
    await view.user.tab();
    expect(view.patches).toEqual([{ n_clicks: 3, n_clicks_timestamp: time }, { n_blur: 1, n_blur_timestamp: time }]);
  });

  it("has the attributes that it is given, and none for None", () => {
    const view = mount(Textarea, {
      id: "t", className: "mine", rows: 3, cols: 20, maxLength: 9, placeholder: "hint", wrap: "off", title: "about", tabIndex: 2,
      spellCheck: false, draggable: true, dir: "rtl", lang: "ar", name: "n", form: "f", disabled: "disabled", readOnly: true,
      required: "required", hidden: null, accessKey: null, style: { "max-width": 100 },
    });
    const field = view.find<HTMLTextAreaElement>("textarea");
    expect(field.className).toBe("dash-textarea mine");
    const attributes = ["rows", "cols", "maxlength", "placeholder", "wrap", "title", "tabindex", "spellcheck", "draggable", "dir", "lang", "name", "form"];
    expect(attributes.map((name) => field.getAttribute(name))).toEqual(
      ["3", "20", "9", "hint", "off", "about", "2", "false", "true", "rtl", "ar", "n", "f"],
    );
    expect([field.disabled, field.readOnly, field.required, field.hasAttribute("hidden"), field.hasAttribute("accesskey")])
      .toEqual([true, true, true, false, false]);
    expect(field.style.maxWidth).toBe("100px");
  });
});
