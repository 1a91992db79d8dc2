import { useEffect, useRef, useState } from "react";
import { useLoading } from "../context";
import { loadPlotly, type Json, type PlotElement, type Plotly } from "../plotly";
import { classes, cssOf, type Maybe, type NodeProps, type Style } from "../props";
import { drawable, isResponsive, onDarkPage } from "./figure";
import { listen } from "./graph_events";

interface Figure {
  data?: Json[] | null;
  layout?: Json | null;
  frames?: Json[] | null;
}

type Addition = Maybe<Json | [Json, (number[] | null)?, unknown?]>;

export interface GraphProps extends NodeProps {
  responsive?: Maybe<boolean | "auto">;
  clickData?: unknown;
  clickAnnotationData?: unknown;
  hoverData?: unknown;
  clear_on_unhover?: Maybe<boolean>;
  selectedData?: unknown;
  relayoutData?: unknown;
  extendData?: Addition;
  prependData?: Addition;
  restyleData?: unknown;
  figure?: Maybe<Figure>;
  style?: Style;
  className?: Maybe<string>;
  mathjax?: Maybe<boolean>;
  animate?: Maybe<boolean>;
  animation_options?: Maybe<Json>;
  config?: Maybe<Json>;
}

const animationDefaults = { frame: { redraw: false }, transition: { duration: 750, ease: "cubic-in-out" } };

async function draw(plotly: Plotly, element: PlotElement, props: GraphProps): Promise<void> {
  const figure = drawable(props);
  const traces = figure.data as Json[];
  // Plotly can only move between figures of the same traces.
  if (props.animate && element.data && element.data.length === traces.length) {
    if (figure.frames) {
      await plotly.deleteFrames(element);
      await plotly.addFrames(element, figure.frames);
    }
    await plotly.animate(element, { data: traces, layout: figure.layout }, props.animation_options ?? animationDefaults);
    return;
  }
  await plotly.react(element, figure);
}

async function add(plotly: Plotly, element: PlotElement, addition: Addition, where: "extendTraces" | "prependTraces") {
  if (!addition) return;
  const [update, indices, most] = Array.isArray(addition) ? addition : [addition];
  const length = Object.values(update)[0] as { length?: number } | undefined;
  const traces = indices ?? Array.from({ length: length?.length ?? 0 }, (_, index) => index);
  await plotly[where](element, update, traces, most);
}

/** What is drawn, in order: each step waits for the one before it, and none runs after the end. */
class Drawing {
  private queue: Promise<unknown> = Promise.resolve();
  private ended = false;
  private plotly: Plotly | undefined;

  constructor(private readonly element: PlotElement) {}

  do(step: (plotly: Plotly, element: PlotElement) => Promise<unknown>): void {
    this.queue = this.queue
      .then(async () => {
        this.plotly ??= await loadPlotly();
        if (!this.ended) await step(this.plotly, this.element);
      })
      .catch((error: unknown) => {
        if (!this.ended) console.error(`The figure could not be drawn: ${String(error)}`);
      });
  }

  end(): void {
    this.ended = true;
    this.plotly?.purge(this.element);
  }
}

/** Does the drawing lack the size of its box, in the directions that the figure leaves open? */
function isOutgrown(element: PlotElement, figure: GraphProps["figure"]): boolean {
  const drawn = element._fullLayout;
  // A hidden box (a closed tab) has no size, and plotly refuses to draw in it.
  if (!drawn || element.clientWidth === 0) return false;
  const differs = (side: "width" | "height", size: number) =>
    (figure?.layout?.[side] ?? null) === null && Math.abs(drawn[side] - size) >= 1;
  return differs("width", element.clientWidth) || differs("height", element.clientHeight);
}

function useResize(element: PlotElement | null, drawing: Drawing | undefined, props: () => GraphProps): void {
  const responsive = isResponsive(props());
  useEffect(() => {
    if (!element || !drawing || !responsive || typeof ResizeObserver === "undefined") return;
    let frame = 0;
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        const figure = props().responsive === true ? null : props().figure;
        if (!isOutgrown(element, figure)) return;
        // Rejected when the box has been hidden meanwhile; it is drawn when it comes back.
        drawing.do((plotly, plot) => plotly.Plots.resize(plot).catch(() => undefined));
      });
    });
    observer.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  }, [element, drawing, responsive]);
}

/** Draw again when the page turns dark or light, where figures take their colours from it. */
function useDarkPage(): boolean {
  const [dark, setDark] = useState(onDarkPage);
  useEffect(() => {
    const query = window.matchMedia("(prefers-color-scheme: dark)");
    const check = () => { setDark(onDarkPage()); };
    query.addEventListener("change", check);
    return () => { query.removeEventListener("change", check); };
  }, []);
  return dark;
}

/** A figure drawn by plotly.js. */
export function Graph(props: GraphProps) {
  const [element, setElement] = useState<PlotElement | null>(null);
  const [drawing, setDrawing] = useState<Drawing>();
  const [pending, setPending] = useState(true);
  const latest = useRef(props);
  latest.current = props;
  const loading = useLoading();
  const dark = useDarkPage();

  useEffect(() => {
    if (!element) return;
    const created = new Drawing(element);
    created.do(async (plotly, plot) => {
      await draw(plotly, plot, latest.current);
      listen(plot, () => latest.current);
      setPending(false);
    });
    setDrawing(created);
    return () => { created.end(); };
  }, [element]);

  const first = useRef(true);
  useEffect(() => {
    if (!drawing) return;
    if (first.current) first.current = false;
    else drawing.do((plotly, plot) => draw(plotly, plot, latest.current));
  }, [drawing, props.figure, props.config, props.responsive, props.mathjax, dark]);

  const { extendData, prependData } = props;
  useEffect(() => { drawing?.do((plotly, plot) => add(plotly, plot, extendData, "extendTraces")); }, [drawing, extendData]);
  useEffect(() => { drawing?.do((plotly, plot) => add(plotly, plot, prependData, "prependTraces")); }, [drawing, prependData]);
  useResize(element, drawing, () => latest.current);

  return (
    <div
      id={props.id}
      className={classes("dash-graph", pending && "dash-graph--pending", props.className)}
      style={cssOf(props.style)}
      data-dash-is-loading={loading}
    >
      <div ref={setElement} className="dash-graph-plot" style={{ height: "100%", width: "100%" }} />
    </div>
  );
}
