/** `window.dash_clientside`: what clientside functions and the app's own scripts find there. */

import type { ComponentId } from "../protocol";
import { ClientsidePatch } from "./patch";

export interface ClientsideContext {
  triggered: { prop_id: string; value: unknown }[];
  triggered_id: ComponentId | undefined;
  inputs: Record<string, unknown>;
  inputs_list: unknown;
  states: Record<string, unknown>;
  states_list: unknown;
  outputs_list: unknown;
}

// The app's functions live beside ours, in namespaces of any name.
export interface ClientsideApi extends Record<string, unknown> {
  no_update: object;
  PreventUpdate: object;
  callback_context?: ClientsideContext;
  set_props?: (idOrPath: ComponentId | readonly (string | number)[], props: Record<string, unknown>) => void;
  clean_url?: (url: string, fallback?: string) => string;
  Patch?: typeof ClientsidePatch;
}

/** Left alone: the output that a function returns this for. Compared by identity. */
export const noUpdate = Object.freeze({ description: "Return to prevent updating an Output." });
/** Thrown by a function that changes nothing. Compared by identity. */
export const preventUpdate = Object.freeze({ description: "Throw to prevent updating all Outputs." });

/**
 * `window.dash_clientside` as it is now, with our names in it. Asked for anew at every use: the app's scripts add theirs
 * by putting another object in its place (`window.dash_clientside = Object.assign({}, window.dash_clientside, {...})`).
 */
export function installApi(): ClientsideApi {
  const scope = window as unknown as { dash_clientside?: Record<string, unknown> };
  const api = (scope.dash_clientside ??= {}) as ClientsideApi;
  return Object.assign(api, { no_update: noUpdate, PreventUpdate: preventUpdate, clean_url: cleanUrl, Patch: ClientsidePatch });
}

const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:", "ftp:", "sms:", "blob:"]);

/** The URL itself where following it runs no code, else the fallback. */
export function cleanUrl(url: string, fallback = "about:blank"): string {
  try {
    const { protocol } = new URL(url, window.location.href);
    return SAFE_SCHEMES.has(protocol) || (protocol === "data:" && /^data:image\/(?!svg)/i.test(url)) ? url : fallback;
  } catch {
    return fallback;
  }
}
