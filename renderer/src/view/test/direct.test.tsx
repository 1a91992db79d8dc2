// @vitest-environment happy-dom
import { act, cloneElement, createElement, isValidElement, type ReactElement, type ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import "../../components";
import { componentTables, registerComponents } from "../../components/registry";
import { callback } from "../../core/test/harness";
import { generator } from "../../core/test/world";
import { openPage, type Opened } from "./pages";

type Props = Record<string, unknown>;

const html = (type: string, id: string, props: Props = {}): object => ({ type, namespace: "dash_html_components", props: { id, ...props } });
const test = (type: string, id: string, props: Props = {}): object => ({ type, namespace: "test", props: { id, ...props } });
const Div = componentTables().get("dash_html_components")!["Div"]!;

registerComponents("test", {
  /** A component that draws an element of ours inside of itself. */
  Wrapper: ({ setProps, children, title }: { setProps: unknown; children?: ReactNode; title?: string }) => (
    createElement("section", null, createElement(Div, { setProps, title } as never, children), createElement("b", null, children))
  ),
  /** A component that has a word about what its children look like. */
  Styler: ({ children }: { children?: ReactNode }) => (
    isValidElement(children) ? cloneElement(children as ReactElement<Props>, { className: "given" }) : null
  ),
  /** A component that draws its child twice. */
  Twice: ({ children }: { children?: ReactNode }) => createElement("div", { id: "twice" }, createElement("i", null, children), createElement("b", null, children)),
});

let page: Opened;
const find = (id: string): HTMLElement => document.getElementById(id)!;

beforeEach(() => { vi.spyOn(console, "error").mockImplementation(() => undefined); });

afterEach(async () => {
  await page.close();
  // React complains of changes that it was told of outside of `act`.
  expect(vi.mocked(console.error).mock.calls.map(String).filter((text) => text.includes("act("))).toEqual([]);
  vi.restoreAllMocks();
});

/** Change props without React: it would draw later, in `act` only. */
function setNow(id: string, props: Props): void {
  page.page.setProps(page.page.tree.find(id)!.key, props);
}

describe("what is drawn without React", () => {
  it("is a text, in the same text node", async () => {
    page = await openPage(html("Div", "a", { children: "one" }));
    const node = find("a").firstChild;
    setNow("a", { children: "two" });
    expect(find("a").textContent).toBe("two");
    expect(find("a").firstChild).toBe(node);
    setNow("a", { children: "" });
    expect(find("a").textContent).toBe("");
    setNow("a", { children: 0 });
    expect(find("a").textContent).toBe("0");
  });

  it("is an attribute, also taken away", async () => {
    page = await openPage(html("Div", "a", { className: "x", title: "t", "data-n": 1 }));
    setNow("a", { className: "y z", title: null, "data-n": 2, "aria-label": "l", role: "note", hidden: true });
    expect(find("a").outerHTML).toBe('<div id="a" class="y z" data-n="2" aria-label="l" role="note" hidden=""></div>');
    setNow("a", { className: null, hidden: false });
    expect([find("a").hasAttribute("class"), find("a").hidden]).toEqual([false, false]);
  });

  it("is a style of texts", async () => {
    page = await openPage(html("Div", "a", { style: { color: "red", "background-color": "blue", "--own": "1" } }));
    setNow("a", { style: { "background-color": "green", display: "none", "--own": "2" } });
    const { style } = find("a");
    expect([style.color, style.backgroundColor, style.display, style.getPropertyValue("--own")]).toEqual(["", "green", "none", "2"]);
    setNow("a", { style: null });
    expect([style.backgroundColor, style.display, style.getPropertyValue("--own")]).toEqual(["", "", ""]);
  });

  it("is a count of clicks", async () => {
    page = await openPage(html("Button", "a", { children: "press" }));
    find("a").click();
    find("a").click();
    expect(page.props("a")["n_clicks"]).toBe(2);
    setNow("a", { n_clicks: 0 });
    find("a").click();
    expect(page.props("a")["n_clicks"]).toBe(1);
  });

  it("is the mark of what is loading", async () => {
    page = await openPage([html("Div", "a", { children: "x" }), html("Button", "go")], [callback("a.children", "go.n_clicks")]);
    expect(find("a").getAttribute("data-dash-is-loading")).toBe("true");
    await page.asked[0]!.answer({ a: { children: "answer" } });
    expect(find("a").outerHTML).toBe('<div id="a">answer</div>');
  });

  it("is still known when React draws the element again", async () => {
    page = await openPage(html("Div", "a", { children: "one", className: "x", style: { color: "red" }, title: "t" }));
    setNow("a", { children: "two", className: "y", style: { display: "none" }, title: "u" });
    await page.set("a", { tabIndex: 1, children: "one", className: "x", style: { color: "red", width: 5 } });
    expect([find("a").textContent, find("a").className, find("a").title, find("a").tabIndex]).toEqual(["one", "x", "u", 1]);
    expect([find("a").style.color, find("a").style.display, find("a").style.width]).toEqual(["red", "", "5px"]);
  });
});

describe("what is left to React", () => {
  it("is a change from text to components and back, also before it was drawn", async () => {
    page = await openPage(html("Div", "a", { children: "one" }));
    await act(async () => {
      setNow("a", { children: [html("B", "b", { children: "two" })] });
      setNow("a", { children: "three" });
    });
    expect(find("a").innerHTML).toBe("three");
    await page.set("a", { children: [html("B", "b", { children: "two" }), "text"] });
    await act(async () => {
      setNow("a", { children: "four" });
      setNow("a", { children: "five" });
    });
    expect(find("a").innerHTML).toBe("five");
    setNow("a", { children: "six" });
    await page.set("a", { children: null });
    expect(find("a").innerHTML).toBe("");
  });

  it("is what shows its text in another way", async () => {
    page = await openPage([
      html("Textarea", "area", { children: "one" }), html("Br", "br", { children: "one" }),
      html("Select", "select", { children: [html("Option", "option", { children: "one", value: "1" })] }),
    ]);
    for (const id of ["area", "br", "option"]) await page.set(id, { children: "two" });
    expect((find("area") as HTMLTextAreaElement).defaultValue).toBe("two");
    expect(find("br").innerHTML).toBe("");
    expect(find("select").textContent).toBe("two");
  });

  it("is a component that draws elements inside of itself", async () => {
    page = await openPage(test("Wrapper", "w", { children: "one", title: "t" }));
    await page.set("w", { children: "two", title: "u" });
    expect(document.querySelector("section")!.outerHTML).toBe('<section><div title="u">two</div><b>two</b></section>');
  });

  it("is a prop that a parent has given another value", async () => {
    page = await openPage(test("Styler", "s", { children: html("Div", "a", { className: "own", children: "one" }) }));
    await page.set("a", { className: "other" });
    expect(find("a").className).toBe("given");
    setNow("a", { children: "two" });
    expect(find("a").outerHTML).toBe('<div id="a" class="given">two</div>');
  });

  it("is a component that stands in two places", async () => {
    page = await openPage(test("Twice", "t", { children: html("Div", "a", { children: "one" }) }));
    await page.set("a", { children: "two" });
    expect(find("twice").textContent).toBe("twotwo");
  });
});

/** Values of every kind that a prop may take, some that React alone can draw. */
const values: Record<string, readonly unknown[]> = {
  children: ["a", "b", "", 0, 5, null, ["x"], ["x", "y"], [html("B", "inner", { children: "bold" }), "text"]],
  className: ["x", "y z", "", null, 3],
  style: [null, {}, { color: "red" }, { color: "blue", display: "none" }, { display: "block", width: "3px" }, { width: 7 }, { "font-size": "3px", color: "red" }],
  title: ["t", "u", null, 7, true],
  hidden: [true, false, null],
  "data-x": ["1", 2, null, true],
  "aria-label": ["l", null],
  tabIndex: [1, 2, null],
  lang: ["de", "en", null],
};

/** The page's elements, their attributes and styles in order: in which they were set is not what a person sees. */
function seen(element: Element): unknown {
  const styles = (text: string): string => text.split(";").map((one) => one.trim()).filter(Boolean).sort().join("; ");
  const attributes = [...element.attributes].map(({ name, value }) => `${name}=${name === "style" ? styles(value) : value}`);
  const texts = [...element.childNodes].map((child) => (child instanceof Element ? seen(child) : child.textContent));
  return [element.tagName, attributes.filter((one) => one !== "style=").sort(), texts.filter((one) => one !== "")];
}

it.each(Array.from({ length: 20 }, (_, seed) => seed))("is the same page after any changes, seed %i", async (seed) => {
  const next = generator(seed);
  const pick = <T,>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!;
  const some = (): Props => Object.fromEntries(Array.from({ length: 1 + Math.floor(next() * 3) }, () => pick(Object.keys(values))).map((name) => [name, pick(values[name]!)]));
  const props: Props = some();
  page = await openPage(html("Div", "a", props));
  for (let step = 0; step < 25; step++) {
    await act(async () => {
      for (let change = 0; change <= next() * 3; change++) {
        const patch = some();
        Object.assign(props, patch);
        setNow("a", patch);
      }
    });
    const found = seen(find("a"));
    const fresh = await openPage(html("Div", "a", props));
    expect(found, `step ${step}`).toEqual(seen([...document.querySelectorAll("#a")].pop()!));
    await fresh.close();
  }
});
