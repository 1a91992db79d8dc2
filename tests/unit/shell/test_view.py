"""The native window as the shell sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktopdash.processes.package import Package
from desktopdash.protocol.pipe import Ready
from desktopdash.protocol.problem import Problem
from desktopdash.shell.arguments import RuntimeArguments
from desktopdash.shell.loader import AppSpec
from desktopdash.shell.notes import Notes
from desktopdash.shell.view import WindowView
from desktopdash.shell.window import make_view

from .support import FakePolicy, FakeSystem

READY = Ready(
    "http://127.0.0.1:1/", "Sales", start="http://127.0.0.1:1/?key", printed="printed", window={"size": [8, 6]}
)
PROBLEM = Problem("no_app", "No app.", "nothing", "an app", "add one")


class FakeWindow:
    """Writes down what it is asked; `has` are the operations that it has."""

    def __init__(self, has: tuple[str, ...] = ("window.state",)) -> None:
        self.log: list[tuple[object, ...]] = []
        self._has = has

    def operate(self, name, args, reply) -> bool:
        if name in self._has:
            reply({"title": "T"})
        return name in self._has

    def is_focused(self) -> bool:
        return True

    def __getattr__(self, name: str):
        return lambda *args: self.log.append((name, *args))


@pytest.fixture
def view() -> WindowView:
    return make_view(RuntimeArguments(AppSpec(Path("/tools/sales_report.py"))), None)


def names(window: FakeWindow) -> list[object]:
    return [entry[0] for entry in window.log]


def test_the_title_is_the_files_until_the_app_gives_one(view) -> None:
    assert (view.title, view.file_name) == ("sales report", "sales_report.py")
    view.show_app(READY)
    assert view.title == "Sales"
    given = make_view(RuntimeArguments(AppSpec(Path("a.py")), title="Given"), None)
    assert (given.title, given.file_name) == ("Given", "a.py")


def test_a_package_has_its_own_title_and_names_no_file(monkeypatch) -> None:
    package = Package("sales", "sales", "1.0", "app/app.py", None, "Sales of the year", False, "0.1.0")
    monkeypatch.setattr("desktopdash.shell.window.this_package", lambda: package)
    view = make_view(RuntimeArguments(AppSpec(Path("/p/app.py"))), None)
    assert (view.title, view.file_name) == ("Sales of the year", None)
    view.attach(window := FakeWindow())
    view.show_start()
    assert "Starting…" in window.log[0][1]
    assert "app.py" not in window.log[0][1]


def test_a_window_that_comes_late_shows_the_last_only(view) -> None:
    view.show_start()
    view.show_problem(PROBLEM)
    view.show_app(READY)
    window = FakeWindow()
    view.attach(window)
    assert window.log == [("set_title", "Sales"), ("apply", {"size": [8, 6]}), ("show_url", READY.start)]


def test_a_window_that_is_there_shows_each(view) -> None:
    window = FakeWindow()
    view.attach(window)
    assert window.log == []
    view.show_start()
    view.show_restart(PROBLEM, 0.5)
    view.show_problem(PROBLEM)
    view.show_app(Ready("http://a/", "T"))
    assert names(window) == ["show_html", "show_html", "show_html", "set_title", "show_url"]
    assert window.log[-1] == ("show_url", "http://a/")


def test_a_window_that_comes_after_the_end_is_closed(view) -> None:
    view.show_app(READY)
    view.close()
    window = FakeWindow()
    view.attach(window)
    assert names(window) == ["close"]


def test_without_a_window_nothing_is_reloaded_told_or_brought_to_the_front(view) -> None:
    view.reload()
    view.focus()
    view.tell_page("{}")
    assert not view.is_focused()
    assert view.operate("window.state", {}, print) is False
    window = FakeWindow()
    view.attach(window)
    assert window.log == []


def test_a_window_takes_what_it_is_asked(view) -> None:
    window, replies = FakeWindow(), []
    view.attach(window)
    view.reload()
    view.focus()
    view.tell_page("{}")
    view.ask("Sure?", ["Yes"], print)
    assert window.log == [("reload",), ("focus",), ("tell", "{}"), ("ask", "Sure?", ["Yes"], print)]
    assert view.is_focused()
    assert view.operate("window.state", {}, replies.append) is True
    assert view.operate("window.other", {}, replies.append) is False
    assert replies == [{"title": "T"}]


def test_a_window_that_is_closed_takes_nothing(view) -> None:
    window = FakeWindow()
    view.attach(window)
    assert not view.wait_closed(0)
    view.note_closed()
    assert view.wait_closed(0)
    view.show_start()
    view.reload()
    view.focus()
    view.tell_page("{}")
    view.close()
    assert view.operate("window.state", {}, print) is False
    assert window.log == []


def test_off_screen_the_address_is_announced() -> None:
    announced: list[str] = []
    view = WindowView("a", "a.py", announced.append)
    view.show_app(READY)
    view.show_app(Ready("http://a/", "T"))
    assert announced == ["printed", "http://a/"]


@pytest.mark.parametrize("is_closed", [True, False])
def test_without_a_window_a_question_has_no_answer_and_is_not_left_open(view, is_closed) -> None:
    answers: list[str | None] = []
    if is_closed:
        view.attach(FakeWindow())
        view.note_closed()
    view.ask("Sure?", ["Yes"], answers.append)
    assert answers == [None]


def test_a_person_who_could_not_be_asked_is_asked_when_there_is_a_window(view) -> None:
    notes = Notes(FakeSystem(), view, FakePolicy("prompt"), lambda: "Sales")
    notes.request(lambda _: None)
    window = FakeWindow()
    view.attach(window)
    notes.request(lambda _: None)
    assert names(window) == ["ask"]
