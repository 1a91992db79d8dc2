// @vitest-environment happy-dom
import { act, createElement, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installApi } from "../../clientside/api";
import { registerComponents } from "../../components/registry";
import { callback, long, quiet } from "../../core/test/harness";
import type { CallbackRequest, JobEnd, JobEvent, PageConfig, WireCallback, WireJob } from "../../protocol";
import { Http } from "../../transport/http";
import type { Source } from "../../transport/push";
import { App } from "../app";
import { Hooks, type RendererHooks } from "../hooks";
import { Page } from "../page";
import { Problems } from "../problems";

(globalThis as unknown as Record<string, unknown>)["IS_REACT_ACT_ENVIRONMENT"] = true;

const Box = ({ id, children }: { id?: string; children?: ReactNode }): ReactNode => <div id={id}>{children}</div>;
registerComponents("test", { Box });
const box = (id: string, more = {}): object => ({ type: "Box", namespace: "test", props: { id, ...more } });

class FakeSource extends EventTarget implements Source {
  readyState = 1;
  close(): void { this.readyState = 2; }
}

let root: Root;
let source: FakeSource;
let problems: Problems;
let page: Page;
let requests: CallbackRequest[];
let routes: string[];

beforeEach(() => {
  root = createRoot(document.body.appendChild(document.createElement("div")));
  requests = [];
  routes = [];
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    routes.push(url.replace(/[0-9a-f]{32}/, "PAGE"));
    if (!url.endsWith("update-component")) return Promise.resolve(new Response(null, { status: 204 }));
    requests.push(JSON.parse(init.body as string) as CallbackRequest);
    return Promise.resolve(new Response(JSON.stringify({ job: `j${requests.length}`, events: [] }), { status: 202 }));
  });
});
afterEach(async () => {
  await act(async () => { root.unmount(); });
  document.body.replaceChildren();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function open(layout: unknown, callbacks: WireCallback[], jobs: WireJob[] = [], hooks: RendererHooks = {}): Promise<void> {
  source = new FakeSource();
  const config = { requests_pathname_prefix: "/", push: true, children_props: {}, update_title: "Updating..." } as unknown as PageConfig;
  const http = new Http(config, () => source);
  source.dispatchEvent(new MessageEvent("hello", { data: "boot" }));
  problems = new Problems(true);
  page = new Page(config, callbacks, http, installApi, problems, new Hooks(hooks, () => undefined));
  await act(async () => { page.prepare(layout, jobs); page.show(layout, () => { root.render(createElement(App, { page })); }); });
}

const set = (id: string, value: unknown): Promise<void> => act(async () => { page.setProps(page.tree.find(id)!.key, { value }); });
const value = (id: string): unknown => page.tree.find(id)!.props["value"];
const tell = (job: string, ...events: JobEvent[]): Promise<void> => act(async () => {
  for (const event of events) source.dispatchEvent(new MessageEvent("job", { data: JSON.stringify({ job, event }) }));
});
const step = (number: number, shown: unknown = number): JobEvent => ({ number, kind: "progress", values: [[0, shown]] });
const end = (number: number, more: Partial<JobEnd>): JobEvent => ({ number, kind: "end", state: "done", ...more });
const done = (number: number, shown: unknown): JobEvent => end(number, { answer: { multi: true, response: { out: { value: shown } }, sideUpdate: { side: { value: shown } } } });

const layout = ["in", "out", "bar", "stop", "side", "copy"].map((id) => box(id));
const one = callback("out.value", "in.value", { ...quiet, ...long({ cancel: "stop.value", progress: "bar.value", idle: ["idle"] }) });

describe("a long callback", () => {
  it("shows its progress and what it sets, then its answer; the page is busy meanwhile", async () => {
    document.title = "App";
    await open(layout, [one]);
    await set("in", 1);
    await vi.waitFor(() => { expect(document.title).toBe("Updating..."); });
    expect([requests.length, page.loading.isLoading(page.tree.find("out")!.key)]).toEqual([1, true]);
    await tell("j1", step(1));
    expect(value("bar")).toBe(1);
    await tell("j1", { number: 2, kind: "props", props: { side: { value: "told" } } });
    expect(value("side")).toBe("told");
    await tell("j1", done(3, "answer"));
    expect(["out", "bar", "side"].map(value)).toEqual(["answer", "idle", "answer"]);
    expect([document.title, page.loading.nodes()]).toEqual(["App", []]);
  });

  it("of a thousand steps in one go loses none: a clientside callback sees the last, and each where they come apart", async () => {
    const seen: unknown[] = [];
    installApi()["see"] = { it: (shown: unknown) => { seen.push(shown); return shown; } };
    const copy = callback("copy.value", "bar.value", { ...quiet, clientside_function: { namespace: "see", function_name: "it" } });
    await open(layout, [one, copy]);
    await set("in", 1);
    for (let number = 1; number <= 5; number++) await tell("j1", step(number));
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    await tell("j1", ...Array.from({ length: 1000 }, (_, i) => step(i + 6)));
    expect([value("copy"), seen.at(-1)]).toEqual([1005, 1005]);
    await tell("j1", step(1006), done(1007, 1));
    expect(value("copy")).toBe("idle");
  });

  it("is cancelled by a change, and reports nothing", async () => {
    await open(layout, [one]);
    await set("in", 1);
    await set("stop", 1);
    expect(routes).toEqual(["/_dash-update-component", "/_desktopdash-cancel/PAGE/j1"]);
    await tell("j1", end(1, { state: "cancelled", error: { type: "Cancelled", message: "cancelled" } }));
    expect([problems.snapshot(), value("out"), page.busy.isBusy()]).toEqual([[], undefined, false]);
  });

  it("that fails is reported as any other, with its traceback", async () => {
    await open(layout, [one]);
    await set("in", 1);
    await tell("j1", end(1, { state: "failed", error: { type: "ValueError", message: "bad", callback: "work", traceback: "line 3" } }));
    expect(problems.snapshot()).toMatchObject([{ title: "Callback failed: work", message: "ValueError: bad", details: "line 3" }]);
    expect(page.busy.isBusy()).toBe(false);
  });

  it("that was superseded changes nothing, whatever it still tells", async () => {
    await open(layout, [one]);
    await set("in", 1);
    await set("in", 2);
    await tell("j1", step(1, "old"), { number: 2, kind: "props", props: { side: { value: "old" } } }, done(3, "old"));
    expect(["out", "bar", "side"].map(value)).toEqual([undefined, undefined, undefined]);
    await tell("j2", step(1, "new"), done(2, "new"));
    expect(["out", "bar"].map(value)).toEqual(["new", "idle"]);
    expect(routes).toEqual(["/_dash-update-component", "/_dash-update-component"]);
  });

  it("calls the hooks of the renderer", async () => {
    const seen: unknown[] = [];
    await open(layout, [one], [], {
      request_pre: () => { seen.push("pre"); },
      request_post: (_, response) => { seen.push(response); },
      callback_resolved: (wire) => { seen.push(wire.output); },
    });
    await set("in", 1);
    await tell("j1", end(1, { answer: { response: { out: { value: 1 } } } }));
    expect(seen).toEqual(["pre", { out: { value: 1 } }, "out.value"]);
    expect(value("out")).toBe(1);
  });
});

describe("a job of an earlier page", () => {
  const taken = (events: JobEvent[]): WireJob => (
    { job: "old", output: "out.value", outputs: { id: "out", property: "value" }, inputs: [{ id: "in", property: "value" }], state: [], events }
  );
  const eager = { ...one, prevent_initial_call: false };

  it("goes on where it is, and nothing is asked for", async () => {
    await open(layout, [eager], [taken([step(1)])]);
    expect([routes, value("bar"), page.busy.isBusy()]).toEqual([[], 1, true]);
    await tell("old", step(2));
    expect(value("bar")).toBe(2);
    await tell("old", done(3, "answer"));
    expect([value("out"), value("bar"), page.busy.isBusy()]).toEqual(["answer", "idle", false]);
  });

  it("may have ended meanwhile", async () => {
    const resolved = vi.fn();
    await open(layout, [eager], [taken([step(1), done(2, "answer")])], { callback_resolved: resolved });
    expect([routes, value("out"), value("bar")]).toEqual([[], "answer", "idle"]);
    expect(resolved).toHaveBeenCalledOnce();
  });

  it("can be cancelled here", async () => {
    await open(layout, [eager], [taken([])]);
    await set("stop", 1);
    expect(routes).toEqual(["/_desktopdash-cancel/PAGE/old"]);
  });
});
