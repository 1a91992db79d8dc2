import { numbersOf } from "../../arrays";
import { isPlainObject } from "../../equal";
import type { Json } from "../plotly";
import { topojsonURL } from "../plotly";
import type { GraphProps } from "./graph";

/**
 * A copy that plotly may write in: it changes figures in place, and props are shared with callbacks. Lists of plain
 * values and typed arrays are only read, so they are handed over as they are: copying a million points takes time.
 */
export function writable<T>(value: T): T {
  if (Array.isArray(value)) {
    const first: unknown = value[0];
    const shallow = typeof first !== "object" || first === null || isNumbers(first);
    return (shallow ? value : value.map(writable)) as T;
  }
  if (!isPlainObject(value)) return value;
  const numbers = numbersOf(value);
  if (numbers) return numbers as T;
  // Where plotly compares two figures it follows the key "__proto__" into what all objects share, and never comes back.
  const entries = Object.entries(value).filter(([key]) => key !== "__proto__");
  return Object.fromEntries(entries.map(([key, item]) => [key, writable(item)])) as T;
}

/** A row of a matrix, such as the `z` of a heat map. */
function isNumbers(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] !== "object";
}

/** Does the figure follow the size of its box? */
export function isResponsive({ responsive, figure, config }: GraphProps): boolean {
  if (typeof responsive === "boolean") return responsive;
  const layout = figure?.layout ?? {};
  if (config?.responsive !== undefined) return Boolean(config.responsive);
  if (layout.autosize !== undefined && layout.autosize !== null) return Boolean(layout.autosize);
  return layout.height === undefined || layout.width === undefined;
}

/** The figure as plotly takes it. */
export function drawable(props: GraphProps): Json {
  const { figure, config, responsive } = props;
  const layout: Json = { ...writable(figure?.layout ?? {}) };
  if (responsive === true) {
    layout.autosize = true;
    Reflect.deleteProperty(layout, "height");
    Reflect.deleteProperty(layout, "width");
  }
  return {
    data: (figure?.data ?? []).map(writable),
    layout: onDarkPage() ? forDarkPage(layout) : layout,
    ...(figure?.frames ? { frames: writable(figure.frames) } : {}),
    config: {
      topojsonURL,
      // Without it plotly would also typeset dollar amounts, as soon as MathJax is on the page.
      typesetMath: props.mathjax === true,
      plotGlPixelRatio: 2,
      displaylogo: false,
      ...writable(config ?? {}),
      responsive: false, // the size is watched here, of the box and not only of the window
    },
  };
}

/** The default style is on, and the page is dark. */
export function onDarkPage(): boolean {
  const root = document.documentElement;
  if (root.dataset.desktopdashStyle !== "default") return false;
  const scheme = getComputedStyle(root).colorScheme;
  return scheme === "dark" || (scheme !== "light" && window.matchMedia("(prefers-color-scheme: dark)").matches);
}

const dark = { text: "#d5d9e2", grid: "rgba(148, 160, 184, 0.22)", line: "rgba(148, 160, 184, 0.45)" };
const darkAxis = { gridcolor: dark.grid, linecolor: dark.line, zerolinecolor: dark.line, tickcolor: dark.line };
const colorway = [
  ...["#7aa2f7", "#f7976b", "#5fd0a5", "#c792ea", "#f2c14e"],
  ...["#56c7e0", "#f27ea9", "#a3d16b", "#b39ddb", "#e0a87a"],
];

/** Give a figure that chose no colours of its own some that suit a dark page. */
export function forDarkPage(layout: Json): Json {
  if (layout.template || layout.paper_bgcolor || layout.plot_bgcolor) return layout;
  const axes = Object.fromEntries(
    ["xaxis", "yaxis"].map((axis) => [axis, darkAxis]),
  );
  const polar = { bgcolor: "rgba(0,0,0,0)", angularaxis: darkAxis, radialaxis: darkAxis };
  const scene = Object.fromEntries(["xaxis", "yaxis", "zaxis"].map((axis) => [axis, { ...darkAxis, showbackground: false }]));
  return {
    ...layout,
    template: {
      layout: {
        paper_bgcolor: "rgba(0,0,0,0)",
        plot_bgcolor: "rgba(0,0,0,0)",
        font: { color: dark.text },
        hoverlabel: { bgcolor: "#262b36", bordercolor: "#3a4252", font: { color: dark.text } },
        modebar: { bgcolor: "rgba(0,0,0,0)", color: "rgba(213,217,226,0.45)", activecolor: dark.text },
        colorway,
        ...axes,
        polar,
        scene,
        geo: { bgcolor: "rgba(0,0,0,0)", landcolor: "#2b3140", lakecolor: "#1d222c", coastlinecolor: "#56607a" },
      },
    },
  };
}
