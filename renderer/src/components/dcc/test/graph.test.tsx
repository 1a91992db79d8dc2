// @vitest-environment happy-dom
import { act } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { packArray } from "../../../arrays";
import type { Json, PlotElement } from "../../plotly";
import { mount, takeErrors } from "../../test/mount";
import { drawable, forDarkPage, isResponsive, writable } from "../figure";
import { Graph } from "../graph";

/** A plotly.js that draws nothing and remembers what it was told. */
function fakePlotly() {
  const handlers = new Map<string, (event: unknown) => void>();
  const calls: unknown[][] = [];
  const record = (name: string) => (element: PlotElement, ...args: unknown[]) => {
    calls.push([name, ...args]);
    if (name === "react") {
      const figure = args[0] as { data: Json[]; layout: Json };
      element.data = figure.data;
      element.layout = figure.layout;
      element.on = (event, handler) => { handlers.set(event, handler); };
    }
    return Promise.resolve();
  };
  window.Plotly = {
    react: record("react"), animate: record("animate"), addFrames: record("addFrames"), deleteFrames: record("deleteFrames"),
    extendTraces: record("extendTraces"), prependTraces: record("prependTraces"),
    purge: (element) => { void record("purge")(element); }, Plots: { resize: record("resize") },
  };
  return { handlers, calls, drawn: () => calls.filter(([name]) => name === "react").map(([, figure]) => figure as { data: Json[]; layout: Json; config: Json }) };
}

let plotly: ReturnType<typeof fakePlotly>;
beforeEach(() => { plotly = fakePlotly(); });
afterEach(() => { window.Plotly = undefined as never; });

const settle = () => act(async () => { await new Promise((resolve) => setTimeout(resolve, 5)); });
const send = (event: string, data?: unknown) => { act(() => { plotly.handlers.get(`plotly_${event}`)!(data); }); };

const figure = { data: [{ y: [1, 2], customdata: ["a", "b"] }], layout: { title: { text: "T" } } };

describe("Graph", () => {
  it("draws its figure and draws again for a new one, not for other props", async () => {
    const view = mount(Graph, { id: "g", figure });
    await settle();
    view.outside({ hoverData: { points: [] }, className: "x" });
    await settle();
    expect(plotly.drawn()).toHaveLength(1);
    view.outside({ figure: { data: [], layout: {} } });
    await settle();
    expect(plotly.drawn()).toHaveLength(2);
    expect(view.patches).toEqual([]);
  });

  it("gives plotly copies that it may write in", async () => {
    mount(Graph, { figure });
    await settle();
    const { data, layout } = plotly.drawn()[0]!;
    expect(data[0]).toEqual(figure.data[0]);
    expect(data[0]).not.toBe(figure.data[0]);
    expect(data[0]!.y).toBe(figure.data[0]!.y);
    (layout.title as Json).text = "changed";
    expect(figure.layout.title.text).toBe("T");
  });

  it("gives plotly the numbers of arrays that came as bytes, and makes no text of them", async () => {
    const toBase64 = vi.fn(() => "");
    const line = packArray("f8", Object.assign(new Uint8Array(Float64Array.of(1, 2.5).buffer), { toBase64 }));
    mount(Graph, { figure: { data: [{ y: line, marker: { color: line } }], layout: {} } });
    await settle();
    expect(plotly.drawn()[0]!.data).toEqual([{ y: Float64Array.of(1, 2.5), marker: { color: Float64Array.of(1, 2.5) } }]);
    expect(toBase64).not.toHaveBeenCalled();
  });

  it("draws arrays that came as bytes as those that came as text", () => {
    const six = new Uint8Array(Int16Array.of(1, 2, 3, 4, 5, 6).buffer);
    const figure = { data: [{ y: packArray("i2", six) }, { z: packArray("i2", six, "3, 2") }], layout: {} };
    const [line, map] = drawable({ setProps: () => undefined, figure } as never).data as Json[];
    expect(line!.y).toEqual(Int16Array.of(1, 2, 3, 4, 5, 6));
    expect(map!.z).toEqual([Int16Array.of(1, 2), Int16Array.of(3, 4), Int16Array.of(5, 6)]);
    const spec = { dtype: "i2", bdata: "AQACAAMABAAFAAYA" };
    expect(writable({ y: spec })).toEqual({ y: spec }); // which plotly reads itself
  });

  it.each([null, undefined, {}, { data: null, layout: null }])("draws an empty figure for %o", async (nothing) => {
    mount(Graph, { figure: nothing });
    await settle();
    expect(plotly.drawn()[0]).toMatchObject({ data: [], layout: {} });
  });

  it("tells of clicks: plain values, customdata, and when", async () => {
    const view = mount(Graph, { figure });
    await settle();
    const point = { curveNumber: 0, pointNumber: 1, x: 1, y: 2, bbox: { x0: 1 }, data: {}, fullData: {}, xaxis: {} };
    send("click", { points: [point], event: {} });
    expect(view.patches).toEqual([
      { clickData: { points: [{ curveNumber: 0, pointNumber: 1, x: 1, y: 2, bbox: { x0: 1 }, customdata: "b" }], timestamp: expect.any(Number) } },
    ]);
  });

  it("tells of hovering, and of its end only when asked", async () => {
    const view = mount(Graph, { figure });
    await settle();
    send("hover", { points: [{ curveNumber: 0, pointNumber: 0 }] });
    send("unhover");
    expect(view.patches).toHaveLength(1);
    view.outside({ clear_on_unhover: true });
    send("unhover");
    expect(view.patches.at(-1)).toEqual({ hoverData: null });
  });

  it("tells of selections with their range, of their end, of zooming and of the legend", async () => {
    const view = mount(Graph, { figure });
    await settle();
    send("selected", { points: [], range: { x: [0, 1] } });
    send("selected", undefined);
    send("deselect");
    send("relayout", { "xaxis.range[0]": 1 });
    send("restyle", [{ visible: ["legendonly"] }, [0]]);
    send("clickannotation", { index: 0, annotation: { text: "a" }, event: {} });
    expect(view.patches).toEqual([
      { selectedData: { points: [], range: { x: [0, 1] } } },
      { selectedData: null },
      { relayoutData: { "xaxis.range[0]": 1 } },
      { restyleData: [{ visible: ["legendonly"] }, [0]] },
      { clickAnnotationData: { index: 0, annotation: { text: "a" }, timestamp: expect.any(Number) } },
    ]);
  });

  it("extends and prepends traces: all of them unless told which", async () => {
    const view = mount(Graph, { figure });
    await settle();
    view.outside({ extendData: { y: [[3]] } });
    view.outside({ prependData: [{ y: [[0], [1]] }, [0, 1], 5] });
    await settle();
    expect(plotly.calls.slice(1)).toEqual([
      ["extendTraces", { y: [[3]] }, [0], undefined],
      ["prependTraces", { y: [[0], [1]] }, [0, 1], 5],
    ]);
  });

  it("animates from one figure to the next", async () => {
    const view = mount(Graph, { figure, animate: true });
    await settle();
    view.outside({ figure: { ...figure, data: [{ y: [3, 4] }] } });
    await settle();
    expect(plotly.calls.map(([name]) => name)).toEqual(["react", "animate"]);
  });

  it("cleans up after itself, also when it ends before plotly.js is there", async () => {
    const view = mount(Graph, { figure });
    await settle();
    view.unmount();
    expect(plotly.calls.at(-1)).toEqual(["purge"]);
    const early = mount(Graph, { figure });
    early.unmount();
    await settle();
    expect(plotly.drawn()).toHaveLength(1);
  });

  it("says when a figure cannot be drawn, and goes on with the next", async () => {
    const good = window.Plotly!.react;
    window.Plotly!.react = vi.fn().mockRejectedValueOnce(new Error("bad trace")).mockImplementation(good);
    const view = mount(Graph, { figure });
    await settle();
    expect(takeErrors()).toEqual([expect.stringContaining("bad trace")]);
    view.outside({ figure: { data: [] } });
    await settle();
    expect(plotly.drawn()).toHaveLength(1);
  });
});

