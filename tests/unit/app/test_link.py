"""The app's way to the shell and to its pages, and theirs to its functions."""

import json
import logging
from types import SimpleNamespace

import pytest

from desktopdash.app.link import AppLink
from desktopdash.callbacks import context
from desktopdash.callbacks.context import Caller
from desktopdash.desktop.api import Desktop
from desktopdash.desktop.calls import calling_page
from desktopdash.errors import DesktopError, DesktopTimeout, DesktopUnavailable
from desktopdash.protocol import pipe
from desktopdash.protocol.pipe import Answer, Ask, Happened
from desktopdash.server.push import Streams

from ..desktop.support import OTHER, PAGE, Kept, quietly


class App:
    """A link with its streams, its log and its shell."""

    def __init__(self):
        self.streams = Streams()
        self.lines = []
        logger = logging.Logger("link")
        handler = logging.Handler()
        handler.emit = lambda record: self.lines.append(record.getMessage())
        logger.addHandler(handler)
        self.link = AppLink(lambda: self.streams, logger)
        self.desktop = Desktop(lambda: self.link)
        self.said = Kept()
        self.listening = []

    def connect(self, is_there=True):
        def send(message):
            self.said(message)
            return is_there

        self.link.connect(send)

    def open(self, page):
        """Let a page listen."""
        listening = self.streams.open(page).listen()
        next(listening)
        self.listening.append(listening)
        return listening

    def begin(self, ask, *args, **kwargs):
        """Ask in a thread; returns what becomes of it."""
        came = Kept()

        def run():
            try:
                came(ask(*args, **kwargs))
            except DesktopError as error:
                came(error)

        quietly(run)
        return came

    def answer(self, number, text=None, error=None):
        self.link.hear(Answer(number, text, error))


@pytest.fixture
def app():
    return App()


def told(listening):
    """Return what a page is told next: its kind and its data."""
    _, kind, data = next(listening).decode().strip().splitlines()
    return kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))


# The shell.


def test_with_a_shell_operations_are_asked_of_it(app):
    assert not app.link.has_shell
    app.connect()
    assert app.link.has_shell
    app.open(PAGE)
    came = app.begin(app.desktop.clipboard.read)
    (ask,) = app.said.one()
    assert ask == Ask(ask.id, "clipboard.read", {})
    app.answer(ask.id, '"text"')
    assert came.one() == ("text",)


def test_the_shells_error_is_raised(app):
    app.connect()
    came = app.begin(app.desktop.window.focus)
    (ask,) = app.said.one()
    app.answer(ask.id, None, {"code": "unavailable", "message": "no window"})
    (error,) = came.one()
    assert (error.code, str(error)) == ("unavailable", "no window")


def test_an_answer_that_nobody_waits_for_is_nothing(app):
    app.connect()
    app.answer(77, "1")


def test_a_shell_that_is_gone_is_not_waited_for(app):
    app.connect(is_there=False)
    with pytest.raises(DesktopError, match=r"window\.focus: there is nobody to ask") as caught:
        app.desktop.window.focus()
    assert caught.value.code == "gone"


def test_the_end_of_the_app_ends_the_waiting_for_a_person(app):
    app.connect()
    came = app.begin(app.desktop.dialogs.message, "Sure?")
    app.said.one()
    app.link.close()
    (error,) = came.one()
    assert error.code == "gone"


def test_the_shell_hears_of_what_it_cannot_ask(app):
    app.connect()
    app.link.hear(Ask(5, "eval", {"text": "1"}))
    (answer,) = app.said.one()
    assert (answer.id, answer.text, answer.error["code"]) == (5, None, "unknown")


def test_the_shell_takes_calls_of_the_page_to_the_app(app):
    def add(first: int, second: int):
        return [first + second, calling_page()]

    app.link.exposed.add(add, None, False)
    app.connect()
    app.link.hear(Ask(5, "call", {"page": PAGE, "text": '{"name":"add","args":[1,2]}'}))
    app.link.hear(Ask(6, "call", {"page": PAGE, "text": '{"name":"sub","args":[1,2]}'}))
    (first,), (second,) = app.said.wait_for(2)
    assert first == Answer(5, json.dumps([3, PAGE], separators=(",", ":")), None)
    assert (second.id, second.error["code"]) == (6, "unknown")


def test_what_an_exposed_function_raises_is_logged(app):
    def fail():
        raise ValueError("no")

    app.link.exposed.add(fail, None, False)
    app.connect()
    app.link.hear(Ask(5, "call", {"page": PAGE, "text": '{"name":"fail","args":[]}'}))
    (answer,) = app.said.one()
    assert answer.error == {"code": "failed", "message": "ValueError: no"}
    assert app.lines == ["fail failed"]


def test_the_shell_is_given_an_address_that_lets_a_browser_in(app):
    app.connect()
    app.link.invite = lambda path: f"http://a{path}?key=1"
    app.link.hear(Ask(5, "invite", {"to": "/b"}))
    assert app.said.one() == (Answer(5, '"http://a/b?key=1"', None),)


def test_a_path_that_is_none_is_not_let_in(app):
    app.connect()

    def invite(path):
        raise ValueError("not a path")

    app.link.invite = invite
    app.link.hear(Ask(5, "invite", {"to": "//evil"}))
    assert app.said.one() == (Answer(5, None, {"code": "invalid", "message": "not a path"}),)


def test_events_of_the_window_come_from_the_shell(app):
    app.connect()
    heard = Kept()
    app.desktop.on("theme", heard)
    app.link.hear(Happened("theme", {"theme": "dark"}))
    assert heard.one() == ("dark",)


