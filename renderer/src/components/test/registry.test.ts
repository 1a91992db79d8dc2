// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import "..";
import { findComponent, isSetAtFirst } from "../registry";

const scope = window as unknown as Record<string, unknown>;
afterEach(() => { delete scope["some_package"]; });

describe("components of packages", () => {
  it("are found where their script put them", () => {
    const Box = () => null;
    scope["some_package"] = { Box };
    expect(findComponent("some_package", "Box")).toBe(Box);
    expect(findComponent("some_package", "Other")).toBeUndefined();
  });

  it.each([["window", "alert"], ["self", "open"], ["document", "write"], ["constructor", "name"], ["__proto__", "constructor"], ["some_package", "constructor"], ["Object", "assign"]])(
    "are not %s.%s", (namespace, type) => {
      scope["some_package"] = {};
      expect(findComponent(namespace, type)).toBeUndefined();
    },
  );
});

describe("what components set when they are drawn", () => {
  it.each([
    ["dash_core_components", "Location", "pathname"], ["dash_core_components", "Store", "data"], ["dash_core_components", "Tabs", "value"],
    ["dash_core_components", "Slider", "drag_value"], ["dash_table", "DataTable", "derived_virtual_data"],
    ["dash_core_components", "Unknown", "value"], ["some_package", "Box", "value"], ["__proto__", "constructor", "name"],
  ])("may be %s.%s's %s", (namespace, type, prop) => { expect(isSetAtFirst(namespace, type, prop)).toBe(true); });

  it.each([
    ["dash_core_components", "Input", "value"], ["dash_core_components", "Location", "refresh"], ["dash_core_components", "Slider", "value"],
    ["dash_html_components", "Div", "children"], ["dash_html_components", "Button", "n_clicks"],
  ])("is not %s.%s's %s", (namespace, type, prop) => { expect(isSetAtFirst(namespace, type, prop)).toBe(false); });
});
