"""Who is told when a runtime comes and goes: the bridge, and what remembers the window."""

from __future__ import annotations

from typing import Any

import pytest

from desktopdash.protocol.pipe import Answer, Ask, Failed, Ready
from desktopdash.shell.events import Changed, Closed, Equipped, PageDied, Said, Shown

from .test_supervisor import PROBLEM, QUICK, FakeRuntime, Stage

READY = Ready("http://127.0.0.1:4711/", "Title", window={"size": [8, 6]})


class FakeTalk:
    """Writes down what it is told, with the runtimes by their order."""

    def __init__(self, log: list[object]) -> None:
        self.log = log
        self.known: list[object] = []

    def _number(self, runtime: object) -> int:
        if runtime not in self.known:
            self.known.append(runtime)
        return self.known.index(runtime)

    def join(self, runtime) -> None:
        self.log.append(f"join {self._number(runtime)}")

    def part(self, runtime) -> None:
        self.log.append(f"part {self._number(runtime)}")

    def hear(self, runtime, message) -> None:
        self.log.append(message)

    def page_gone(self) -> None:
        self.log.append("page gone")


@pytest.fixture
def stage_of(tmp_path):
    def make(*words: object, **kwargs: object) -> Stage:
        stage = Stage(*words, **kwargs)  # type: ignore[arg-type]
        talk: Any = FakeTalk(stage.log)
        stage.supervisor.post(Equipped(talk, stage.log.append, tmp_path))
        return stage

    return make


def told(stage: Stage) -> list[object]:
    return [
        line for line in stage.log if not isinstance(line, str) or line.startswith(("join", "part", "page", "view app"))
    ]


def test_an_app_that_answers_is_joined_and_its_window_known_before_it_is_shown(stage_of) -> None:
    stage = stage_of(READY)
    assert stage.run(Shown(), Closed()) == 0
    assert told(stage) == ["join 0", {"size": [8, 6]}, "view app Title"]


def test_an_app_that_crashed_is_left_and_the_next_is_joined(stage_of, capsys) -> None:
    stage = stage_of(READY, -9, deadlines=QUICK)
    stage.next.put(FakeRuntime(stage.log, READY, then=(Closed(),)))
    stage.run(Shown())
    assert told(stage)[2:] == [
        "view app Title",
        "part 0",
        "page gone",
        "part 0",
        "page gone",
        "join 1",
        {"size": [8, 6]},
        "view app Title",
    ]


def test_an_app_that_is_loaded_anew_is_left_first(stage_of, tmp_path) -> None:
    stage = stage_of(READY)
    stage.next.put(FakeRuntime(stage.log, READY, then=(Closed(),)))
    stage.run(Shown(), Changed(frozenset({tmp_path / "app.py"})))
    assert stage.log.index("part 0") < stage.log.index("runtime stop reload") < stage.log.index("join 1")


def test_an_app_that_cannot_be_loaded_is_not_joined(stage_of, capsys) -> None:
    stage = stage_of(Failed(PROBLEM))
    assert stage.run(Shown(), Closed()) == 1
    assert told(stage) == []


def test_a_page_whose_process_dies_is_told_nothing_any_more(stage_of) -> None:
    stage = stage_of(READY, deadlines=QUICK)
    stage.run(Shown(), PageDied("killed"), Closed())
    assert told(stage)[3:] == ["page gone"]


def test_questions_and_answers_do_not_wait_behind_what_happens(stage_of) -> None:
    stage = stage_of(READY)
    stage.run(Shown(), Closed())
    before = len(stage.log)
    for message in (Ask(1, "window.state", {}), Answer(2, "1")):
        stage.supervisor.post(Said(stage.first, message))  # nobody takes events any more
    assert stage.log[before:] == [Ask(1, "window.state", {}), Answer(2, "1")]


def test_without_a_bridge_questions_are_nothing() -> None:
    stage = Stage(READY)
    stage.supervisor.post(Said(stage.first, Ask(1, "window.state", {})))
    assert stage.run(Shown(), Closed()) == 0
