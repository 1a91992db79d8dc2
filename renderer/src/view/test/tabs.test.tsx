// @vitest-environment happy-dom
import userEvent from "@testing-library/user-event";
import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from "vitest";
import "../../components";
import { callback } from "../../core/test/harness";
import type { WireCallback } from "../../protocol";
import { openPage, type Opened } from "./pages";

type Props = Record<string, unknown>;

const dcc = (type: string, props: Props): object => ({ type, namespace: "dash_core_components", props });
const p = (id: string): object => ({ type: "P", namespace: "dash_html_components", props: { id, children: id } });
const tab = (label: unknown, more: Props = {}): object => dcc("Tab", { label, children: p(`in-${String(label)}`), ...more });
const tabs = (children: unknown[], more: Props = {}): object => dcc("Tabs", { id: "tabs", children, ...more });
const three = (more: Props = {}): object => tabs([tab("a"), tab("b"), tab("c")], more);

const open = (layout: unknown, callbacks: WireCallback[] = []): Promise<Opened> => (
  openPage(layout, callbacks, { children_props: { dash_core_components: { Tab: ["label"] } } })
);

let page: Opened;
let errors: MockInstance;
beforeEach(() => { errors = vi.spyOn(console, "error"); });
afterEach(async () => {
  await page.close();
  const said = errors.mock.calls;
  vi.restoreAllMocks();
  localStorage.clear();
  expect(said).toEqual([]);
});

const labels = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("#tabs > [role=tab]")];
const selected = (): string => labels().filter((label) => label.classList.contains("tab--selected")).map((label) => label.textContent).join();
const content = (): string => document.querySelector("#tabs-parent > .tab-content")!.textContent;
const click = (at: number): Promise<void> => act(async () => { labels()[at]!.click(); });
const press = (keys: string): Promise<void> => act(async () => { await userEvent.keyboard(keys); });

describe("Tabs", () => {
  it("shows the selected tab's content, and only that", async () => {
    page = await open(three({ value: "tab-2" }));
    expect([selected(), content()]).toEqual(["b", "in-b"]);
    await click(2);
    expect([selected(), content(), page.props("tabs")["value"]]).toEqual(["c", "in-c", "tab-3"]);
    await page.set("tabs", { value: "tab-1" });
    expect([selected(), content()]).toEqual(["a", "in-a"]);
  });

  it.each<[string, Props, string]>([["by its place", {}, "tab-1"], ["by its own", { value: "first" }, "first"]])(
    "says what the first tab's value is, %s, before the callbacks start", async (_, more, value) => {
      page = await open([tabs([tab("a", more), tab("b")]), p("out")], [callback("out.title", "tabs.value")]);
      expect(page.props("tabs")["value"]).toBe(value);
      expect(page.asked.map(({ request }) => request.inputs)).toEqual([[{ id: "tabs", property: "value", value }]]);
    },
  );

  it.each([null, "nothing"])("selects none for %j, and can be reached by the keyboard", async (value) => {
    page = await open(three({ value }));
    expect([selected(), content(), page.props("tabs")["value"]]).toEqual(["", "", value]);
    expect(labels().map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1]);
    await click(1);
    expect(labels().map(({ tabIndex }) => tabIndex)).toEqual([-1, 0, -1]);
    await page.set("tabs", { value });
    await click(0);
    expect(labels().map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1]);
  });

  it("follows the props of its tabs", async () => {
    page = await open(tabs([tab("a"), tab("b", { id: "b" })]));
    await page.set("b", { label: p("rich"), value: "x", disabled: true });
    expect(labels()[1]!.querySelector("#rich")).not.toBeNull();
    await click(1);
    expect(page.props("tabs")["value"]).toBe("tab-1");
    await page.set("b", { disabled: false });
    await click(1);
    expect(page.props("tabs")["value"]).toBe("x");
    await page.set("b", { children: "other" });
    expect(content()).toBe("other");
  });

  it("has what lies behind in the page for callbacks", async () => {
    page = await open([three(), p("out")], [callback("out.title", "in-c.children")]);
    expect(page.asked[0]!.request.inputs).toEqual([{ id: "in-c", property: "children", value: "in-c" }]);
  });

  it("keeps tabs inside tabs apart", async () => {
    const inner = dcc("Tabs", { id: "inner", children: [tab("x"), tab("y")], value: "tab-2" });
    page = await open(tabs([dcc("Tab", { label: "a", children: inner }), tab("b")]));
    expect(selected()).toBe("a");
    expect(document.querySelector("#inner-parent > .tab-content")!.textContent).toBe("in-y");
    expect(document.querySelector("#inner-parent [role=tablist]")!.childElementCount).toBe(2);
  });

  it("comes back to what was selected", async () => {
    page = await open(three({ persistence: true }));
    await click(1);
    await page.close();
    page = await open(three({ persistence: true }));
    expect([selected(), content()]).toEqual(["b", "in-b"]);
  });

  it("takes one tab alone, and none", async () => {
    page = await open([dcc("Tabs", { id: "tabs", children: tab("a") }), dcc("Tabs", { id: "none" })]);
    expect([selected(), content()]).toEqual(["a", "in-a"]);
    expect(document.querySelector("#none")!.childElementCount).toBe(0);
  });
});

