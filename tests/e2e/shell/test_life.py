"""How an app ends, what it may still do then, and how it comes back after a crash."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.e2e.support import wait_for

from .launches import Launch
from .person import Person, in_front_of

pytestmark = [pytest.mark.e2e, pytest.mark.window]

APP = """
import os, time
from pathlib import Path
from desktopdash import Dash, Input, Output, State, callback, desktop, dcc, html

if Path("crashed").exists():
    time.sleep(1)  # the page that tells of the crash is there for so long
app = Dash(title="Life")
app.layout = html.Main([
    dcc.Input(id="secret", type="text"), html.Button("Close", id="close"), html.Button("Crash", id="crash"),
    html.P(id="crashed"), html.P(id="closed"),
    html.Button("Job", id="job"), html.P(id="state"), html.P(id="result"),
])

@app.on_exit
def first():
    with open("exits", "a") as file:
        file.write("first\\n")

@app.on_exit
def second():
    with open("exits", "a") as file:
        file.write("second\\n")

@callback(Output("closed", "children"), Input("close", "n_clicks"), prevent_initial_call=True)
def close(clicks):
    desktop.window.close()

@callback(Output("crashed", "children"), Input("crash", "n_clicks"), State("secret", "value"), prevent_initial_call=True)
def crash(clicks, hunter2):
    Path("crashed").touch()
    os.abort()

@callback(Output("result", "children"), Input("job", "n_clicks"), background=True, on_exit=ON_EXIT,
          running=[(Output("state", "children"), "running", "idle")], prevent_initial_call=True)
def job(clicks):
    Path("begun").touch()
    time.sleep(PAUSE)
    Path("worked").touch()
    return f"result {clicks}"

if __name__ == "__main__":
    app.run()
"""

ASKING = """
@app.on_exit
def ask():
    for ask in (desktop.window.state, desktop.clipboard.read, desktop.dialogs.open):
        try:
            ask()
        except Exception as error:
            with open("asked", "a") as file:
                file.write(f"{error.code}\\n")
"""

HANGING = """
@app.on_exit
def hang():
    Path("hanging").touch()
    time.sleep(600)
