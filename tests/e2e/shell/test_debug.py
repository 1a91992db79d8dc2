"""`--debug`: a change of the code restarts the runtime under the open window."""

from __future__ import annotations

import re

import pytest

from tests.e2e.support import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.window]


def app(title: str) -> str:
    text = f"from desktopdash import Dash, html\napp = Dash(__name__, title={title!r})\n"
    return text + "app.layout = html.Div('x')\nif __name__ == '__main__':\n    app.run(debug=True)\n"


@pytest.mark.parametrize("words", [["run", "--debug"], []])
def test_reload_keeps_window_and_address(launch, write_app, words) -> None:
    started = launch(*words, write_app(app("One")))
    window = started.window()
    with started.page() as page:
        page.wait_for_url(re.compile(r"http://127\.0\.0\.1:\d+/"))
        url = page.url
        wait_for(lambda: started.window_name() == "One", "title One")
        started.tool("xdotool", "windowsize", "--sync", window, "700", "500")
        place = geometry(started, window)
        write_app(app("Two"))
        wait_for(lambda: started.window_name() == "Two", "title Two")
        page.wait_for_function("document.title === 'Two'")
        assert page.url == url
        assert (started.window(), geometry(started, window)) == (window, place)
        write_app("def broken(:\n")
        page.locator("main[data-problem=syntax_error]").wait_for()
        assert geometry(started, window) == place
        write_app(app("Three"))
        page.wait_for_function("document.title === 'Three'")
        assert page.url == url
    started.close_window()
    wait_for(started.is_gone, "end", 2)
    assert started.wait() == 0


def test_style_sheet_reloads_the_page_only(launch, write_app, tmp_path) -> None:
    (tmp_path / "assets").mkdir()
    sheet = tmp_path / "assets" / "style.css"
    sheet.write_text("body { color: red }")
    started = launch("run", write_app(app("One")), "--debug")
    with started.page() as page:
        page.wait_for_url(re.compile(r"http://127\.0\.0\.1:\d+/"))
        wait_for(lambda: started.window_name() == "One", "title")
        runtime = started.entry("_runtime").pid
        page.evaluate("window.old = true")
        sheet.write_text("body { color: blue }")
        page.wait_for_function("window.old === undefined")
        assert started.entry("_runtime").pid == runtime


def geometry(started, window: str) -> list[str]:
    return started.tool("xdotool", "getwindowgeometry", window).splitlines()[1:]
