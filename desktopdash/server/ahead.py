"""What the page asks for before its scripts are there: a small script at the begin of its head.

The renderer finds the answers under `window.desktopdash_ahead` (`renderer/src/transport/ahead.ts`) and goes on from
there. Where the script does not run (a policy of the app's forbids it) the renderer asks by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final

from ..protocol.parted import PARTED_TYPE
from .page import script_text, tag

# Bodies are read as they come: what is not read holds up the sending of a long one. Of the ways to read one, the stream
# takes the least time of the page's thread.
_ASK: Final = """(() => {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  const own = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const isKept = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const page = isKept ? own : GIVEN ?? own;
  const headers = { Accept: PARTED + ", */*", ...(NAMED ? { "X-Desktopdash-Page": page } : {}) };
  const valueOf = async (answer) => {
    const reader = answer.body.getReader(), decoder = new TextDecoder();
    let text = "";
    for (let part; !(part = await reader.read()).done;) text += decoder.decode(part.value, { stream: true });
    return JSON.parse(text + decoder.decode());
  };
  const linesOf = (answer) => {
    const reader = answer.body.getReader(), decoder = new TextDecoder();
    let text = "";
    return async () => {
      for (const parts = []; ;) {
        const end = text.indexOf("\\n");
        parts.push(end < 0 ? text : text.slice(0, end));
        text = end < 0 ? "" : text.slice(end + 1);
        if (end >= 0) return JSON.parse(parts.join(""));
        const { done, value } = await reader.read();
        if (done) throw new TypeError("the answer was cut off");
        text = decoder.decode(value, { stream: true });
      }
    };
  };
  const read = (answer) => {
    if (!answer.ok) return answer;
    const next = answer.headers.get("Content-Type") === PARTED ? linesOf(answer) : null;
    const value = next ? next() : valueOf(answer);
    answer.next = next;
    value.catch(() => undefined);
    answer.json = () => value;
    return answer;
  };
  const ask = (route) => {
    const answer = fetch(PREFIX + route, { credentials: "same-origin", headers }).then(read);
    answer.catch(() => undefined);
    return [route, answer];
  };
  const listen = () => {
    const source = new EventSource(PREFIX + "_desktopdash-push/" + page), events = [], end = new AbortController();
    for (const kind of KINDS) source.addEventListener(kind, (event) => events.push(event), { signal: end.signal });
    return { source, events, end };
  };
  window.desktopdash_ahead = { page, fetch, answers: new Map(ROUTES.map(ask)), stream: NAMED ? listen() : null };
})();"""


EVENTS: Final = ("hello", "answer", "props", "job", "storage", "bridge", "call")
"""What the page is told by its stream; see `renderer/src/transport/push.ts`."""


def ask_script(prefix: str, routes: Iterable[str], *, named: bool, page: str | None = None) -> str:
    """Return the tag of a script that asks for JSON while the page's style sheets and scripts are loaded.

    Args:
        prefix: of the app's addresses.
        routes: what to ask for.
        named: whether the page has a stream, and says who it is so that nothing told meanwhile is lost.
        page: its name, where the server has opened the stream with it; else it names itself. So does one that the
            browser shows again from what it has kept: another page may have that name.
    """
    values = {
        "PREFIX": prefix,
        "ROUTES": list(routes),
        "NAMED": named,
        "GIVEN": page,
        "KINDS": EVENTS,
        "PARTED": PARTED_TYPE,
    }
    source = re.sub("|".join(values), lambda found: json.dumps(values[found[0]]), _ASK)
    return tag("script", {}, script_text(source))


def preloads(urls: Iterable[str]) -> list[str]:
    """Return the tags for scripts that the page will need."""
    return [tag("link", {"rel": "preload", "as": "script", "href": url}) for url in urls]
