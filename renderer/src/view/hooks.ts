/** `new DashRenderer({...})`: functions of the app that are called as the page goes along. Dash's names and arguments. */

import type { CallbackRequest, Updates, WireCallback } from "../protocol";

/** How a callback ended, for `callback_resolved`. */
export type Resolution = { data: Updates; payload: CallbackRequest } | { error: unknown; payload: null };

export interface RendererHooks {
  /** Before the layout is asked for. */
  layout_pre?: (() => unknown) | null;
  /** With the layout as it came, before it is drawn. */
  layout_post?: ((layout: unknown) => unknown) | null;
  /** Before a server callback is asked for; may change the request. */
  request_pre?: ((request: CallbackRequest) => unknown) | null;
  /** With what a server callback answered; not after a failure. */
  request_post?: ((request: CallbackRequest, response: Updates) => unknown) | null;
  /** After every callback, in the server or in the page, however it ended. */
  callback_resolved?: ((callback: WireCallback, resolution: Resolution) => unknown) | null;
}

export type HookName = keyof RendererHooks;

export class Hooks {
  /** @param report - told of hooks that throw or reject; the page goes on */
  constructor(private readonly given: RendererHooks, private readonly report: (error: unknown) => void) {}

  /** Call a hook and wait for it if it returns a promise. */
  async call<N extends HookName>(name: N, ...args: Parameters<NonNullable<RendererHooks[N]>>): Promise<void> {
    const hook = this.given[name] as ((...args: unknown[]) => unknown) | null | undefined;
    if (typeof hook !== "function") return;
    try {
      await hook(...args);
    } catch (error) {
      this.report(error);
    }
  }

  has(name: HookName): boolean {
    return typeof this.given[name] === "function";
  }
}
