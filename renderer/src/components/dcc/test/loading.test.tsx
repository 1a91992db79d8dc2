// @vitest-environment happy-dom
import { act } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NodeContext } from "../../context";
import { mount } from "../../test/mount";
import { Loading, type LoadingProps } from "../loading";

type Awaited = ReturnType<NodeContext["loadingBelow"]>;

let awaited: Awaited;
let tell: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  awaited = [];
});
afterEach(() => { vi.useRealTimers(); });

const context: NodeContext = {
  nodeKey: 1, isLoading: () => false, subscribeLoading: () => () => undefined,
  loadingBelow: () => awaited,
  subscribeLoadingBelow: (listener) => {
    tell = listener;
    return () => undefined;
  },
};

function show(props: Partial<LoadingProps> = {}) {
  const view = mount(
    (given: LoadingProps) => <NodeContext.Provider value={context}><Loading {...given} /></NodeContext.Provider>,
    { id: "it", children: <p id="inside">text</p>, ...props },
  );
  return { ...view, isShown: () => view.find("#it").childElementCount > 0, hidden: () => view.find("#inside").parentElement!.style.visibility };
}

/** The props that callbacks write from now on: `awaits("out.children")`. */
function awaits(...names: string[]): void {
  awaited = names.map((name) => {
    const at = name.lastIndexOf(".");
    return { id: name.slice(0, at), property: name.slice(at + 1) };
  });
  act(() => { tell(); });
}
const pass = (ms: number): void => { act(() => { vi.advanceTimersByTime(ms); }); };

describe("Loading", () => {
  it("is there from the start and goes where nothing is awaited", () => {
    const view = show();
    expect([view.isShown(), view.hidden()]).toEqual([true, "hidden"]);
    pass(0);
    expect([view.isShown(), view.hidden()]).toEqual([false, ""]);
    expect(show({ show_initially: false, id: "two" }).find("#two").childElementCount).toBe(0);
  });

  it("comes when something is awaited, and goes with it", () => {
    const view = show({ show_initially: false });
    awaits("out.children");
    pass(0);
    expect(view.isShown()).toBe(true);
    expect(view.find("#inside").parentElement!.getAttribute("aria-busy")).toBe("true");
    awaits();
    pass(0);
    expect(view.isShown()).toBe(false);
  });

  it("waits before it comes, and does not come for what is quicker", () => {
    const view = show({ show_initially: false, delay_show: 300 });
    awaits("out.children");
    pass(299);
    expect(view.isShown()).toBe(false);
    awaits();
    pass(500);
    expect(view.isShown()).toBe(false);
    awaits("out.children");
    pass(200);
    awaits("out.children", "out.style");
    pass(100);
    expect(view.isShown()).toBe(true);
  });

  it("waits before it goes, and stays where more is awaited meanwhile", () => {
    const view = show({ delay_hide: 300 });
    pass(299);
    expect(view.isShown()).toBe(true);
    awaits("out.children");
    pass(500);
    expect(view.isShown()).toBe(true);
    awaits();
    pass(300);
    expect(view.isShown()).toBe(false);
  });

  it("is there, or not, as the app says", () => {
    const view = show({ display: "hide" });
    awaits("out.children");
    pass(0);
    expect(view.isShown()).toBe(false);
    view.outside({ display: "show" });
    expect(view.isShown()).toBe(true);
    awaits();
    pass(0);
    expect(view.isShown()).toBe(true);
    view.outside({ display: "auto" });
    pass(0);
    expect(view.isShown()).toBe(false);
  });

  it.each<[LoadingProps["target_components"], boolean]>([
    [{ out: "children" }, true],
    [{ out: ["style", "children"] }, true],
    [{ out: "*" }, true],
    [{ out: "style" }, false],
    [{ out: ["style"] }, false],
    [{ other: "*" }, false],
    [{ '{"k": 1, "a": "x"}': "*" }, false],
    [{}, false],
    [null, true],
  ])("counts for %j what is in it", (target_components, shown) => {
    const view = show({ show_initially: false, target_components });
    awaits("out.children");
    pass(0);
    expect(view.isShown()).toBe(shown);
  });

  it("knows a dict id however it is written", () => {
    const view = show({ show_initially: false, target_components: { '{"k": 1, "a": "x"}': "value", "{odd": "*" } });
    awaits('{"a":"x","k":1}.value');
    pass(0);
    expect(view.isShown()).toBe(true);
  });

  it.each([
    ["default", ".dash-default-spinner .dash-default-spinner-rect5"],
    ["circle", ".dash-sk-circle .dash-sk-circle12.dash-sk-child"],
    ["dot", ".dash-dot-spinner .dash-dot-spinner-bounce3"],
    ["cube", ".dash-cube-container .dash-cube .dash-cube-side.dash-cube-side--top"],
    ["graph", ".dash-graph-spinner .dash-vert.dash-vert__four"],
    ["unheard of", ".dash-default-spinner"],
  ])("of type %s has Dash's class names", (type, selector) => {
    show({ type: type as "dot", display: "show" }).find(`#it .dash-spinner${selector}, #it .dash-spinner ${selector}`);
  });

  it("passes on what it is to look like", () => {
    const view = show({
      display: "show", color: "red", className: "mine", style: { opacity: 0.5 }, fullscreen: true,
      parent_className: "around", parent_style: { "margin-top": 3 }, overlay_style: { visibility: "visible", filter: "blur(2px)" },
    });
    const spinner = view.find("#it > *");
    expect(spinner.className).toBe("dash-spinner-container mine");
    expect([spinner.style.opacity, spinner.style.getPropertyValue("--desktopdash-spinner")]).toEqual(["0.5", "red"]);
    const inner = view.find("#inside").parentElement!, outer = inner.parentElement!;
    expect([inner.className, outer.className]).toEqual(["around", "around"]);
    expect([inner.style.marginTop, outer.style.marginTop]).toEqual(["3px", "3px"]);
    expect([inner.style.visibility, inner.style.filter]).toEqual(["visible", "blur(2px)"]);
    view.outside({ display: "hide" });
    expect([inner.style.visibility, inner.style.filter, inner.style.marginTop]).toEqual(["", "", "3px"]);
  });

  it("shows the app's own spinner, or says what is awaited", () => {
    const view = show({ display: "show", custom_spinner: <b id="own">wait</b> });
    expect(view.all("#own, .dash-spinner").map(({ id }) => id)).toEqual(["own"]);
    view.outside({ custom_spinner: undefined, debug: true });
    awaits("out.children", "b.style");
    expect(view.all(".dash-loading-title").map((title) => title.textContent)).toEqual(["Loading #out's children", "Loading #b's style"]);
  });
});
