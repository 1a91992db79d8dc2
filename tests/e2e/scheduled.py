"""Apps whose callbacks tell when they were called, and wait at gates that the test opens."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.e2e.support import HEAD, OpenApp, settle, wait_for

GATED_HEAD = (
    HEAD
    + """
import collections
from desktopdash.exceptions import PreventUpdate

gates = collections.defaultdict(threading.Event)
calls = []

def note(name, *args):
    calls.append([name, *args, sorted(item["prop_id"] for item in ctx.triggered) if ctx.triggered else []])

def hold(name):
    calls.append(["holds", name])
    assert gates[name].wait(30)

@app.server.route("/test/open/<name>")
def open_gate(name):
    gates[name].set()
    return ""

@app.server.route("/test/calls")
def tell():
    told, calls[:] = json.dumps(calls), []
    return told

def buttons(*ids):
    return [html.Button(id, id=id) for id in ids]

def divs(*ids):
    return [html.Div(id=id) for id in ids]
"""
)


class Scheduled:
    """An open app, the calls of its callbacks and its gates."""

    def __init__(self, app: OpenApp) -> None:
        self.app = app
        self.page = app.page

    def calls(self) -> list[Any]:
        """The calls since the last time, in the order in which they began."""
        found: list[Any] = self.page.request.get(f"{self.app.url}test/calls").json()
        return found

    def idle_calls(self) -> list[Any]:
        """The calls until nothing runs or waits any more."""
        settle(self.page)
        return self.calls()

    def open(self, gate: str) -> None:
        assert self.page.request.get(f"{self.app.url}test/open/{gate}").ok

    def until_held(self, *gates: str) -> list[Any]:
        """Wait until callbacks stand before these gates; return the calls until then."""
        seen: list[Any] = []

        def held() -> bool:
            seen.extend(self.calls())
            return all(["holds", gate] in seen for gate in gates)

        wait_for(held, f"callbacks wait for {gates}")
        return [call for call in seen if call[0] != "holds"]

    def click(self, *ids: str) -> None:
        """Click, one straight after the other."""
        self.page.evaluate("ids => ids.forEach((id) => document.getElementById(id).click())", list(ids))

    def text(self, id: str, text: str) -> None:
        expect(self.page.locator(f"[id='{id}']")).to_have_text(text)
