"""The system's notifications, loaded for the first one."""

from __future__ import annotations

import sys
import threading
from types import SimpleNamespace

import pytest

from desktopdash.shell.system_notes import SystemNotes

from ..desktop.support import Kept

MODULE = "desktopdash.window.notifier"


class FakeNotifier:
    made: list[FakeNotifier] = []

    def __init__(self, title, icon, heard) -> None:
        self.title, self.icon, self.heard = title, icon, heard
        self.posted: list[object] = []
        self.closed: list[str] = []
        self.made.append(self)

    def post(self, note, done) -> None:
        self.posted.append(note)
        done("")

    def close(self, note) -> None:
        self.closed.append(note)


@pytest.fixture
def notifier(monkeypatch):
    FakeNotifier.made = []
    module = SimpleNamespace(Notifier=FakeNotifier, SystemNote=lambda *parts: parts)
    monkeypatch.setitem(sys.modules, MODULE, module)
    return FakeNotifier.made


@pytest.fixture
def notes() -> SystemNotes:
    return SystemNotes(lambda: "Sales", lambda: "/icon.png")


def post(notes: SystemNotes, name: str = "n") -> str:
    done = Kept()
    notes.post(name, "T", "B", [("open", "Open")], done)
    (reason,) = done.one()
    return reason


def test_the_first_note_loads_it_and_the_next_finds_it(notes, notifier) -> None:
    heard = Kept()
    notes.listen(heard)
    assert notifier == []
    assert [post(notes, name) for name in "ab"] == ["", ""]
    (made,) = notifier
    assert (made.title, made.icon) == ("Sales", "/icon.png")
    assert made.posted == [(name, "T", "B", [("open", "Open")]) for name in "ab"]
    made.heard("a", "clicked", None)
    assert heard.one() == ("a", "clicked", None)


def test_several_at_once_have_one_notifier(notes, notifier) -> None:
    done = Kept()
    for number in range(20):
        notes.post(str(number), "T", "B", [], done)
    done.wait_for(20)
    (made,) = notifier
    assert [note[0] for note in made.posted] == [str(number) for number in range(20)]


def test_closing_loads_nothing(notes, notifier) -> None:
    notes.close("n")
    assert notifier == []
    post(notes)
    notes.close("n")
    post(notes, "after it")
    assert notifier[0].closed == ["n"]


def test_a_note_that_is_taken_back_while_it_is_loaded_is_closed_after_it_is_posted(
    notes, notifier, monkeypatch
) -> None:
    go, done = threading.Event(), Kept()
    make = FakeNotifier.__init__

    def wait(self, *parts) -> None:
        assert go.wait(10)
        make(self, *parts)

    monkeypatch.setattr(FakeNotifier, "__init__", wait)
    notes.post("n", "T", "B", [], done)
    notes.close("n")
    go.set()
    post(notes, "after it")
    assert [note[0] for note in notifier[0].posted] == ["n", "after it"]
    assert notifier[0].closed == ["n"]


def test_the_caller_does_not_wait(notes, notifier, monkeypatch) -> None:
    go, done = threading.Event(), Kept()
    monkeypatch.setattr(FakeNotifier, "post", lambda self, note, said: go.wait(10) and said(""))
    notes.post("n", "T", "B", [], done)
    assert done.all == []
    go.set()
    assert done.one() == ("",)


def test_a_system_without_what_it_takes_says_why(notes, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, MODULE, None)
    assert post(notes).startswith("ModuleNotFoundError: ")


def test_a_notifier_that_cannot_be_made_says_why(notes, notifier, monkeypatch) -> None:
    def fail(self, *parts) -> None:
        raise OSError("no icon")

    monkeypatch.setattr(FakeNotifier, "__init__", fail)
    assert post(notes) == "OSError: no icon"
