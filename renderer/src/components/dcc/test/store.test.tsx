// @vitest-environment happy-dom
import { act } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { mount, takeErrors } from "../../test/mount";
import { Store } from "../store";

const time = expect.any(Number);

afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

describe("Store in memory", () => {
  it("tells when its data came, and nothing without data", () => {
    expect(mount(Store, { id: "s", data: { a: 1 } }).patches).toEqual([{ modified_timestamp: time }]);
    expect(mount(Store, { id: "t" }).patches).toEqual([]);
  });

  it("does not take equal data for a change", () => {
    const view = mount(Store, { id: "s", data: { a: [1] } });
    view.outside({ data: { a: [1] } });
    expect(view.patches).toHaveLength(1);
    view.outside({ data: { a: [2] } });
    expect(view.patches).toHaveLength(2);
  });

  it("holds a live object as it is", () => {
    class Live { state = "granted"; }
    const live = new Live();
    const view = mount(Store, { id: "s" });
    view.outside({ data: live });
    expect(view.props().data).toBe(live);
    view.outside({ data: new Live() });
    expect(view.patches).toHaveLength(2);
  });

  it("is cleared, and says so", () => {
    const view = mount(Store, { id: "s", data: 1 });
    view.outside({ clear_data: true });
    expect(view.patches.slice(1)).toEqual([{ clear_data: false, data: null, modified_timestamp: time }]);
  });
});

describe.each([["local", () => localStorage], ["session", () => sessionStorage]] as const)("Store of type %s", (kind, storage) => {
  it("keeps its data as JSON under its id, with the time", () => {
    const view = mount(Store, { id: "s", data: { a: 1 }, storage_type: kind });
    expect(storage().getItem("s")).toBe('{"a":1}');
    expect(Number(storage().getItem("s-timestamp"))).toBe(view.patches[0]!.modified_timestamp);
  });

  it("comes back with what was kept, whatever the layout says, and writes nothing for it", () => {
    storage().setItem("s", "5");
    storage().setItem("s-timestamp", "1234");
    const view = mount(Store, { id: "s", data: [1], storage_type: kind });
    expect(view.patches).toEqual([{ data: 5, modified_timestamp: 1234 }]);
    expect(storage().getItem("s-timestamp")).toBe("1234");
  });

  it("starts with null where there is nothing", () => {
    expect(mount(Store, { id: "s", storage_type: kind }).patches).toEqual([{ data: null, modified_timestamp: -1 }]);
    expect(storage().getItem("s")).toBeNull();
  });

  it("is cleared with its storage", () => {
    const view = mount(Store, { id: "s", data: 1, storage_type: kind });
    view.outside({ clear_data: true });
    expect(view.patches.at(-1)).toEqual({ clear_data: false, data: null, modified_timestamp: -1 });
    expect(storage()).toHaveLength(0);
  });

  it("follows what another page keeps under its id", () => {
    const view = mount(Store, { id: "s", data: 1, storage_type: kind });
    const hear = (): void => {
      act(() => { window.dispatchEvent(new StorageEvent("storage", { key: "s", storageArea: storage() })); });
    };
    storage().setItem("s", "2");
    storage().setItem("s-timestamp", "1234");
    hear();
    storage().removeItem("s");
    storage().removeItem("s-timestamp");
    hear();
    expect(view.patches.slice(1)).toEqual([{ data: 2, modified_timestamp: 1234 }, { data: null, modified_timestamp: -1 }]);
    expect(storage()).toHaveLength(0);
  });

  it("survives what is not JSON under its key", () => {
    storage().setItem("s", "{not json");
    expect(mount(Store, { id: "s", data: 1, storage_type: kind }).patches).toEqual([{ modified_timestamp: time }]);
  });

  it("goes on with data that is not JSON", () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    mount(Store, { id: "s", data: circle, storage_type: kind });
    expect(takeErrors()).toEqual([expect.stringContaining('The Store "s" could not keep its data')]);
  });
});
