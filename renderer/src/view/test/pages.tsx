/** A page in a document without a browser: callbacks are answered by the test. */

import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { installApi } from "../../clientside/api";
import type { CallbackRequest, CallbackResponse, PageConfig, WireCallback } from "../../protocol";
import type { Http } from "../../transport/http";
import { App } from "../app";
import { Hooks } from "../hooks";
import { Page } from "../page";
import { Problems } from "../problems";

(globalThis as unknown as Record<string, unknown>)["IS_REACT_ACT_ENVIRONMENT"] = true;

export interface Asked {
  readonly request: CallbackRequest;
  /** Answer with new props by id. */
  answer(response: CallbackResponse["response"]): Promise<void>;
}

export interface Opened {
  readonly page: Page;
  /** The requests so far, oldest first. */
  readonly asked: Asked[];
  readonly problems: Problems;
  /** As a component does. */
  set(id: string, props: Record<string, unknown>): Promise<void>;
  props(id: string): Readonly<Record<string, unknown>>;
  close(): Promise<void>;
}

export async function openPage(layout: unknown, callbacks: WireCallback[] = [], more: Partial<PageConfig> = {}): Promise<Opened> {
  const container = document.body.appendChild(document.createElement("div"));
  const root: Root = createRoot(container);
  const asked: Asked[] = [];
  const http = {
    listen: () => undefined,
    latePackage: () => Promise.resolve(null),
    callback: (request: CallbackRequest) => new Promise<CallbackResponse>((resolve) => {
      asked.push({ request, answer: (response) => act(async () => { resolve({ response: response ?? {} }); }) });
    }),
  } as unknown as Http;
  const problems = new Problems(true);
  const config = { children_props: {}, update_title: null, ...more } as PageConfig;
  const page = new Page(config, callbacks, http, installApi, problems, new Hooks({}, (error) => { problems.report(error, null); }));
  await act(async () => { page.prepare(layout); page.show(layout, () => { root.render(createElement(App, { page })); }); });
  return {
    page, asked, problems,
    set: (id, props) => act(async () => { page.setProps(page.tree.find(id)!.key, props); }),
    props: (id) => page.tree.find(id)!.props,
    close: async () => {
      await act(async () => { root.unmount(); });
      container.remove();
    },
  };
}