# Pages.


def test_without_a_shell_the_page_that_was_opened_last_is_asked(app):
    app.open(PAGE)
    last = app.open(OTHER)
    came = app.begin(app.desktop.window.set_title, "T")
    kind, question = told(last)
    assert (kind, question["name"], question["args"]) == ("call", "desktop:window.title", [{"title": "T"}])
    assert not app.link.pages.returned(PAGE, question["id"], None, None)
    assert app.link.pages.returned(OTHER, question["id"], None, None)
    assert came.one() == (None,)


def test_the_page_that_calls_is_asked(app):
    first = app.open(PAGE)
    app.open(OTHER)
    app.link.exposed.add(lambda: app.desktop.call_clientside("n.f"), "ask", False)
    reply = Kept()
    app.link.calls.put(PAGE, '{"name":"ask","args":[]}', reply)
    _, question = told(first)
    app.link.pages.returned(PAGE, question["id"], "7", None)
    assert reply.one() == ("7", None)


@pytest.mark.parametrize("has_shell", [True, False])
def test_functions_of_the_page_are_asked_of_the_page_that_is_named(app, has_shell):
    if has_shell:
        app.connect()
    first = app.open(PAGE)
    app.open(OTHER)
    came = app.begin(app.desktop.call_clientside, "n.f", 1, page=PAGE)
    _, question = told(first)
    assert (question["name"], question["args"]) == ("n.f", [1])
    app.link.pages.returned(PAGE, question["id"], "[2]", None)
    assert came.one() == ([2],)


@pytest.mark.parametrize("page", ["unknown", "__proto__", "\n"])
def test_a_page_that_is_not_open_is_gone(app, page):
    app.open(PAGE)
    with pytest.raises(DesktopError, match="nobody to ask") as caught:
        app.desktop.call_clientside("n.f", page=page)
    assert caught.value.code == "gone"


def test_without_any_page_there_is_no_desktop(app):
    app.streams.open(PAGE)  # nobody listens so far
    for ask in (app.desktop.clipboard.read, lambda: app.desktop.call_clientside("n.f")):
        with pytest.raises(DesktopUnavailable, match="no page can be asked"):
            ask()


def test_no_answer_in_time(app):
    app.open(PAGE)
    with pytest.raises(DesktopTimeout, match=r"n\.f in the page: no answer within 0\.01 s"):
        app.desktop.call_clientside("n.f", timeout=0.01)


def test_a_page_that_is_left_is_not_waited_for(app):
    listening = app.open(PAGE)
    came = app.begin(app.desktop.dialogs.message, "Sure?")
    told(listening)
    app.link.left(PAGE)
    (error,) = came.one()
    assert (error.code, str(error)) == ("gone", "the page was left before it answered")


def test_the_end_of_the_app_ends_the_waiting_for_a_page(app):
    listening = app.open(PAGE)
    came = app.begin(app.desktop.dialogs.message, "Sure?")
    told(listening)
    app.link.close()
    assert came.one()[0].code == "gone"


# Notifications.


def test_a_click_calls_the_function(app):
    heard = Kept()
    app.link.watch_note("n", heard)
    app.connect()
    app.link.hear(Happened("note", {"note": "n", "how": "clicked", "action": "open"}))
    assert heard.one() == ("open",)


def test_a_click_calls_the_exposed_function_of_that_name(app):
    heard = Kept()
    app.link.exposed.add(lambda action: heard(action, calling_page()), "open_report", False)
    app.link.watch_note("n", "open_report")
    app.link.happenings.happened("note", {"note": "n", "how": "clicked", "action": None})
    assert heard.one() == (None, "")


@pytest.mark.parametrize("name", ["unknown", "__class__", ""])
def test_a_click_cannot_call_what_is_not_exposed(app, name):
    with pytest.raises(DesktopError, match="no function is exposed as") as caught:
        app.desktop.notify("T", on_click=name)
    assert caught.value.code == "unknown"


def test_a_click_whose_function_fails_is_logged(app):
    done = Kept()

    def fail(action):
        raise ValueError("no")

    app.link.exposed.add(fail, None, False)
    app.link.watch_note("n", "fail")
    app.link.watch_note("last", done)
    for note in ("n", "last"):
        app.link.happenings.happened("note", {"note": note, "how": "clicked", "action": None})
    done.one()
    app.link.calls.put("", '{"name":"other","args":[]}', done)
    done.wait_for(2)
    assert app.lines == ["fail failed"]


def test_an_answer_that_is_too_long_for_the_way_to_the_shell_is_an_error(app, monkeypatch):
    monkeypatch.setattr(pipe, "MOST_ANSWER_BYTES", 10)
    app.link.exposed.add(lambda size: "x" * size, "long", False)
    app.connect()
    for size in (8, 9):
        app.link.hear(Ask(size, "call", {"page": PAGE, "text": f'{{"name":"long","args":[{size}]}}'}))
    (short,), (long,) = app.said.wait_for(2)
    assert (short.text, short.error) == ('"xxxxxxxx"', None)
    assert (long.id, long.text, long.error["code"]) == (9, None, "failed")


def test_a_callback_whose_page_has_no_stream_does_not_ask_the_page_of_another(app):
    # Under `desktopdash serve`, the twenty-first page has no stream, and its requests name no page.
    app.open(OTHER)
    call = SimpleNamespace(caller=Caller())
    token = context._call.set(call)
    try:
        with pytest.raises(DesktopUnavailable):
            app.desktop.call_clientside("n.f", timeout=0.01)
    finally:
        context._call.reset(token)