describe("the keyboard", () => {
  it("goes from label to label, past disabled ones and round, and selects only when asked to", async () => {
    page = await open(tabs([tab("a"), tab("b", { disabled: true }), tab("c"), tab("d")]));
    await press("{Tab}");
    expect(document.activeElement).toBe(labels()[0]);
    await press("{ArrowRight}");
    expect([document.activeElement, selected()]).toEqual([labels()[2], "a"]);
    await press("{Enter}");
    expect(selected()).toBe("c");
    await press("{ArrowDown}{ArrowDown}");
    expect(document.activeElement).toBe(labels()[0]);
    await press("{ArrowLeft} ");
    expect(selected()).toBe("d");
    await press("{Home}{ArrowUp}{End}{Home} ");
    expect(selected()).toBe("a");
    expect(labels().map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1, -1]);
  });
});

describe("the looks of Tabs", () => {
  it("has Dash's class names, and the app's beside them", async () => {
    page = await open(tabs([
      tab("a", { className: "mine", selected_className: "on", disabled_className: "off" }),
      tab("b", { className: "mine", selected_className: "on", disabled: true, disabled_className: "off" }),
    ], { value: "tab-1", vertical: true, className: "list", parent_className: "whole", content_className: "inside" }));
    const classNames = (element: Element | null): string[] => [...element!.classList].filter((name) => name !== "tab-parent--above-breakpoint");
    expect(labels().map(classNames)).toEqual([["tab", "tab--selected", "on", "mine"], ["tab", "tab--disabled", "off", "mine"]]);
    expect(classNames(document.querySelector("#tabs"))).toEqual(["tab-container", "tab-container--vert", "list"]);
    expect(classNames(document.querySelector("#tabs-parent"))).toEqual(["tab-parent", "tab-parent--vert", "whole"]);
    expect(classNames(document.querySelector(".inside"))).toEqual(["tab-content", "tab-content--vert", "inside"]);
  });

  it("has the styles that it is given", async () => {
    const style = { color: "red" };
    page = await open(tabs([
      tab("a", { style, selected_style: { "font-weight": 700 }, width: 90 }),
      tab("b", { style, disabled: true, width: "50%" }), tab("c", { disabled: true, disabled_style: { opacity: 0.5 } }),
    ], {
      value: "tab-1", style: { order: 1 }, parent_style: { order: 2 }, content_style: { order: 3 },
      colors: { border: "red", primary: "green", background: "blue" },
    }));
    const [a, b, c] = labels().map((label) => label.style);
    expect([a!.color, a!.fontWeight, a!.width, a!.flex]).toEqual(["red", "700", "90px", "0 0 auto"]);
    expect([b!.color, b!.width]).toEqual(["var(--Dash-Text-Disabled)", "50%"]);
    expect([c!.color, c!.opacity]).toEqual(["", "0.5"]);
    const parent = document.querySelector<HTMLElement>("#tabs-parent")!;
    expect(["border", "primary", "background"].map((name) => parent.style.getPropertyValue(`--tabs-${name}`))).toEqual(["red", "green", "blue"]);
    expect([document.querySelector<HTMLElement>("#tabs")!.style.order, parent.style.order]).toEqual(["1", "2"]);
    expect(document.querySelector<HTMLElement>(".tab-content")!.style.order).toBe("3");
  });

  it("is told when the window is narrow", async () => {
    const above = (): boolean => document.querySelector("#tabs-parent")!.classList.contains("tab-parent--above-breakpoint");
    page = await open(three({ mobile_breakpoint: 0 }));
    expect(above()).toBe(true);
    await page.set("tabs", { mobile_breakpoint: 100_000 });
    expect(above()).toBe(false);
  });

  it("marks the label whose tab is awaited, and the whole for the tabs'", async () => {
    page = await open([tabs([tab("a", { id: "a" }), tab("b")]), p("go")], [
      callback("a.label, tabs.value", "go.n_clicks", { prevent_initial_call: true }),
    ]);
    await page.set("go", { n_clicks: 1 });
    expect([...document.querySelectorAll("[data-dash-is-loading]")].map(({ id }) => id)).toEqual(["tabs-parent", "a"]);
  });
});
