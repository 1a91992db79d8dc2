"""The system's light or dark theme: at the start, and when the person chooses another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.support import wait_for

from .dbus import Bus, SettingsPortal
from .person import in_front_of

pytestmark = [pytest.mark.e2e, pytest.mark.window]

APP = """
from desktopdash import Dash, desktop, html

app = Dash(title="Theme")
app.layout = html.P(id="told")
desktop.on("theme", lambda theme: app.set_props("told", {"children": f"Python: {theme}"}))
"""


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    found = Bus(tmp_path)
    yield found
    found.close()


@pytest.mark.parametrize(("first", "second"), [("dark", "light"), ("light", "dark")])
def test_the_window_follows_the_system(launch, write_app, bus, first: str, second: str) -> None:
    portal = SettingsPortal(bus, first)
    with in_front_of(launch("run", write_app(APP), DBUS_SESSION_BUS_ADDRESS=bus.address)) as person:
        page = person.page

        def seen() -> str:
            return page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'")

        wait_for(lambda: seen() == first, f"a {first} page")
        person.wait_state(theme=first)
        color = page.evaluate("getComputedStyle(document.body).color")
        page.evaluate("window.heard = []; window.stop = desktop.on('theme', (theme) => { heard.push(theme); }); 0")
        for theme in (second, first, second):
            portal.set_theme(theme)
            wait_for(lambda theme=theme: seen() == theme, f"a {theme} page")
            person.wait_state(theme=theme)
            person.wait_text("#told", f"Python: {theme}")
        wait_for(lambda: page.evaluate("heard") == [second, first, second], "the page's own listener")
        assert page.evaluate("getComputedStyle(document.body).color") != color
        page.evaluate("stop()")
        portal.set_theme(first)
        person.wait_text("#told", f"Python: {first}")
        assert page.evaluate("heard") == [second, first, second]