"""

RUN, PYTHON = ("run",), ()


def app(on_exit: str = "cancel", pause: float = 600) -> str:
    return APP.replace("ON_EXIT", repr(on_exit)).replace("PAUSE", str(pause))


def by_button(person: Person) -> None:
    person.app.close_window()


def by_interrupt(person: Person) -> None:
    person.app.signal(signal.SIGINT)


def by_terminate(person: Person) -> None:
    person.app.signal(signal.SIGTERM)


def by_page(person: Person) -> None:
    person.page.evaluate("setTimeout(() => desktop.window.close()); 0")


def by_python(person: Person) -> None:
    person.page.evaluate("setTimeout(() => document.querySelector('#close').click()); 0")


def assert_ends(app: Launch, folder: Path) -> None:
    wait_for(app.is_gone, "end of every process", 5)
    assert (folder / "exits").read_text().split() == ["second", "first"]
    assert "Traceback" not in app.stderr


@pytest.mark.parametrize(
    ("words", "end"),
    [(RUN, end) for end in (by_button, by_interrupt, by_terminate, by_page, by_python)]
    + [(PYTHON, end) for end in (by_button, by_interrupt, by_python)],
)
def test_exit_hooks_are_called_once(launch, write_app, tmp_path, words, end: Callable[[Person], None]) -> None:
    started = launch(*words, write_app(app()))
    with in_front_of(started) as person:
        person.page.locator("#job").click()
        wait_for((tmp_path / "begun").exists, "a job")
        end(person)
        assert_ends(started, tmp_path)
    expected = {by_interrupt: 130 if words else 0, by_terminate: 143}
    assert started.wait() == expected.get(end, 0)
    assert not (tmp_path / "worked").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_exit_hooks_of_a_served_app(launch, write_app, tmp_path, number: int) -> None:
    started = launch("serve", write_app(app()), "--port", "0")
    wait_for(lambda: "http://127.0.0.1" in started.stdout + started.stderr, "address")
    started.signal(number)
    assert_ends(started, tmp_path)


def test_a_hook_that_hangs_keeps_nothing(launch, write_app, tmp_path) -> None:
    started = launch("run", write_app(app().replace("if __name__", HANGING + "\nif __name__")))
    with in_front_of(started):
        started.close_window()
        wait_for((tmp_path / "hanging").exists, "the hook")
        wait_for(started.is_gone, "end of every process", 5)
    assert started.wait() == 0
    assert "took more than" in started.stderr


@pytest.mark.parametrize("end", [by_button, by_interrupt])
def test_a_hook_that_asks_for_the_window_is_told_that_it_is_gone(launch, write_app, tmp_path, end) -> None:
    started = launch("run", write_app(app().replace("if __name__", ASKING + "\nif __name__")))
    with in_front_of(started) as person:
        end(person)
        assert_ends(started, tmp_path)
    assert (tmp_path / "asked").read_text().split() == ["unavailable"] * 3
    assert "took more than" not in started.stderr


@pytest.mark.parametrize(("pause", "is_there"), [(0.7, True), (600, False)], ids=["in time", "too long"])
def test_a_kept_job_shows_its_result_at_the_next_start(launch, write_app, tmp_path, pause, is_there) -> None:
    path = write_app(app("keep", pause))
    started = launch("run", path)
    with in_front_of(started) as person:
        person.page.locator("#job").click()
        wait_for((tmp_path / "begun").exists, "a job")
        started.close_window()
        assert_ends(started, tmp_path)
    assert (tmp_path / "worked").exists() is is_there
    with in_front_of(launch("run", path)) as person:
        if is_there:
            person.wait_text("#result", "result 1")
        person.wait_text("#state", "idle")
        assert person.text("#result") == ("result 1" if is_there else "")


def test_a_crash_is_told_reported_and_survived(launch, write_app, tmp_path) -> None:
    started = launch("run", write_app(app()))
    with in_front_of(started) as person:
        page, window = person.page, started.window()
        for number in (1, 2):
            page.locator("#secret").fill("swordfish")
            page.evaluate("document.querySelector('#crash').click()")
            shown = page.locator("main[data-restart=crashed]")
            shown.wait_for()
            told = shown.inner_text()
            assert "SIGABRT" in told
            page.locator("#crash").wait_for()
            reports = wait_for(lambda: list((tmp_path / "profiles").glob("*/crashes/crash-*.txt")), "report")
            assert len(reports) == number
        text = "".join(report.read_text() for report in reports)
        assert "SIGABRT" in text
        assert "app.py" in text
        assert "in crash" in text
        assert "swordfish" not in text
        assert "hunter2" not in text
        assert started.window() == window
        started.close_window()
        assert_ends(started, tmp_path)
    assert started.wait() == 0


def renderers(started) -> list[psutil.Process]:
    """The processes that draw its page, those of the dead left out."""
    found = []
    for helper in psutil.Process(started.process.pid).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if "--type=renderer" in " ".join(helper.cmdline()):  # a dead one has no command line
                found.append(helper)
    return found


def test_a_page_whose_process_died_comes_back(launch, write_app, tmp_path) -> None:
    started = launch("run", write_app(app()))
    with in_front_of(started) as person:
        person.page.evaluate("window.old = true")
        (renderer,) = renderers(started)
        renderer.kill()
        wait_for(lambda: [other for other in renderers(started) if other != renderer], "another process for the page")
    with in_front_of(started) as person:
        person.page.wait_for_selector("#job")
        assert person.page.evaluate("window.old") is None
        assert person.page.evaluate("desktop.window.state().then(({ title }) => title)") == "Life"
        person.page.locator("#job").click()
        wait_for((tmp_path / "begun").exists, "a callback")
    started.close_window()
    assert_ends(started, tmp_path)
