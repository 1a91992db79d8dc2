// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import { findComponent } from "../registry";

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
