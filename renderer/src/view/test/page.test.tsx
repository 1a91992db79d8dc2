// @vitest-environment happy-dom
import { act, createElement, useEffect, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installApi, type ClientsideApi } from "../../clientside/api";
import { useLoading } from "../../components/context";
import { registerComponents, settingAtFirst } from "../../components/registry";
import { callback } from "../../core/test/harness";
import type { CallbackRequest, CallbackResponse, PageConfig, WireCallback } from "../../protocol";
import type { Http } from "../../transport/http";
import type { Told } from "../../transport/push";
import { RequestError } from "../../transport/request";
import { App } from "../app";
import { Hooks, type RendererHooks } from "../hooks";
import type { LateRows } from "../late_rows";
import { Page } from "../page";
import { Problems } from "../problems";

(globalThis as unknown as Record<string, unknown>)["IS_REACT_ACT_ENVIRONMENT"] = true;

interface BoxProps { id?: string; children?: ReactNode; value?: string; label?: ReactNode; setProps: (patch: object) => void }
let draws: string[] = [];

function Box({ id, children, value, label, setProps }: BoxProps): ReactNode {
  draws.push(id ?? "?");
  const loading = useLoading();
  return createElement("div", { id, "data-dash-is-loading": loading, onClick: () => { setProps({ value: `${value ?? ""}!` }); } }, label, children);
}
function Bomb(): never { throw new Error("cannot draw"); }
/** Sets its value when it is drawn. */
function Place({ id, setProps }: BoxProps): ReactNode {
  useEffect(() => { setProps({ value: "here" }); }, []);
  return createElement("div", { id });
}
registerComponents("test", { Box, Bomb, Place: settingAtFirst(Place, "value") });

const box = (id: string, children: unknown = null, more = {}): object => ({ type: "Box", namespace: "test", props: { id, children, ...more } });

let root: Root;
let container: HTMLElement;
let api: ClientsideApi;
let problems: Problems;
let tell: (told: Told) => void;
const answers: { request: CallbackRequest; run: number; resolve: (answer: CallbackResponse | null) => void; reject: (error: unknown) => void }[] = [];

