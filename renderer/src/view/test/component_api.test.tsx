// @vitest-environment happy-dom
import { act, createElement, memo, useContext, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installApi } from "../../clientside/api";
import { callback } from "../../core/test/harness";
import type { CallbackRequest, CallbackResponse, LatePackage, PageConfig, WireCallback, WireComponent } from "../../protocol";
import type { Http } from "../../transport/http";
import { App } from "../app";
import { connectComponentApi, installComponentApi } from "../component_api";
import type { Path } from "../component_path";
import type { DashContext, LoadingOptions } from "../dash_context";
import { Hooks } from "../hooks";
import { Page } from "../page";
import { Problems } from "../problems";

(globalThis as unknown as Record<string, unknown>)["IS_REACT_ACT_ENVIRONMENT"] = true;

interface Api {
  DashContext: React.Context<DashContext>;
  ExternalWrapper: React.ComponentType<{ component: unknown; componentPath: Path; temp?: boolean }>;
  getLayout(target: unknown): unknown;
  stringifyId(id: unknown): unknown;
  useDashContext(): DashContext;
}
const scope = window as unknown as Record<string, unknown> & { dash_component_api: Api };
const api = (): Api => scope.dash_component_api;

/** What a compiled component of the package gets. */
interface Given {
  id?: string;
  children?: ReactNode;
  label?: unknown;
  value?: unknown;
  inner?: WireComponent;
  temp?: boolean;
  options?: LoadingOptions;
  dashRenderType?: string;
  setProps: (patch: object) => void;
  [name: string]: unknown;
}
let given: Given[] = [];

function Plain(props: Given): ReactNode {
  given.push(props);
  return <div id={props.id} onClick={() => { props.setProps({ value: "clicked" }); }}>{String(props.value ?? "")}{props.children}</div>;
}
/** As bootstrap's: reads the props of its children. */
function Tabs({ children }: Given): ReactNode {
  const tabs = [children].flat() as React.ReactElement<{ componentPath: Path }>[];
  const labels = tabs.map((tab) => (api().getLayout([...tab.props.componentPath, "props"]) as Given).label);
  return <div id="tabs">{labels.join("|")}{children}</div>;
}
const FollowingTabs = Object.assign((props: Given): ReactNode => <Tabs {...props} />, { dashChildrenUpdate: true });
const Typed = Object.assign(memo((props: Given): ReactNode => <Plain {...props} />), { dashRenderType: true });
function Spinner({ options, children }: Given): ReactNode {
  const context = api().useDashContext();
  const begin = JSON.stringify(context.componentPath).slice(0, -1) + ",";
  const below = context.useSelector((state) => Object.entries(state.loading).filter(([path, props]) => path.startsWith(begin) && props.length)
    .flatMap(([, props]) => props.map(({ id, property }) => `${id}.${property}`)), (a, b) => a.join() === b.join());
  return <div id="spinner" data-own={context.useLoading(options)} data-below={below.join()} data-now={context.isLoading(options)}>{children}</div>;
}
function Outer({ inner, temp, value }: Given): ReactNode {
  const { componentPath } = api().useDashContext();
  if (value === "hidden") return null;
  return <div id="outer"><ExternalOf component={inner} componentPath={[...componentPath, "props", "inner"]} temp={temp ?? false} /></div>;
}
function ExternalOf(props: { component: unknown; componentPath: Path; temp: boolean }): ReactNode {
  return createElement(api().ExternalWrapper, props);
}

const kit = { Plain, Tabs, FollowingTabs, Typed, Spinner, Outer };
const of = (type: string, props: object = {}): { type: string; namespace: string; props: Record<string, unknown> } =>
  ({ type, namespace: "kit", props: { ...props } });

let root: Root, container: HTMLElement, problems: Problems;
let answers: { request: CallbackRequest; resolve: (answer: CallbackResponse | null) => void }[] = [];
let asked: { namespace: string; resolve: (found: LatePackage | null) => void }[] = [];

