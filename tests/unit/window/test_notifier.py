"""Notifications of the system, with a service that the tests play."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from types import SimpleNamespace

import pytest

from desktopdash.desktop.api import TIMEOUT_S
from desktopdash.window import notifier as module
from desktopdash.window.engine import NO_BUS
from desktopdash.window.notifier import Notifier, SystemNote

WAIT_S = 10.0


class Kept:
    """Keeps what it is called with, and waits for it."""

    def __init__(self) -> None:
        self.all: list[tuple[object, ...]] = []
        self._changed = threading.Condition()

    def __call__(self, *said: object) -> None:
        with self._changed:
            self.all.append(said)
            self._changed.notify_all()

    def wait_for(self, count: int) -> list[tuple[object, ...]]:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.all) >= count, WAIT_S), self.all
            return list(self.all)


class Service:
    """Stands in for desktop-notifier. `outcomes`: what becomes of each note: "taken", "silent" (it is not taken, and
    nothing is said), "hangs", or an exception; the last one counts for all further ones.
    """

    def __init__(self, *outcomes: object) -> None:
        self.outcomes = list(outcomes)
        self.made: list[tuple[str, object]] = []
        self.sent: list[object] = []
        self.shown: set[str] = set()
        self.cleared: list[str] = []
        self.lingers, self.goes_on = threading.Event(), threading.Event()

    def __call__(self, app_name, icon) -> Service:
        self.made.append((app_name, icon))
        return self

    async def send_notification(self, note) -> str:
        self.sent.append(note)
        outcome = self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]
        if isinstance(outcome, Exception):
            raise outcome
        if outcome == "hangs":
            await asyncio.Event().wait()
        if outcome == "lingers":  # it is on the screen, and its sender does not know so far
            self.lingers.set()
            while not self.goes_on.is_set():
                await asyncio.sleep(0)
            outcome = "taken"
        if outcome == "taken":
            self.shown.add(note.identifier)
            note.on_dispatched()
        elif isinstance(outcome, tuple):
            logging.getLogger("desktop_notifier").warning(*outcome)
        return note.identifier

    async def get_current_notifications(self) -> list[str]:
        return sorted(self.shown)

    async def clear(self, note: str) -> None:
        self.shown.remove(note)
        self.cleared.append(note)


@pytest.fixture
def begun(monkeypatch):
    """Make notifiers over a service; their loops end with the test."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    made = []
    logger = logging.getLogger("desktop_notifier")
    before, propagates = list(logger.handlers), logger.propagate

    def begin(*outcomes: object, icon: str | None = None):
        service, heard = Service(*outcomes), Kept()
        monkeypatch.setattr(module, "DesktopNotifier", service)
        made.append(Notifier("Sales", icon, heard))
        return made[-1], service, heard

    yield begin
    logger.handlers[:], logger.propagate = before, propagates
    for notifier in made:
        if notifier._loop is not None:
            end_loop(notifier._loop)


def end_loop(loop) -> None:
    """End the notifier's thread, which an app never does, and close its loop."""
    (thread,) = [found for found in threading.enumerate() if found.ident == loop._thread_id]
    loop.call_soon_threadsafe(loop.stop)
    thread.join(WAIT_S)
    loop.close()


def post(notifier: Notifier, *args, **kwargs) -> object:
    done = Kept()
    notifier.post(SystemNote(*(args or ("n", "T")), **kwargs), done)
    ((reason,),) = done.wait_for(1)
    return reason


def test_a_note_is_posted_as_it_was_given(begun) -> None:
    notifier, service, _ = begun("taken")
    assert post(notifier, "n", "T", "B", [("open", "Open")]) == ""
    (note,) = service.sent
    assert (note.identifier, note.title, note.message) == ("n", "T", "B")
    assert [(button.identifier, button.title) for button in note.buttons] == [("open", "Open")]


@pytest.mark.parametrize(("platform", "body"), [("linux", 'a &lt;b&gt; &amp; "c"'), ("darwin", 'a <b> & "c"')])
def test_where_the_body_is_markup_it_is_none(begun, monkeypatch, platform, body) -> None:
    notifier, service, _ = begun("taken")
    monkeypatch.setattr(module.sys, "platform", platform)
    post(notifier, "n", "<T>", 'a <b> & "c"')
    assert (service.sent[0].title, service.sent[0].message) == ("<T>", body)


def test_the_service_is_made_for_the_first_note_with_the_apps_name(begun, tmp_path) -> None:
    notifier, service, _ = begun("taken", icon=str(tmp_path / "logo.png"))
    assert service.made == []
    for name in "ab":
        post(notifier, name, "T")
    ((app_name, icon),) = service.made
    assert (app_name, icon.path) == ("Sales", tmp_path / "logo.png")


def test_without_an_icon_there_is_our_own(begun) -> None:
    notifier, service, _ = begun("taken")
    post(notifier)
    assert service.made[0][1].path.is_file()


