"""The window's place and size, what is remembered of them, and what the app says of its window."""

from __future__ import annotations

import json
import re
import signal
from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.displays import virtual_display
from tests.e2e.support import wait_for

from .launches import Launch
from .person import in_front_of

pytestmark = [pytest.mark.e2e, pytest.mark.window]

START = (1100, 760)


def app(options: str = "", title: str = "Place") -> str:
    head = "from desktopdash import Dash, WindowOptions, desktop, html\n"
    return f"{head}app = Dash(__name__, title={title!r}, window=WindowOptions({options}))\napp.layout = html.Div('x', id='x')\n"


def geometry(started: Launch) -> tuple[int, int, int, int]:
    """x, y, width and height of what is inside the frame."""
    told = started.tool("xwininfo", "-id", started.window())
    names = ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
    return tuple(int(re.search(rf"{name}:\s+(-?\d+)", told)[1]) for name in names)


def size(started: Launch) -> tuple[int, int]:
    return geometry(started)[2:]


def wait_size(started: Launch, expected: tuple[int, int]) -> None:
    wait_for(lambda: size(started) == expected, f"a window of {expected}")


def wait_geometry(started: Launch, expected: tuple[int, int, int, int]) -> None:
    wait_for(lambda: geometry(started) == expected, f"a window at {expected}", 5)


def place(started: Launch, x: int, y: int, width: int, height: int) -> None:
    """Move and resize the window as a person does."""
    window = started.window()
    started.tool("xdotool", "windowsize", "--sync", window, str(width), str(height))
    started.tool("xdotool", "windowmove", "--sync", window, str(x), str(y))


def end(started: Launch, how: signal.Signals | None = None) -> None:
    """Close the window, or send a signal."""
    if how is None:
        started.close_window()
    else:
        started.signal(how)
    wait_for(started.is_gone, "end")


def remembered(tmp_path: Path) -> Path:
    """The file in which the only profile keeps the window's place."""
    (found,) = (tmp_path / "profiles").glob("*/window.json")
    return found


def test_size_place_and_zoom_are_those_of_the_last_time(launch, write_app) -> None:
    path = write_app(app())
    started = launch("run", path)
    with in_front_of(started) as person:
        wait_size(started, START)
        place(started, 130, 90, 720, 540)
        person.wait_state(width=720, height=540)
        person.page.evaluate("desktop.window.setZoom(1.25)")
    before = geometry(started)
    for how in (signal.SIGINT, None, signal.SIGTERM, None, None):
        end(started, how)
        started = launch("run", path)
        wait_size(started, (720, 540))
        wait_geometry(started, before)
    with in_front_of(started) as person:
        assert person.state()["zoom"] == 1.25
        assert person.page.evaluate("innerWidth") == 576
        person.page.evaluate("desktop.window.maximise()")
        person.wait_state(maximised=True)
        end(started)
    started = launch("run", path)
    with in_front_of(started) as person:
        person.wait_state(maximised=True)
        person.page.evaluate("desktop.window.restore()")
        wait_geometry(started, before)


def test_a_smaller_screen(launch, write_app) -> None:
    path = write_app(app())
    started = launch("run", path)
    wait_size(started, START)
    place(started, 280, 110, *START)
    end(started)
    with virtual_display(800, 600) as small:
        started = launch("run", path, DISPLAY=small)
        started.window()

        def is_inside() -> bool:
            x, y, width, height = geometry(started)
            return x >= 0 and y >= 0 and x + width <= 800 and y + height <= 600

        wait_for(is_inside, "the window inside the screen", 5)
        end(started)


DAMAGED = [
    "{",
    '{"geometry": 5, "zoom": "x", "min_size": [1], "icon": 3, "remember": "no"}',
    '{"geometry": "AAAA", "zoom": 1e9}',
]


