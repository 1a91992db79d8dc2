import type { Json, PlotElement } from "../plotly";
import type { SetProps } from "../props";

type Point = Json & { curveNumber?: number; pointNumber?: unknown };

/** What of an event's point goes into a prop: its plain values, its box on the screen, and its `customdata`. */
function plainPoint(point: Point, element: PlotElement): Json {
  const result: Json = {};
  for (const [key, value] of Object.entries(point)) {
    if (typeof value !== "object" || value === null) result[key] = value;
  }
  if (point.bbox) result.bbox = point.bbox;
  const { curveNumber, pointNumber } = point;
  if (typeof curveNumber === "number") {
    const custom = element.data?.[curveNumber]?.customdata;
    if (typeof pointNumber === "number" && isList(custom)) result.customdata = custom[pointNumber];
    // A bin or a slice stands for several points.
    if (Array.isArray(point.pointNumbers)) {
      result.pointNumbers = point.pointNumbers;
      if (isList(custom)) result.customdata = (point.pointNumbers as number[]).map((number) => custom[number]);
    }
  }
  return result;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

interface PointsEvent {
  points?: Point[];
  range?: unknown;
  lassoPoints?: unknown;
}

function pointsOf(event: unknown, element: PlotElement): Json | undefined {
  const { points, range, lassoPoints } = (event ?? {}) as PointsEvent;
  if (!points) return undefined;
  return {
    points: points.map((point) => plainPoint(point, element)),
    ...(range ? { range } : {}),
    ...(lassoPoints ? { lassoPoints } : {}),
  };
}

/** Turn what a person does in a figure into props. `current` gives the props of this moment. */
export function listen(
  element: PlotElement,
  current: () => { setProps: SetProps; clear_on_unhover?: boolean | null | undefined },
): void {
  const on = (name: string, handler: (event: unknown) => void) => { element.on?.(`plotly_${name}`, handler); };
  const set: SetProps = (patch) => { current().setProps(patch); };

  on("click", (event) => {
    const clickData = pointsOf(event, element);
    // The time makes a second click on the same point a change.
    if (clickData) set({ clickData: { ...clickData, timestamp: Date.now() } });
  });
  on("clickannotation", (event) => {
    const { index, annotation } = event as { index: number; annotation: unknown };
    set({ clickAnnotationData: { index, annotation, timestamp: Date.now() } });
  });
  on("hover", (event) => {
    const hoverData = pointsOf(event, element);
    if (hoverData) set({ hoverData });
  });
  on("unhover", () => {
    if (current().clear_on_unhover) set({ hoverData: null });
  });
  on("selected", (event) => {
    const selectedData = pointsOf(event, element);
    if (selectedData) set({ selectedData });
  });
  on("deselect", () => { set({ selectedData: null }); });
  on("relayout", (event) => { if (event) set({ relayoutData: event }); });
  on("restyle", (event) => { if (event) set({ restyleData: event }); });
}