beforeEach(() => {
  draws = [];
  answers.length = 0;
  container = document.createElement("div");
  document.body.append(container);
  root = createRoot(container);
  api = installApi();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(async () => {
  await act(async () => { root.unmount(); });
  container.remove();
  vi.restoreAllMocks();
});

function make(callbacks: WireCallback[], debug: boolean, hooks: RendererHooks, more: Partial<PageConfig> = {}): Page {
  const config = { children_props: { test: { Box: ["label"] } }, update_title: "Updating...", ...more } as unknown as PageConfig;
  const http = {
    callback: (request: CallbackRequest, run: number) =>
      new Promise<CallbackResponse | null>((resolve, reject) => answers.push({ request, run, resolve, reject })),
    listen: (listener: (told: Told) => void) => { tell = listener; },
    latePackage: () => Promise.resolve(null),
  } as unknown as Http;
  problems = new Problems(debug);
  return new Page(config, callbacks, http, installApi, problems, new Hooks(hooks, (error) => { problems.report(error, null); }));
}

async function open(
  layout: unknown, callbacks: WireCallback[] = [], debug = true, hooks: RendererHooks = {}, more: Partial<PageConfig> = {}, late: LateRows | null = null,
): Promise<Page> {
  const page = make(callbacks, debug, hooks, more);
  await act(async () => { page.prepare(layout, [], late); page.show(layout, () => { root.render(createElement(App, { page })); }, late); });
  return page;
}

const byId = (id: string): HTMLElement => document.getElementById(id)!;

describe("a page that is prepared", () => {
  const layout = [box("a", null, { value: "1" }), { type: "Place", namespace: "test", props: { id: "place", label: "l" } }, box("b"), box("c"), box("d")];
  const asked = (): string[] => answers.map(({ request }) => request.output);
  afterEach(async () => { await act(async () => { for (const { resolve } of answers) resolve(null); }); });

  async function prepare(callbacks: WireCallback[], hooks: RendererHooks = {}, late: LateRows | null = null): Promise<() => Promise<void>> {
    const page = make(callbacks, true, hooks);
    await act(async () => { page.prepare(layout, [], late); });
    return async () => { await act(async () => { page.show(layout, () => { root.render(createElement(App, { page })); }, late); }); };
  }

  it("asks the server before it is drawn, once", async () => {
    const show = await prepare([callback("b.children", "a.value", { states: "place.label" })]);
    expect(asked()).toEqual(["b.children"]);
    expect(container.textContent).toBe("");
    await act(async () => { answers[0]!.resolve({ multi: true, response: { b: { children: "done" } } }); });
    await show();
    expect(container.textContent).toBe("done");
    expect(asked()).toEqual(["b.children"]);
  });

  it("waits for what components set when they are drawn", async () => {
    const show = await prepare([callback("b.children", "place.value"), callback("c.children", "a.value", { states: "place.value" })]);
    expect(asked()).toEqual([]);
    await show();
    expect(answers.map(({ request }) => [request.inputs, request.state])).toMatchObject([[[{ value: "here" }], []], [[{ value: "1" }], [{ value: "here" }]]]);
  });

  it("keeps the order of what depends on each other", async () => {
    const show = await prepare([callback("b.children", "a.value"), callback("c.children", "b.children"), callback("d.children", "c.children")]);
    expect(asked()).toEqual(["b.children"]);
    await show();
    expect(asked()).toEqual(["b.children"]);
    await act(async () => { answers[0]!.resolve({ multi: true, response: { b: { children: "x" } } }); });
    expect(asked()).toEqual(["b.children", "c.children"]);
  });

  it("runs nothing in the page before it is drawn", async () => {
    const seen: (string | undefined)[] = [];
    api["own"] = { look: () => { seen.push(document.getElementById("a")?.id); } };
    const show = await prepare([callback("b.children", "a.value", { clientside_function: { namespace: "own", function_name: "look" } })]);
    expect(seen).toEqual([]);
    await show();
    expect(seen).toEqual(["a"]);
  });

  it("asks for nothing where a hook looks at requests, or rows are on their way", async () => {
    const callbacks = [callback("b.children", "a.value")];
    await prepare(callbacks, { request_pre: () => undefined });
    expect(asked()).toEqual([]);
    await prepare(callbacks, {}, { fill: () => new Promise<void>(() => undefined) } as unknown as LateRows);
    expect(asked()).toEqual([]);
  });
});

describe("rows that are on their way", () => {
  it("are waited for by callbacks, by what changes meanwhile and by what the server tells", async () => {
    let fill: () => void = () => undefined;
    const late = { fill: () => new Promise<void>((resolve) => { fill = resolve; }) } as unknown as LateRows;
    tell = undefined as never;
    const page = await open([box("a", null, { value: "1" }), box("b")], [callback("b.value", "a.value")], true, {}, {}, late);
    expect(byId("a")).not.toBeNull();
    await act(async () => { page.setProps(page.tree.find("a")!.key, { value: "2" }); });
    expect([answers.length, tell]).toEqual([0, undefined]);
    page.tree.setProps(page.tree.find("a")!.key, { value: "3" });
    await act(async () => { fill(); });
    expect(answers.map(({ request }) => request.inputs)).toEqual([[{ id: "a", property: "value", value: "3" }]]);
    expect(tell).toBeInstanceOf(Function);
    await act(async () => { answers[0]!.resolve(null); });
  });
});

describe("drawing", () => {
  it("a layout with text, nesting and components as props", async () => {
    await open(box("a", [box("b", "text"), "between", null, 3], { label: box("l", "label") }));
    expect(container.querySelector("#_dash-app-content")!.textContent).toBe("labeltextbetween3");
    expect(byId("l").parentElement).toBe(byId("a"));
  });

  it("redraws only the component whose prop changed", async () => {
    const page = await open(box("a", [box("b"), box("c")]));
    draws = [];
    await act(async () => { page.setProps(page.tree.find("c")!.key, { value: "new" }); });
    expect(draws).toEqual(["c"]);
  });

  it("a component that fails leaves the others alone and is reported", async () => {
    await open([box("a", "fine"), { type: "Bomb", namespace: "test", props: {} }, { type: "Nope", namespace: "gone", props: {} }]);
    expect(byId("a").textContent).toBe("fine");
    expect(container.textContent).toContain("test.Bomb could not be drawn");
    expect(problems.snapshot().map(({ message }) => message).join()).toMatch(/cannot draw/);
    expect(problems.snapshot().map(({ message }) => message).join()).toMatch(/gone\.Nope/);
  });
});

describe("server callbacks", () => {
  it("apply what comes back, mark what is loading, and set the title meanwhile", async () => {
    document.title = "App";
    await open([box("a"), box("b")], [callback("b.children", "a.value", { prevent_initial_call: true })]);
    await act(async () => { byId("a").click(); });
    expect(byId("b").dataset["dashIsLoading"]).toBe("true");
    await vi.waitFor(() => { expect(document.title).toBe("Updating..."); });
    expect(answers[0]!.request.inputs).toEqual([{ id: "a", property: "value", value: "!" }]);
    await act(async () => { answers[0]!.resolve({ response: { b: { children: [box("new", "inserted")] } } }); });
    expect(byId("new").textContent).toBe("inserted");
    expect(byId("b").dataset["dashIsLoading"]).toBeUndefined();
    expect(document.title).toBe("App");
  });

  it("setProps with an equal value asks nobody", async () => {
    const page = await open([box("a", null, { value: "x" }), box("b")], [callback("b.children", "a.value", { prevent_initial_call: true })]);
    await act(async () => { page.setProps(page.tree.find("a")!.key, { value: "x" }); });
    expect(answers).toHaveLength(0);
  });

  it("a failure is shown, with its traceback only in debug mode, and the page goes on", async () => {
    for (const debug of [true, false]) {
      answers.length = 0;
      await open([box("a"), box("b")], [callback("b.children", "a.value", { prevent_initial_call: true })], debug);
      await act(async () => { byId("a").click(); });
      await act(async () => { answers[0]!.reject(new RequestError(500, { type: "ValueError", message: "bad", callback: "f", traceback: "line 3" })); });
      expect(container.querySelector(".desktopdash-problem")!.textContent).toContain("ValueError: bad");
      expect(container.textContent!.includes("line 3")).toBe(debug);
      await act(async () => { byId("a").click(); });
      expect(answers).toHaveLength(2);
      await act(async () => { root.unmount(); });
      root = createRoot(container);
    }
  });

  it("the same failure counts up, and can be dismissed", async () => {
    await open([box("a")]);
    await act(async () => { for (let i = 0; i < 3; i++) problems.report(new Error("again"), null); });
    expect(problems.snapshot()).toMatchObject([{ times: 3 }]);
    await act(async () => { container.querySelector<HTMLElement>("[aria-label=Dismiss]")!.click(); });
    expect(container.querySelector(".desktopdash-problems")).toBeNull();
  });
});

describe("hooks", () => {
  const one = callback("b.children", "a.value", { prevent_initial_call: true });

  it("see the request before it goes and may change it, then the answer, then the end", async () => {
    const seen: unknown[] = [];
    await open([box("a"), box("b")], [one], true, {
      request_pre: (request) => { seen.push("pre"); Object.assign(request, { extra: 1 }); },
      request_post: (_request, response) => { seen.push(["post", response]); },
      callback_resolved: (wire, resolution) => { seen.push(["resolved", wire.output, resolution.payload === null]); },
    });
    await act(async () => { byId("a").click(); });
    expect((answers[0]!.request as unknown as Record<string, unknown>)["extra"]).toBe(1);
    await act(async () => { answers[0]!.resolve({ response: { b: { children: "x" } } }); });
    expect(seen).toEqual(["pre", ["post", { b: { children: "x" } }], ["resolved", "b.children", false]]);
  });

  it("callback_resolved is told of failures; request_post is not called", async () => {
    const post = vi.fn();
    const resolved = vi.fn();
    await open([box("a"), box("b")], [one], true, { request_post: post, callback_resolved: resolved });
    await act(async () => { byId("a").click(); });
    const error = new Error("boom");
    await act(async () => { answers[0]!.reject(error); });
    expect(post).not.toHaveBeenCalled();
    expect(resolved).toHaveBeenCalledWith(expect.objectContaining({ output: "b.children" }), { error, payload: null });
  });

  it("that throw are reported, and the callback goes on", async () => {
    await open([box("a"), box("b")], [one], true, { request_pre: () => { throw new Error("bad hook"); } });
    await act(async () => { byId("a").click(); });
    await act(async () => { answers[0]!.resolve({ response: { b: { children: "x" } } }); });
    expect(byId("b").textContent).toBe("x");
    expect(problems.snapshot()[0]!.message).toContain("bad hook");
  });
});

describe("clientside callbacks", () => {
  const local = (outputs: string, inputs: string, more = {}): WireCallback =>
    callback(outputs, inputs, { clientside_function: { namespace: "t", function_name: "f" }, ...more });

  it("find the elements of the layout, and of what was just inserted", async () => {
    const seen: boolean[] = [];
    api["t"] = { f: (id: string) => { seen.push(document.getElementById(id) !== null); return id; } };
    await open([box("a", null, { value: "a" }), box("b"), box("c")], [
      local("b.value", "a.value"),
      callback("c.children", "b.title", { prevent_initial_call: true }),
      local("new.title", "new.value"),
    ]);
    await act(async () => { api.set_props!("b", { title: "go" }); });
    await act(async () => { answers[0]!.resolve({ response: { c: { children: box("new", null, { value: "new" }) } } }); });
    expect(seen).toEqual([true, true]);
  });

  it("are found in an object that a script put in the place of ours", async () => {
    await open([box("a"), box("b")], [local("b.children", "a.value", { prevent_initial_call: true })]);
    const scope = window as unknown as { dash_clientside: object };
    scope.dash_clientside = Object.assign({}, scope.dash_clientside, { t: { f: () => "found" } });
    await act(async () => { byId("a").click(); });
    expect(byId("b").textContent).toBe("found");
  });

  it("set_props by id, dict id and path; an unknown id throws", async () => {
    await open([box("a"), { type: "Box", namespace: "test", props: { id: { k: 1 }, children: box("deep") } }]);
    await act(async () => { api.set_props!("a", { children: "by id" }); });
    expect(byId("a").textContent).toBe("by id");
    await act(async () => { api.set_props!([1, "props", "children"], { children: "by path" }); });
    expect(byId("deep").textContent).toBe("by path");
    await act(async () => { api.set_props!({ k: 1 }, { children: "by dict" }); });
    expect(byId('{"k":1}').textContent).toBe("by dict");
    expect(() => { api.set_props!("nobody", { children: 1 }); }).toThrow(/`nobody`/);
  });

  it("set_props on an input of its own calls it again, and its answer counts", async () => {
    const seen: unknown[] = [];
    api["own"] = {
      count(value: number) {
        seen.push(value);
        if (value < 3) api.set_props!("a", { value: value + 1 });
        return `v${value}`;
      },
      async reset(value: number) {
        if (!value) return api.no_update;
        api.set_props!("b", { value: 0 });
        await Promise.resolve();
        return "clicked";
      },
    };
    const page = await open([box("a", null, { value: 0 }), box("b", null, { value: 1 }), box("c"), box("d")], [
      callback("c.value", "a.value", { clientside_function: { namespace: "own", function_name: "count" } }),
      callback("d.value", "b.value", { clientside_function: { namespace: "own", function_name: "reset" } }),
    ]);
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(page.tree.find("c")!.props["value"]).toBe("v3");
    expect(page.tree.find("d")!.props["value"]).toBe("clicked");
  });

  it("waits for the code of the components that it has to do with, and for no others", async () => {
    const ready: { here: boolean; arrive: () => void }[] = [];
    const late = (name: string): void => {
      const state: (typeof ready)[number] = { here: false, arrive: () => undefined };
      const promise = new Promise<void>((resolve) => { state.arrive = () => { state.here = true; resolve(); }; });
      const Late = ({ id }: { id?: string }): ReactNode => (state.here ? createElement("i", { id }) : null);
      registerComponents("test", { [name]: Object.defineProperty(Late, "_dashprivate_isLazyComponentReady", { get: () => state.here || promise }) });
      ready.push(state);
    };
    late("Late");
    late("Never");
    api["own"] = { look: (value: string) => `${value} ${String(document.getElementById("late")?.tagName)}` };
    const own = { clientside_function: { namespace: "own", function_name: "look" } };
    const of = (type: string, id: string): object => ({ type, namespace: "test", props: { id } });
    const page = await open([box("a", null, { value: "first" }), box("b"), box("c"), of("Late", "late"), of("Never", "never")], [
      callback("b.value", "a.value", { ...own, states: "late.value" }), callback("c.value", "a.value", own),
    ]);
    expect(page.tree.find("c")!.props["value"]).toBe("first undefined");
    expect(page.tree.find("b")!.props["value"]).toBeUndefined();
    await act(async () => { page.setProps(page.tree.find("a")!.key, { value: "second" }); });
    await act(async () => { page.setProps(page.tree.find("late")!.key, { value: "drawn anew" }); ready[0]!.arrive(); });
    expect(page.tree.find("b")!.props["value"]).toBe("second I");
  });

  it("a rejected promise is shown and the page goes on", async () => {
    api["t"] = { f: () => Promise.reject("Permission not granted: denied") };
    await open([box("a"), box("b")], [local("b.children", "a.value", { prevent_initial_call: true })]);
    await act(async () => { byId("a").click(); });
    expect(container.querySelector(".desktopdash-problem")!.textContent).toContain("Permission not granted: denied");
  });
});

describe("set_props in the server", () => {
  it("changes the page and calls what depends on it, each call by itself", async () => {
    const page = await open([box("a"), box("b"), box("c")], [callback("c.value", "a.value", { prevent_initial_call: true })]);
    await act(async () => { tell({ run: null, props: { b: { title: "new" }, a: { value: "1" } } }); });
    expect(page.tree.find("b")!.props["title"]).toBe("new");
    expect(answers.map(({ request }) => request.inputs)).toEqual([[{ id: "a", property: "value", value: "1" }]]);
    await act(async () => { tell({ run: null, props: { a: { value: "2" } } }); });
    expect(answers).toHaveLength(2);
  });

  it("calls the callback that it comes from again, after its end", async () => {
    const page = await open([box("a"), box("c")], [callback("c.value", "a.value")]);
    const { run } = answers[0]!;
    await act(async () => { tell({ run, props: { a: { value: "1" } } }); });
    expect(answers).toHaveLength(1);
    await act(async () => { answers[0]!.resolve({ response: { c: { value: "answered" } } }); });
    expect(page.tree.find("c")!.props["value"]).toBe("answered");
    expect(answers).toHaveLength(2);
    await act(async () => { answers[1]!.resolve(null); });
    expect(answers).toHaveLength(2);
  });

  it("of a superseded run does not cut off the newer one", async () => {
    const page = await open([box("a"), box("c")], [callback("c.value", "a.value")]);
    const { run } = answers[0]!;
    await act(async () => { tell({ run: null, props: { a: { value: "1" } } }); });
    await act(async () => { tell({ run, props: { a: { value: "2" } } }); });
    expect(answers).toHaveLength(2);
    await act(async () => { answers[1]!.resolve({ response: { c: { value: "newer" } } }); });
    expect(page.tree.find("c")!.props["value"]).toBe("newer");
    expect(answers).toHaveLength(3);
  });

  it("reports an id that is not in the page, unless such are suppressed", async () => {
    await open([box("a")]);
    await act(async () => { tell({ run: null, props: { nowhere: { value: "1" } } }); });
    expect(problems.snapshot()[0]!.message).toContain("nowhere");
    await open([box("a")], [], true, {}, { suppress_callback_exceptions: true });
    await act(async () => { tell({ run: null, props: { nowhere: { value: "1" } } }); });
    expect(problems.snapshot()).toEqual([]);
  });
});

describe("an app that is not quite in order", () => {
  it("is shown, with what is wrong", async () => {
    await open([box("a")], [], true, {}, { notices: ["Callbacks call each other in a circle: …"] });
    expect(problems.snapshot()[0]!.message).toContain("in a circle");
    expect(byId("a")).toBeTruthy();
  });
});