beforeEach(() => {
  given = [];
  answers = [];
  asked = [];
  scope["kit"] = kit;
  container = document.createElement("div");
  document.body.append(container);
  root = createRoot(container);
  installComponentApi();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(async () => {
  await act(async () => { root.unmount(); });
  container.remove();
  vi.restoreAllMocks();
});

async function open(layout: unknown, callbacks: WireCallback[] = [], childrenProps: PageConfig["children_props"] = {}): Promise<Page> {
  const config = { children_props: childrenProps, update_title: null } as unknown as PageConfig;
  const http = {
    callback: (request: CallbackRequest) => new Promise<CallbackResponse | null>((resolve) => answers.push({ request, resolve })),
    listen: () => undefined,
    latePackage: (namespace: string) => new Promise<LatePackage | null>((resolve) => asked.push({ namespace, resolve })),
  } as unknown as Http;
  problems = new Problems(true);
  const page = new Page(config, callbacks, http, installApi, problems, new Hooks({}, (error) => { problems.report(error, null); }));
  connectComponentApi(page);
  await act(async () => { page.prepare(layout); page.show(layout, () => { root.render(createElement(App, { page })); }); });
  return page;
}

const byId = (id: string): HTMLElement => document.getElementById(id)!;
const set = (page: Page, id: string, props: object): Promise<void> =>
  act(async () => { page.setProps(page.tree.find(id)!.key, props as Record<string, unknown>); });
const messages = (): string => problems.snapshot().map(({ message }) => message).join();

describe("window.dash_component_api", () => {
  it("keeps what is there already", () => {
    Object.assign(scope.dash_component_api, { mine: 1 });
    installComponentApi();
    expect(scope.dash_component_api).toMatchObject({ mine: 1 });
  });

  it("finds components by id and by path", async () => {
    await open(of("Plain", { id: { b: 1, a: "x" }, value: 3 }));
    expect(api().getLayout({ a: "x", b: 1 })).toEqual(of("Plain", { id: { b: 1, a: "x" }, value: 3 }));
    expect(api().getLayout("nobody")).toBeUndefined();
    expect(api().getLayout(["props", "value"])).toBe(3);
  });

  it("writes ids as text", () => {
    expect(["a", { b: 1, a: "x" }, undefined, null, 3].map((id) => api().stringifyId(id))).toEqual(["a", '{"a":"x","b":1}', undefined, null, 3]);
  });

  it("tells who stands in no component that nothing is being worked out", async () => {
    let told: unknown;
    const Outside = (): ReactNode => {
      const context = api().useDashContext();
      told = [context.componentPath, context.useLoading(), context.isLoading()];
      return null;
    };
    await act(async () => { root.render(<Outside />); });
    expect(told).toEqual([[], false, false]);
  });

  it("has the context itself", async () => {
    let told: Path = [];
    scope["kit"] = { Own: () => { told = useContext(api().DashContext).componentPath; return null; } };
    const page = await open(of("Own", { id: "o" }));
    expect(api().getLayout(told)).toEqual(of("Own", { id: "o" }));
    expect(page.tree.find("o")).toBeDefined();
  });
});

describe("what a compiled component gets", () => {
  it("its id as text, setProps, and children as if written one by one", async () => {
    const page = await open([
      of("Plain", { id: { a: 1 }, children: [of("Plain", { id: "in" })] }), of("Plain", { id: "none", children: [] }),
      of("Plain", { id: "two", children: ["a", "b"] }),
    ]);
    const of_ = (id: string): Given => given.find((props) => props.id === id)!;
    expect(Array.isArray(of_('{"a":1}').children)).toBe(false);
    expect([of_("none").children, of_("two").children]).toEqual([undefined, ["a", "b"]]);
    await act(async () => { byId("in").click(); });
    expect(page.tree.read(page.tree.find("in")!.key, "value")).toBe("clicked");
    expect(Object.keys(of_("in")).sort()).toEqual(["id", "setProps"]);
  });

  it("further props where another one clones its element", async () => {
    const { cloneElement } = await import("react");
    scope["kit"] = { ...kit, Cloner: ({ children }: { children: React.ReactElement }) => cloneElement(children, { extra: 7 } as object) };
    await open(of("Cloner", { children: of("Plain", { id: "in", value: 1 }) }));
    expect(given.at(-1)).toMatchObject({ id: "in", value: 1, extra: 7 });
  });

  it("dashRenderType, where it asks for it: who made its props", async () => {
    const page = await open(of("Typed", { id: "t" }));
    expect(given.at(-1)!.dashRenderType).toBe("parent");
    await act(async () => { byId("t").click(); });
    expect(given.at(-1)!.dashRenderType).toBe("internal");
    await set(page, "t", { value: "other" });
    expect(given.at(-1)!.dashRenderType).toBe("callback");
    await act(async () => { given.at(-1)!.setProps({ value: "other" }); });
    await set(page, "t", { children: "x" });
    expect(given.at(-1)!.dashRenderType).toBe("callback");
  });
});

describe("a component that reads the props of those in it", () => {
  const tabs = (type: string): object => of(type, { children: [of("Plain", { id: "a", label: "A" }), of("Plain", { id: "b", label: "B" })] });

  it("finds them by their elements' componentPath", async () => {
    await open(tabs("Tabs"));
    expect(byId("tabs").textContent).toBe("A|B");
  });

  it("is drawn again when they change if it says so", async () => {
    const page = await open(tabs("FollowingTabs"));
    await set(page, "b", { label: "New" });
    expect(byId("tabs").textContent).toBe("A|New");
    const { children } = page.tree.node(page.tree.find("a")!.parent)!.props;
    await act(async () => { page.setProps(page.tree.find("a")!.parent, { children: [...(children as unknown[]), of("Plain", { id: "c", label: "C" })] }); });
    await set(page, "c", { label: "See" });
    expect(byId("tabs").textContent).toBe("A|New|See");
  });

  it("is left alone if not", async () => {
    const page = await open(tabs("Tabs"));
    await set(page, "b", { label: "New" });
    expect(byId("tabs").textContent).toBe("A|B");
  });
});

describe("loading", () => {
  const told = (): object =>
    Object.fromEntries(["below", "own", "now"].map((name) => [name, byId("spinner").getAttribute(`data-${name}`)]));
  const run = (): WireCallback[] => [callback("out.value", "in.value")];
  const layout = (options: LoadingOptions = {}): object =>
    [of("Plain", { id: "in", value: 1 }), of("Spinner", { id: "s", options, children: of("Plain", { children: of("Plain", { id: "out" }) }) })];

  it("is seen below a component, by prop, while the callback runs", async () => {
    await open(layout(), run());
    expect(told()).toEqual({ below: "out.value", own: "false", now: "false" });
    await act(async () => { answers[0]!.resolve({ multi: true, response: { out: { value: 2 } } }); });
    expect(told()).toEqual({ below: "", own: "false", now: "false" });
  });

  it("is asked of other paths and filtered", async () => {
    const page = await open(layout(), run());
    const below = (): unknown => ["props", "children", "props", "children"];
    for (const [options, expected] of [
      [{ extraPath: below() }, "true"], [{ extraPath: ["props", "children"] }, "false"],
      [{ rawPath: ["props", "children", 1] }, "false"], [{ extraPath: below(), filterFunc: ({ property }: { property: string }) => property === "other" }, "false"],
    ] as const) {
      await set(page, "s", { options });
      expect(told()).toEqual({ below: "out.value", own: expected, now: expected });
    }
  });

  it("has a store to look at, and none to dispatch to", async () => {
    let told: unknown, wrong: unknown;
    scope["kit"] = { ...kit, Own: () => {
      const context = api().useDashContext();
      told = context.useStore().getState();
      const dispatch = context.useDispatch();
      try { dispatch({ type: "X" }); } catch (error) { wrong = error; }
      return null;
    } };
    await open(of("Own"));
    expect(told).toEqual({ loading: {} });
    expect(String(wrong)).toMatch(/no store to dispatch to; a component changes props with setProps/);
  });
});

describe("ExternalWrapper", () => {
  const outer = (more: object = {}): object => of("Outer", { id: "o", inner: of("Plain", { id: "in", value: "first" }), ...more });

  it("draws a component that its owner does not declare, as one of the page", async () => {
    const page = await open([outer(), of("Plain", { id: "out" })], [callback("out.value", "in.value")]);
    expect(byId("in").textContent).toBe("first");
    await act(async () => { byId("in").click(); });
    expect(byId("in").textContent).toBe("clicked");
    expect(answers.at(-1)!.request.inputs).toEqual([{ id: "in", property: "value", value: "clicked" }]);
    await act(async () => { api(); installApi().set_props!("in", { value: "set" }); });
    expect(byId("in").textContent).toBe("set");
    expect(page.tree.find("in")!.parent).toBe(page.tree.find("o")!.key);
  });

  it("hands on what its owner changes, and keeps what else has changed", async () => {
    const page = await open(outer());
    await act(async () => { byId("in").click(); });
    await set(page, "o", { inner: of("Plain", { id: "in", value: "first", children: "!" }) });
    expect(byId("in").textContent).toBe("clicked!");
    await set(page, "o", { inner: of("Plain", { id: "in", value: "second", children: "!" }) });
    expect(byId("in").textContent).toBe("second!");
  });

  it("draws the component itself where the path leads to one", async () => {
    const page = await open(outer(), [], { kit: { Outer: ["inner"] } });
    scope["kit"] = { ...kit };
    expect(page.tree.children(page.tree.find("o")!.key)).toHaveLength(1);
    await set(page, "in", { value: "changed" });
    expect(byId("in").textContent).toBe("changed");
  });

  it("lets it go with its owner, and with the drawing if it is for the time being", async () => {
    const page = await open(of("Plain", { id: "p", children: outer({ temp: true }) }));
    await set(page, "o", { value: "hidden" });
    expect(page.tree.find("in")).toBeUndefined();
    await set(page, "o", { value: "shown", temp: false });
    expect(byId("in").textContent).toBe("first");
    await set(page, "o", { value: "hidden" });
    expect(page.tree.find("in")).toBeDefined();
    await set(page, "p", { children: null });
    expect(page.tree.find("in")).toBeUndefined();
  });
});

describe("a package that the page does not have", () => {
  const stylesheet = { rel: "stylesheet", href: "data:text/css," };
  const newer = (id: string): object => ({ type: "Plain", namespace: "newkit", props: { id, label: of("Plain", { id: `${id}-label` }) } });
  const NewPlain = ({ id, label }: Given): ReactNode => <div id={id ?? ""}>{label as ReactNode}</div>;

  it("is asked for once, loaded, and its components are drawn with those in their props", async () => {
    const page = await open([newer("a"), newer("b"), of("Plain", { id: "fine" })]);
    expect([asked.map(({ namespace }) => namespace), byId("a"), byId("fine").tagName]).toEqual([["newkit"], null, "DIV"]);
    scope["newkit"] = { Plain: NewPlain };
    await act(async () => { asked[0]!.resolve({ scripts: [], styles: [stylesheet, stylesheet], children_props: { newkit: { Plain: ["label"] } } }); });
    expect(byId("a-label").parentElement).toBe(byId("a"));
    expect(byId("b-label").parentElement).toBe(byId("b"));
    expect(document.querySelectorAll(`link[href="${stylesheet.href}"]`)).toHaveLength(1);
    await act(async () => { page.setProps(page.tree.find("fine")!.key, { children: newer("c") }); });
    expect(byId("c-label").parentElement).toBe(byId("c"));
    expect([asked.length, problems.snapshot()]).toEqual([1, []]);
    delete scope["newkit"];
  });

  it("asks callbacks for the components in its props", async () => {
    await open(newer("a"), [callback("a-label.value", "a.label")]);
    expect(answers).toEqual([]);
    scope["newkit"] = { Plain: NewPlain };
    await act(async () => { asked[0]!.resolve({ scripts: [], styles: [], children_props: { newkit: { Plain: ["label"] } } }); });
    expect(answers.map(({ request }) => request.output)).toEqual(["a-label.value"]);
    delete scope["newkit"];
  });

  it("says so clearly where the server has none either", async () => {
    await open([of("Plain", { id: "fine" }), { type: "Thing", namespace: "nowhere", props: {} }]);
    expect(problems.snapshot()).toEqual([]);
    await act(async () => { asked[0]!.resolve(null); });
    expect(messages()).toMatch(/There is no component nowhere\.Thing in this page\. Is its package imported/);
    expect(byId("fine")).toBeTruthy();
  });

  it("says so too where its script does not have the component", async () => {
    await open({ type: "Gone", namespace: "kit", props: {} });
    await act(async () => { asked[0]!.resolve({ scripts: [], styles: [], children_props: {} }); });
    expect(messages()).toMatch(/There is no component kit\.Gone/);
  });
});