def test_a_damaged_memory_costs_nothing_but_the_place(launch, write_app, tmp_path) -> None:
    path = write_app(app())
    started = launch("run", path)
    started.window()
    for text in DAMAGED:
        end(started)
        remembered(tmp_path).write_text(text)
        started = launch("run", path)
        with in_front_of(started) as person:
            wait_size(started, START)
            assert person.state()["zoom"] == 1
            place(started, 100, 100, 640, 480)
            person.wait_state(width=640)
    end(started)
    assert json.loads(remembered(tmp_path).read_text())["geometry"] not in (5, "AAAA")
    assert started.wait() == 0
    assert "Traceback" not in started.stderr


def test_what_the_app_says_of_its_window(launch, write_app, tmp_path) -> None:
    (tmp_path / "assets").mkdir()
    Image.new("RGB", (16, 16), (18, 52, 86)).save(tmp_path / "assets" / "mark.png")
    options = "title='Of the options', size=(640, 500), min_size=(600, 450), icon='mark.png', remember=False"
    path = write_app(app(options))
    for _ in range(2):  # nothing is remembered
        started = launch("run", path)
        with in_front_of(started) as person:
            wait_size(started, (640, 500))
            assert started.window_name() == "Of the options"
            icon = started.tool("xprop", "-id", started.window(), "-notype", "32c", "_NET_WM_ICON")
            assert str(0xFF123456) in icon
            hints = started.tool("xprop", "-id", started.window(), "WM_NORMAL_HINTS")
            assert "minimum size: 600 by 450" in hints
            place(started, 50, 60, 900, 700)
            person.wait_state(width=900, height=700)
        end(started)


def test_an_app_that_stops_remembering(launch, write_app) -> None:
    started = launch("run", write_app(app("size=(640, 500)")))
    with in_front_of(started) as person:
        place(started, 50, 60, 900, 700)
        person.wait_state(width=900, height=700)
    end(started)
    started = launch("run", write_app(app("size=(640, 500), remember=False")))
    started.wait_app()
    wait_for(lambda: size(started) == (640, 500), "the size that the app says", 5)
    end(started)
    started = launch("run", write_app(app("size=(640, 500)")))
    wait_size(started, (640, 500))


def test_full_screen(launch, write_app) -> None:
    started = launch("run", write_app(app("full_screen=True")))
    with in_front_of(started) as person:
        wait_size(started, (1400, 900))
        person.wait_state(fullScreen=True)


def test_a_question_before_the_window_closes(launch, write_app) -> None:
    path = write_app(app("confirm_close='Really?'"))
    started = launch("run", path)
    with in_front_of(started) as person:
        for keys in (["Escape"], ["Tab", "Return"]):
            started.close_window()
            started.close_window()  # one question, however often
            (question,) = wait_for(person.questions, "the question")
            person.press(*keys, window=question)
            wait_for(lambda: not person.questions(), "no question")
            assert person.page.evaluate("1 + 1") == 2
        person.page.evaluate("desktop.window.confirmClose(null)")
        person.page.evaluate("desktop.window.confirmClose('Now?')")
        started.close_window()
        (question,) = wait_for(person.questions, "the question")
        person.press("Return", window=question)
        wait_for(started.is_gone, "end")
    assert started.wait() == 0


@pytest.mark.parametrize("is_asking", [False, True], ids=["quiet", "asking"])
def test_ctrl_c_asks_nothing(launch, write_app, is_asking: bool) -> None:
    started = launch("run", write_app(app("confirm_close='Really?'")))
    with in_front_of(started) as person:
        if is_asking:
            started.close_window()
            wait_for(person.questions, "the question")
        started.signal(signal.SIGINT)
        wait_for(started.is_gone, "end", 5)
    assert started.wait() == 130


def test_what_was_changed_last_is_kept_though_the_window_is_put_away(launch, write_app) -> None:
    path = write_app(app())
    started = launch("run", path)
    with in_front_of(started) as person:
        place(started, 130, 90, 720, 540)
        before = geometry(started)
        person.page.evaluate("desktop.window.minimise()")
        person.wait_state(minimised=True)
        end(started, signal.SIGINT)
    started = launch("run", path)
    wait_geometry(started, before)