def test_what_the_person_does_is_heard(begun) -> None:
    notifier, service, heard = begun("taken")
    post(notifier, "n", "T", "B", [("open", "Open"), ("later", "Later")])
    (note,) = service.sent
    note.on_clicked()
    note.buttons[1].on_pressed()
    note.on_dismissed()
    closed = ("n", "closed", None)  # who clicks takes it away
    assert heard.all == [("n", "clicked", None), closed, ("n", "clicked", "later"), closed, closed]


def test_a_note_is_taken_off_the_screen_once(begun) -> None:
    notifier, service, heard = begun("taken")
    notifier.close("n")
    post(notifier)
    for _ in range(2):
        notifier.close("n")
    notifier.close("never")
    post(notifier, "last", "T")
    assert (service.cleared, heard.all) == (["n"], [("n", "closed", None)])


# What goes wrong.


def test_without_a_session_nothing_is_asked(begun, monkeypatch) -> None:
    notifier, service, _ = begun("taken")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", NO_BUS)
    assert post(notifier) == "there is no desktop session here"
    assert service.made == []


def test_a_connection_that_is_old_is_made_anew(begun) -> None:
    notifier, service, _ = begun("taken", ConnectionError("closed"), "taken")
    assert [post(notifier), post(notifier)] == ["", ""]
    assert len(service.made) == 2


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (ValueError("no"), "ValueError: no"),
        ("silent", "the system did not take it"),
        (("not %s", "authorised"), "not authorised"),
    ],
)
def test_what_the_system_does_not_take_has_a_reason(begun, outcome, reason) -> None:
    notifier, service, _ = begun(outcome, "taken")
    service.outcomes = [outcome, outcome, "taken"]
    assert post(notifier) == reason
    assert post(notifier) == "", "the next may be taken"


def test_the_reason_of_one_is_not_that_of_the_next(begun) -> None:
    notifier, service, _ = begun("silent")
    service.outcomes = [("first",), ("first",), "silent"]
    assert [post(notifier), post(notifier)] == ["first", "the system did not take it"]


def test_a_system_that_does_not_answer_is_given_up(begun, monkeypatch) -> None:
    monkeypatch.setattr(module, "POST_S", 0.02)
    notifier, _, _ = begun("hangs")
    assert post(notifier) == "the system did not take it within 5 s"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="another service there")
def test_without_a_bus_the_reason_is_told(begun, monkeypatch) -> None:
    real = module.DesktopNotifier
    notifier, _, _ = begun("taken")
    monkeypatch.setattr(module, "DesktopNotifier", real)
    reason = post(notifier)
    assert isinstance(reason, str)
    assert reason != ""


def test_a_system_that_does_not_answer_is_not_asked_twice(begun, monkeypatch) -> None:
    monkeypatch.setattr(module, "POST_S", 0.02)
    notifier, service, _ = begun("hangs")
    assert post(notifier) == "the system did not take it within 5 s"
    assert len(service.sent) == 1, "who asked would have given up before the second time"
    service.outcomes = ["taken"]
    assert post(notifier, "next", "T") == ""


def test_who_posts_a_note_waits_for_longer_than_the_system_is_waited_for() -> None:
    assert module.POST_S < TIMEOUT_S


def test_a_button_may_have_a_name_that_means_something_else_to_the_system(begun) -> None:
    notifier, service, heard = begun("taken")
    post(notifier, "n", "T", "B", [("default", "Usual")])
    (button,) = service.sent[0].buttons
    assert button.identifier != "default"
    button.on_pressed()
    assert heard.all[0] == ("n", "clicked", "default")


def test_a_note_that_is_taken_back_while_it_is_posted_is_closed(begun):
    notifier, service, heard = begun("lingers", "taken")
    done = Kept()
    notifier.post(SystemNote("n", "T"), done)
    assert service.lingers.wait(WAIT_S)
    notifier.close("n")
    notifier.post(SystemNote("other", "T"), done)
    done.wait_for(1)
    service.goes_on.set()
    done.wait_for(2)
    assert heard.wait_for(1) == [("n", "closed", None)]
    assert (service.cleared, service.shown) == (["n"], {"other"})


@pytest.mark.parametrize(("signal", "what"), [("_on_action", "default"), ("_on_closed", 1)])
def test_what_is_said_of_a_note_before_its_number_is_known_is_heard(begun, signal, what):
    notifier, service, heard = begun("lingers")
    said, names = Kept(), {}
    service._backend = SimpleNamespace(
        _platform_to_interface_notification_identifier=names, _on_action=said, _on_closed=said
    )
    done = Kept()
    notifier.post(SystemNote("n", "T"), done)
    assert service.lingers.wait(WAIT_S)
    passed = threading.Event()
    notifier._loop.call_soon_threadsafe(getattr(service._backend, signal), 7, what)
    notifier._loop.call_soon_threadsafe(passed.set)
    assert passed.wait(WAIT_S)
    assert said.all == []
    names[7] = "n"
    service.goes_on.set()
    assert said.wait_for(1) == [(7, what)]
    if signal == "_on_closed":
        assert heard.wait_for(1) == [("n", "closed", None)]
    notifier._loop.call_soon_threadsafe(getattr(service._backend, signal), 8, what)
    assert said.wait_for(2)[1] == (8, what), "of another program's"
