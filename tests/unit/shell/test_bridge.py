"""What goes between the page, the app's process and the desktop: exactly one answer for whoever asks."""

from __future__ import annotations

import json
import threading
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from desktopdash.protocol import pipe
from desktopdash.protocol.pipe import Answer, Ask, Happened
from desktopdash.shell.bridge import Bridge
from desktopdash.shell.notes import Notes

from ..desktop.support import Kept
from .support import FakePerson, FakePolicy, FakeSystem, parsed

GONE = {"code": "gone", "message": "the app's process ended before it answered"}


class FakeSurface:
    """A window. `answers`: what it has for operations; those that are missing it cannot do."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {"window.state": {"title": "T"}, "dialogs.message": ...}
        self.operated: list[tuple[str, dict[str, Any]]] = []
        self.replies: list[Any] = []
        self.told: list[str] = []

    def operate(self, name, args, reply) -> bool:
        self.operated.append((name, dict(args)))
        if name not in self.answers:
            return False
        if self.answers[name] is ...:
            self.replies.append(reply)
        else:
            reply(self.answers[name])
        return True

    def tell_page(self, text: str) -> None:
        self.told.append(text)


class FakeRuntime:
    def __init__(self) -> None:
        self.kept = Kept()

    def tell(self, message) -> bool:
        self.kept(message)
        return True

    def said(self, count: int = 1) -> list[Any]:
        return [message for (message,) in self.kept.wait_for(count)]


class Desk:
    """A bridge with all that is around it."""

    def __init__(self) -> None:
        self.surface, self.system, self.person, self.policy = FakeSurface(), FakeSystem(), FakePerson(), FakePolicy()
        self.opened: list[str] = []
        self.notes = Notes(self.system, self.person, self.policy, lambda: "Sales")
        self.bridge = Bridge(self.surface, self.notes, self.opened.append)
        self.runtime = FakeRuntime()

    def page_ask(self, name: Any, args: Any = None, id_: str = "p:1") -> Any:
        """Ask as the page; returns the answer, None where there is none so far."""
        before = len(self.surface.told)
        self.bridge.page_ask(id_, json.dumps({"name": name, "args": {} if args is None else args}))
        answers = parsed(self.surface.told[before:])
        return answers[0] if answers else None

    def app_ask(self, name: str, args: dict[str, Any] | None = None, id_: int = 7) -> Any:
        """Ask as the app; returns the answer."""
        before = len(self.runtime.kept.all)
        self.bridge.hear(self.runtime, Ask(id_, name, args or {}))
        return self.runtime.said(before + 1)[-1]


@pytest.fixture
def desk() -> Desk:
    made = Desk()
    made.bridge.join(made.runtime)
    return made


# Operations.


def test_the_windows_operations_are_done_and_answered(desk) -> None:
    assert desk.page_ask("window.state") == {"id": "p:1", "value": {"title": "T"}}
    assert desk.app_ask("window.state") == Answer(7, '{"title": "T"}', None)
    assert desk.surface.operated == [("window.state", {})] * 2


def test_an_operation_is_given_all_its_arguments(desk) -> None:
    desk.page_ask("dialogs.message", {"text": "Sure?"})
    assert desk.surface.operated == [
        ("dialogs.message", {"text": "Sure?", "title": "", "kind": "info", "buttons": []}),
    ]


def test_a_person_who_takes_time_is_waited_for_and_others_are_answered_meanwhile(desk) -> None:
    assert desk.page_ask("dialogs.message", {"text": "A"}, "p:1") is None
    assert desk.page_ask("dialogs.message", {"text": "B"}, "p:2") is None
    assert desk.page_ask("window.state", id_="p:3")["id"] == "p:3"
    desk.surface.replies[1]("OK")
    desk.surface.replies[0](None)
    assert parsed(desk.surface.told[1:]) == [{"id": "p:2", "value": "OK"}, {"id": "p:1", "value": None}]


def test_what_the_window_cannot_do_is_unavailable(desk) -> None:
    assert desk.page_ask("window.attention")["error"]["code"] == "unavailable"
    assert desk.app_ask("window.attention").error["code"] == "unavailable"


@pytest.mark.parametrize("name", ["eval", "__class__", "", None, 1, [], {}, ["window.state"], "call", "clientside"])
def test_what_is_no_operation_is_answered(desk, name) -> None:
    assert desk.page_ask(name)["error"]["code"] == "unknown"
    assert desk.surface.operated == []


@pytest.mark.parametrize("args", [[], "x", 1, True, {"more": 1}, {"__proto__": 1}])
def test_arguments_that_do_not_fit_are_answered(desk, args) -> None:
    assert desk.page_ask("window.state", args)["error"]["code"] == "invalid"
    assert desk.surface.operated == []


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "1", '"name"', "{}", '{"name":"window.state"}', '{"args":{}}'])
def test_what_is_no_question_is_answered(desk, text) -> None:
    desk.bridge.page_ask("p:1", text)
    ((answer),) = parsed(desk.surface.told)
    assert (answer["id"], answer["error"]["code"]) == ("p:1", "invalid")


@pytest.mark.parametrize("id_", ["", '"', "\\", "</script>", "ü\n\u2028", "__proto__"])
def test_an_id_comes_back_as_it_was(desk, id_) -> None:
    assert desk.page_ask("window.state", id_=id_)["id"] == id_


def test_links_are_opened_outside(desk) -> None:
    assert desk.page_ask("openExternal", {"url": "https://a"}) == {"id": "p:1", "value": None}
    assert desk.page_ask("openExternal", {"url": "file:///etc/passwd"})["error"]["code"] == "invalid"
    assert desk.app_ask("openExternal", {"url": "mailto:a@b"}) == Answer(7, "null", None)
    assert desk.opened == ["https://a", "mailto:a@b"]


# Notifications.


def test_notes_go_to_who_has_posted_them(desk) -> None:
    desk.bridge.page_hello("page-1")
    assert desk.page_ask("notify", {"note": "n", "title": "T"})["value"]["shown"] == "system"
    assert json.loads(desk.app_ask("notify", {"note": "m", "title": "T"}).text)["shown"] == "system"
    assert [note[0] for note in desk.system.posted] == ["p:n", "a:m"]
    desk.system.heard("p:n", "clicked", "open")
    assert parsed(desk.surface.told)[-1] == {
        "event": "note",
        "detail": {"note": "n", "how": "clicked", "action": "open"},
    }
    desk.system.heard("a:m", "clicked", None)
    assert desk.runtime.said(2)[-1] == Happened("note", {"note": "m", "how": "clicked", "action": None})


def test_a_note_is_closed_by_both(desk) -> None:
    desk.bridge.page_hello("page-1")
    assert desk.app_ask("notify.close", {"note": "n"}).text == "null"
    desk.page_ask("notify.close", {"note": "m"})
    assert desk.system.closed == ["p:n", "a:n", "p:m", "a:m"]
    assert {"event": "notice.close", "detail": {"note": "n"}} in parsed(desk.surface.told)


def test_the_page_says_what_became_of_a_notice(desk) -> None:
    desk.bridge.page_happened('{"note":"n","how":"clicked","action":"open"}')
    desk.bridge.page_happened('{"note":"n","how":"closed"}')
    assert desk.runtime.said(2) == [
        Happened("note", {"note": "n", "how": "clicked", "action": "open"}),
        Happened("note", {"note": "n", "how": "closed", "action": None}),
    ]


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "1", '"note"', "{}", '{"note":"n"}', '{"how":"closed"}'])
def test_what_is_about_no_notice_is_nothing(desk, text) -> None:
    desk.bridge.page_happened(text)
    desk.bridge.happened("focus", {})
    assert desk.runtime.said() == [Happened("focus", {})]


def test_only_a_page_that_is_there_is_told(desk) -> None:
    assert desk.bridge.tell_page("note", {"note": "n"}) is False
    desk.bridge.page_hello("page-1")
    assert desk.bridge.tell_page("note", {"note": "n"}) is True
    desk.bridge.page_gone()
    assert desk.bridge.tell_page("note", {"note": "n"}) is False
    assert parsed(desk.surface.told) == [{"event": "note", "detail": {"note": "n"}}]


# Calls of the app's functions.


def test_calls_go_to_the_app_in_their_order_and_their_answers_back(desk) -> None:
    desk.bridge.page_hello("page-1")
    for number in range(100):
        desk.bridge.page_call(f"p:{number}", f'{{"n":{number}}}')
    asked = desk.runtime.said(100)
    assert [ask.args for ask in asked] == [{"page": "page-1", "text": f'{{"n":{number}}}'} for number in range(100)]
    assert len({ask.id for ask in asked}) == 100
    for number, ask in reversed(list(enumerate(asked))):
        desk.bridge.hear(desk.runtime, Answer(ask.id, str(number), None))
    assert parsed(desk.surface.told) == [{"id": f"p:{number}", "value": number} for number in reversed(range(100))]


def test_an_error_of_the_app_is_the_pages(desk) -> None:
    desk.bridge.page_call("p:1", "{}")
    (ask,) = desk.runtime.said()
    error = {"code": "failed", "message": 'ValueError: "no"'}
    desk.bridge.hear(desk.runtime, Answer(ask.id, None, error))
    assert parsed(desk.surface.told) == [{"id": "p:1", "error": error}]


def test_an_answer_counts_once_and_what_was_not_asked_has_none(desk) -> None:
    desk.bridge.page_call("p:1", "{}")
    (ask,) = desk.runtime.said()
    for number in (ask.id + 1, 0, -1, ask.id, ask.id):
        desk.bridge.hear(desk.runtime, Answer(number, "1", None))
    assert parsed(desk.surface.told) == [{"id": "p:1", "value": 1}]


def test_nothing_is_null(desk) -> None:
    desk.bridge.page_call("p:1", "{}")
    (ask,) = desk.runtime.said()
    desk.bridge.hear(desk.runtime, Answer(ask.id))
    assert parsed(desk.surface.told) == [{"id": "p:1", "value": None}]


def test_without_the_app_a_call_is_answered_at_once() -> None:
    desk = Desk()
    desk.bridge.page_call("p:1", "{}")
    assert parsed(desk.surface.told) == [{"id": "p:1", "error": {"code": "gone", "message": "the app is not running"}}]
    desk.bridge.happened("focus", {})


def test_an_app_that_ends_leaves_no_call_without_an_answer(desk) -> None:
    for number in range(3):
        desk.bridge.page_call(f"p:{number}", "{}")
    first = desk.runtime.said(3)[0]
    desk.bridge.part(desk.runtime)
    assert parsed(desk.surface.told) == [{"id": f"p:{number}", "error": GONE} for number in range(3)]
    desk.bridge.hear(desk.runtime, Answer(first.id, "1", None))
    desk.bridge.part(desk.runtime)
    assert len(desk.surface.told) == 3


def test_an_older_app_that_ends_takes_nothing_from_the_newer(desk) -> None:
    newer = FakeRuntime()
    desk.bridge.part(desk.runtime)
    desk.bridge.join(newer)
    desk.bridge.page_call("p:1", "{}")
    (ask,) = newer.said()
    desk.bridge.part(desk.runtime)
    assert desk.surface.told == []
    desk.bridge.hear(newer, Answer(ask.id, "1", None))
    assert parsed(desk.surface.told) == [{"id": "p:1", "value": 1}]


def test_who_asks_is_answered_also_when_another_app_has_begun(desk) -> None:
    newer = FakeRuntime()
    desk.bridge.hear(desk.runtime, Ask(7, "dialogs.message", {"text": "Sure?"}))
    desk.bridge.part(desk.runtime)
    desk.bridge.join(newer)
    desk.surface.replies[0]("OK")
    assert desk.runtime.said() == [Answer(7, '"OK"', None)]
    assert newer.kept.all == []


def test_an_app_that_is_busy_holds_up_no_page(desk) -> None:
    go, taken = threading.Event(), Kept()

    class Busy(FakeRuntime):
        def tell(self, message) -> bool:
            taken(message)
            return go.wait(10) and super().tell(message)

    busy = Busy()
    desk.bridge.join(busy)
    desk.bridge.page_call("p:1", "{}")
    taken.one()
    for number in range(50):
        desk.bridge.page_call(f"p:{number}", "{}")
    assert desk.page_ask("window.state")["value"] == {"title": "T"}
    go.set()
    assert len(busy.said(51)) == 51


# Links of the app.


def leads_to(place: str) -> str:
    text = Path(unquote(urlsplit(place).path)).read_text(encoding="utf-8")
    return unescape(text.partition("url=")[2].partition('"')[0])


def test_a_link_of_the_app_lets_the_browser_in(desk) -> None:
    desk.bridge.open_own("http://127.0.0.1:1/a/b?c=d&e=%2F#f")
    (ask,) = desk.runtime.said()
    assert (ask.name, ask.args) == ("invite", {"to": "/a/b?c=d&e=%2F"})
    desk.bridge.hear(desk.runtime, Answer(ask.id, '"http://127.0.0.1:1/a?key=\\"x&y"', None))
    (opened,) = desk.opened
    assert opened.startswith("file:///")
    assert leads_to(opened) == 'http://127.0.0.1:1/a?key="x&y'
    desk.bridge.close()
    assert not Path(unquote(urlsplit(opened).path)).exists()
    assert desk.surface.told == []


def test_a_link_that_is_not_let_in_is_not_opened(desk) -> None:
    desk.bridge.open_own("http://127.0.0.1:1/a")
    (ask,) = desk.runtime.said()
    desk.bridge.hear(desk.runtime, Answer(ask.id, None, {"code": "invalid", "message": "no"}))
    assert desk.opened == []


def test_a_link_of_an_app_that_ends_is_not_opened(desk) -> None:
    desk.bridge.open_own("http://127.0.0.1:1/a")
    (ask,) = desk.runtime.said()
    desk.bridge.part(desk.runtime)
    desk.bridge.hear(desk.runtime, Answer(ask.id, '"http://127.0.0.1:1/a"', None))
    assert desk.opened == []
    Desk().bridge.open_own("http://127.0.0.1:1/a")


# What is too much.


@pytest.mark.parametrize("text", ["[" * 100_000, '{"name":"window.state","args":' + '{"a":' * 100_000])
def test_what_is_nested_too_deeply_is_answered(desk, text) -> None:
    desk.bridge.page_ask("p:1", text)
    desk.bridge.page_happened(text)
    (answer,) = parsed(desk.surface.told)
    assert (answer["id"], answer["error"]["code"]) == ("p:1", "invalid")


def test_an_answer_that_is_too_long_for_the_way_to_the_app_is_an_error(desk, monkeypatch) -> None:
    monkeypatch.setattr(pipe, "MOST_ANSWER_BYTES", 10)
    desk.surface.answers["clipboard.read"] = "x" * 9
    assert desk.app_ask("clipboard.read").error["code"] == "failed"
    desk.surface.answers["clipboard.read"] = "x" * 8
    assert desk.app_ask("clipboard.read").text == '"xxxxxxxx"'
