"""What the page asks for before its scripts are there: a small script at the begin of its head.

The renderer finds the answers under `window.desktopdash_ahead` (`renderer/src/transport/ahead.ts`) and goes on from
there. Where the script does not run (a policy of the app's forbids it) the renderer asks by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final

from .page import script_text, tag

# Bodies are read as they come: what is not read holds up the sending of a long one. Of the ways to read one, the stream
# takes the least time of the page's thread.
_ASK: Final = """(() => {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  const page = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const headers = NAMED ? { "X-Desktopdash-Page": page } : {};
  const valueOf = async (answer) => {
    const reader = answer.body.getReader(), decoder = new TextDecoder();
    let text = "";
    for (let part; !(part = await reader.read()).done;) text += decoder.decode(part.value, { stream: true });
    return JSON.parse(text + decoder.decode());
  };
  const read = (answer) => {
    if (!answer.ok) return answer;
    const value = valueOf(answer);
    value.catch(() => undefined);
    answer.json = () => value;
    return answer;
  };
  const ask = (route) => {
    const answer = fetch(PREFIX + route, { credentials: "same-origin", headers }).then(read);
    answer.catch(() => undefined);
    return [route, answer];
  };
  window.desktopdash_ahead = { page, fetch, answers: new Map(ROUTES.map(ask)) };
})();"""


def ask_script(prefix: str, routes: Iterable[str], *, named: bool) -> str:
    """Return the tag of a script that asks for JSON while the page's style sheets and scripts are loaded.

    Args:
        prefix: of the app's addresses.
        routes: what to ask for.
        named: whether the page has a stream, and says who it is so that nothing told meanwhile is lost.
    """
    values = {"PREFIX": prefix, "ROUTES": list(routes), "NAMED": named}
    source = re.sub("|".join(values), lambda found: json.dumps(values[found[0]]), _ASK)
    return tag("script", {}, script_text(source))


def preloads(urls: Iterable[str]) -> list[str]:
    """Return the tags for scripts that the page will need."""
    return [tag("link", {"rel": "preload", "as": "script", "href": url}) for url in urls]