describe("figures", () => {
  const base = { setProps: () => undefined };

  it.each([
    [{}, true],
    [{ responsive: false }, false],
    [{ figure: { layout: { width: 100, height: 100 } } }, false],
    [{ figure: { layout: { height: 100 } } }, true],
    [{ responsive: true, figure: { layout: { width: 100, height: 100 } } }, true],
    [{ figure: { layout: { autosize: false } } }, false],
    [{ config: { responsive: false } }, false],
  ] as const)("with %o follow their box: %s", (props, expected) => {
    expect(isResponsive({ ...base, ...props })).toBe(expected);
  });

  it("take no map outlines from outside, unless the app says where from", () => {
    expect((drawable(base).config as Json).topojsonURL).not.toContain("cdn");
    expect((drawable({ ...base, config: { topojsonURL: "/mine/" } }).config as Json).topojsonURL).toBe("/mine/");
  });

  it("get dark colours only where they have none of their own", () => {
    expect(forDarkPage({}).template).toBeDefined();
    expect(forDarkPage({ paper_bgcolor: "white" }).template).toBeUndefined();
    expect(forDarkPage({ template: {} })).toEqual({ template: {} });
  });

  it("hands no key to plotly that leads it into what all objects share", () => {
    const config = JSON.parse('{"a": {"__proto__": {"b": 1}, "constructor": {"c": 1}}}') as Json;
    expect(JSON.stringify(writable(config))).toBe('{"a":{"constructor":{"c":1}}}');
  });

  it("are copied but for their long lists", () => {
    const typed = new Float64Array(3);
    const bytes = { dtype: "f8", bdata: "AAAA" };
    const original = { x: [1, 2], z: [[1], [2]], t: typed, b: bytes, shapes: [{ type: "rect" }] };
    const copy = writable(original);
    expect(copy).toEqual(original);
    expect([copy.x === original.x, copy.z === original.z, copy.t === typed]).toEqual([true, true, true]);
    expect([copy.b === bytes, copy.shapes[0] === original.shapes[0]]).toEqual([false, false]);
  });
});
