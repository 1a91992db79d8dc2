/** Entry of the page: puts React and Dash's names on `window` and defines `DashRenderer`. */

import PropTypes from "prop-types";
import * as React from "react";
import * as jsxRuntime from "react/jsx-runtime";
import * as ReactDOM from "react-dom";
import { createRoot } from "react-dom/client";
import { installApi } from "./clientside/api";
import "./components";
import { loadAhead } from "./components/chunk";
import { frames } from "./components/html/framed";
import { componentTables } from "./components/registry";
import { installDesktop } from "./desktop";
import { showIn } from "./desktop/notices";
import { newId } from "./ids";
import type { PageConfig } from "./protocol";
import { ProfileStore } from "./profile_store";
import { stores } from "./storage";
import { takeAhead } from "./transport/ahead";
import { Http } from "./transport/http";
import { App, FailedApp } from "./view/app";
import { connectComponentApi, installComponentApi } from "./view/component_api";
import { Handover } from "./view/handover";
import { LateRows } from "./view/late_rows";
import { Hooks, type RendererHooks } from "./view/hooks";
import { Notices } from "./view/notices";
import { Page } from "./view/page";
import { Problems } from "./view/problems";
import { readLine } from "./view/source";
import "./view/view.css";

// Component packages compiled for Dash, and our own chunks, find these as globals.
Object.assign(window, { React, ReactDOM: { ...ReactDOM, createRoot }, PropTypes, desktopdash_jsx: jsxRuntime });
for (const [namespace, table] of componentTables()) Object.assign(window, { [namespace]: table });
installApi();
installComponentApi();

const page = window.desktopdash_ahead?.page ?? newId();
const notices = new Notices();
const joinDesktop = installDesktop(page, showIn(notices), installApi);

/** Scripts of the app that failed while the page was loading. */
const failed: ErrorEvent[] = [];
const noteFailed = (event: ErrorEvent): void => { failed.push(event); };
window.addEventListener("error", noteFailed);

const loadText = async (url: string): Promise<string> => (await fetch(url)).text();

function readConfig(): PageConfig {
  return JSON.parse(document.getElementById("_dash-config")!.textContent) as PageConfig;
}

interface Connection {
  readonly config: PageConfig;
  readonly http: Http;
}

function connect(): Connection {
  const config = readConfig();
  loadAhead(config.chunks ?? {});
  return { config, http: new Http(config, undefined, page) };
}

/**
 * Made here where the settings stand before this script, as they do in Dash's template: the stream is opened in a task of
 * its own, so that it is there when the page has been drawn and asks for its first callbacks.
 */
const early = document.getElementById("_dash-config") ? connect() : null;

/** Put the profile in the place of the browser's storage, where the server has one: it is to be there before anything reads. */
async function openProfile(config: PageConfig, http: Http): Promise<void> {
  for (const notice of config.profile_notices ?? []) notices.show({ title: "The app's settings", body: notice, actions: [{ id: "ok", label: "OK" }] });
  if (!config.profile) return;
  frames.address = `${config.requests_pathname_prefix}_desktopdash-frame`; // such a page has a policy
  let texts: Record<string, string> = {};
  try {
    texts = await http.storage.texts();
  } catch (error) {
    console.warn(`What the app's profile keeps could not be read (${String(error)}). The page begins without.`);
  }
  stores.local = new ProfileStore(texts, http.storage);
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Loads the layout and the callbacks and draws the page. The index page makes one of these last of all. */
class DashRenderer {
  constructor(hooks: RendererHooks = {}) {
    void this.boot(hooks);
  }

  private async boot(given: RendererHooks): Promise<void> {
    const { config, http } = early ?? connect();
    joinDesktop(http);
    const problems = new Problems(config.debug ?? config.ui, (place) => readLine(place, document.URL, loadText));
    window.removeEventListener("error", noteFailed);
    for (const { error, message, filename, lineno, colno } of failed) {
      problems.report(error ?? message, null, filename ? { url: filename, line: lineno, column: colno } : null);
    }
    const hooks = new Hooks(given, (error) => { problems.report(error, null); });
    const handover = new Handover(http.page, config.requests_pathname_prefix, http.jobs, (error) => { problems.report(error, null); });
    const root = createRoot(document.getElementById("react-entry-point")!);
    try {
      if (hooks.has("layout_pre")) void takeAhead("_dash-layout"); // not asked for before it
      await hooks.call("layout_pre");
      const [{ layout, rests }, callbacks] = await Promise.all([http.layout(), http.dependencies(), openProfile(config, http)]);
      const late = rests && new LateRows(rests, (error) => { problems.report(error, null); });
      const jobs = await handover.claim(callbacks);
      if (hooks.has("layout_post")) {
        await late?.complete();
        await hooks.call("layout_post", layout);
      }
      const app = new Page(config, callbacks, http, installApi, problems, hooks, notices);
      connectComponentApi(app);
      if (app.prepare(layout, jobs ?? [], late)) await nextTask(); // requests leave before the page is drawn
      app.show(layout, () => { root.render(React.createElement(App, { page: app })); }, late);
      if (!jobs) handover.announce(callbacks);
    } catch (error) {
      problems.report(error, null);
      root.render(React.createElement(FailedApp, { problems }));
    }
  }
}

Object.assign(window, { DashRenderer });
