/** Puts `window.desktop` into the page. */

import type { Http } from "../transport/http";
import { makeDesktop } from "./api";
import { answer } from "./asked";
import type { ShowNotice } from "./backend";
import { BrowserBackend } from "./browser";
import { Calls } from "./calls";
import { findTransport } from "./channel";
import { ShellBackend } from "./shell";
import "./types";

/**
 * Install `window.desktop`, before the app's own scripts.
 *
 * @param page - the page's name
 * @param show - shows a notice inside the page
 * @returns what joins it to the server, as soon as there is a way
 */
export function installDesktop(page: string, show: ShowNotice, functions: () => object): (http: Http) => void {
  const transport = findTransport();
  let join: (http: Http) => void = () => undefined;
  const joined = new Promise<Http>((resolve) => { join = resolve; });
  const calls = new Calls(async (body) => (await joined).say(body));
  const browser = transport ? null : new BrowserBackend(calls, show);
  window.desktop = makeDesktop(browser ?? new ShellBackend(transport!, page, show));
  return (http) => {
    http.answerTo({
      bridge: (told) => { calls.answer(told); },
      call: (question) => void answer(question, functions, browser, (said) => {
        // Python waits no longer than its time-out; the page has nobody else to tell.
        http.say(JSON.stringify(said)).catch((error: unknown) => { console.warn(`The app could not be told what it asked for (${String(error)}).`); });
      }),
    });
    join(http);
  };
}
