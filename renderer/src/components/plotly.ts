import { baseUrl, loadScript } from "./chunk";

export type Json = Record<string, unknown>;

/** The element that plotly.js draws in, with what it adds to it. */
export interface PlotElement extends HTMLElement {
  data?: Json[];
  layout?: Json;
  _fullLayout?: { width: number; height: number };
  on?: (event: string, handler: (data: unknown) => void) => void;
}

/** What is used of plotly.js. */
export interface Plotly {
  react: (element: HTMLElement, figure: Json) => Promise<unknown>;
  animate: (element: HTMLElement, figure: Json, options: unknown) => Promise<unknown>;
  addFrames: (element: HTMLElement, frames: unknown) => Promise<unknown>;
  deleteFrames: (element: HTMLElement) => Promise<unknown>;
  extendTraces: (element: HTMLElement, update: Json, indices: number[], most?: unknown) => Promise<unknown>;
  prependTraces: (element: HTMLElement, update: Json, indices: number[], most?: unknown) => Promise<unknown>;
  purge: (element: HTMLElement) => void;
  Plots: { resize: (element: HTMLElement) => Promise<unknown> };
}

declare global {
  interface Window {
    Plotly?: Plotly;
  }
}

/** plotly.js: the one on the page, or the one that the server names, loaded with the first figure. */
export async function loadPlotly(): Promise<Plotly> {
  if (!window.Plotly) {
    const config = JSON.parse(document.getElementById("_dash-config")?.textContent ?? "{}") as { plotlyjs_url?: string };
    if (!config.plotlyjs_url) throw new Error("the page does not say where plotly.js is");
    await loadScript(config.plotlyjs_url);
  }
  if (!window.Plotly) throw new Error("plotly.js was loaded and did not define Plotly");
  return window.Plotly;
}

/** Where the outlines of maps are: beside this script, never on somebody's server. */
export const topojsonURL = `${baseUrl}topojson/`;
