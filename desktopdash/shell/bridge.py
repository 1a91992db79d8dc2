"""What goes between the page, the app's process and the desktop.

    page ──channel──> Bridge ──> window, notes, the system's browser
                         │
                         └──pipe──> the app's process (exposed functions), and back

Whoever asks gets exactly one answer. The page's side runs in the window's thread and never waits: what is for the app's
process is written by a thread of its own, for that process may be busy.
"""

from __future__ import annotations

import itertools
import json
import queue
import threading
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeAlias
from urllib.parse import urlsplit

from ..errors import DesktopError
from ..protocol.operations import check_operation
from ..protocol.pipe import Answer, Ask, FromShell, Happened, answer_of
from .notes import Notes
from .start_file import StartFile

Reply: TypeAlias = Callable[[Any], None]
Finish: TypeAlias = Callable[[str | None, dict[str, str] | None], None]
"""Takes JSON, or an error."""


class Speaks(Protocol):
    """A runtime that can be told something."""

    def tell(self, message: FromShell) -> bool:
        """Send a message; False when it is gone."""


class Surface(Protocol):
    """The window."""

    def operate(self, name: str, args: Mapping[str, Any], reply: Reply) -> bool:
        """Do an operation, in the window's thread, soon; False where it has no such one, or there is no window."""

    def tell_page(self, text: str) -> None:
        """Take JSON to the page."""


class Bridge:
    """See the module.

    Args:
        surface: the window.
        notes: the notifications.
        open_outside: opens a link in the system's browser.
    """

    def __init__(self, surface: Surface, notes: Notes, open_outside: Callable[[str], None]) -> None:
        self._surface = surface
        self._notes = notes
        self._open_outside = open_outside
        self._runtime: Speaks | None = None
        self._page = ""
        self._calls: dict[int, str] = {}
        self._questions: dict[int, Finish] = {}
        self._start_file = StartFile()
        self._numbers = itertools.count(1)
        self._out: queue.SimpleQueue[tuple[Speaks, FromShell]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._writer: threading.Thread | None = None
        notes.connect(self)

    # --- the page, in the window's thread ---

    def page_hello(self, page: str) -> None:
        """A page of the app has been loaded."""
        self._page = page

    def page_ask(self, id_: str, text: str) -> None:
        """The page asks for an operation: `{"name", "args"}`."""

        def finish(value: str | None, error: dict[str, str] | None) -> None:
            self._answer_page(id_, value, error)

        try:
            asked = json.loads(text)
            name, args = asked["name"], asked["args"]
        except (ValueError, TypeError, KeyError, RecursionError):
            finish(None, {"code": "invalid", "message": 'a question is {"name", "args"}; found something else'})
            return
        self._operate("page", name, args, finish)

    def page_call(self, id_: str, text: str) -> None:
        """The page calls an exposed function."""
        with self._lock:
            runtime = self._runtime
            number = next(self._numbers)
            if runtime is not None:
                self._calls[number] = id_
        if runtime is None:
            self._answer_page(id_, None, {"code": "gone", "message": "the app is not running"})
        else:
            self._send(runtime, Ask(number, "call", {"page": self._page, "text": text}))

    def page_happened(self, text: str) -> None:
        """The person has done something with a notice that the page shows."""
        try:
            told = json.loads(text)
            note, how, action = str(told["note"]), str(told["how"]), told.get("action")
        except (ValueError, TypeError, KeyError, RecursionError):
            return  # about a notice that is none: nobody waits for it
        self._notes.heard(note, how, None if action is None else str(action))

    def open_own(self, url: str) -> None:
        """A link of the app wants a window of its own: the system's browser is let in to it, once."""
        parts = urlsplit(url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path

        def invited(text: str | None, error: dict[str, str] | None) -> None:
            if text is not None and error is None:
                self._open_outside(self._start_file.write(json.loads(text)))

        with self._lock:
            runtime, number = self._runtime, next(self._numbers)
            self._questions[number] = invited
        if runtime is not None:
            self._send(runtime, Ask(number, "invite", {"to": path}))

    # --- the app's process, in the thread that reads its pipe ---

    def join(self, runtime: Speaks) -> None:
        """The app answers: it is asked from now on."""
        with self._lock:
            self._runtime = runtime

    def part(self, runtime: Speaks) -> None:
        """A runtime is gone: what it was asked has no answer."""
        with self._lock:
            if self._runtime is not runtime:
                return
            self._runtime = None
            left, self._calls = list(self._calls.values()), {}
            self._questions.clear()
        for id_ in left:
            self._answer_page(id_, None, {"code": "gone", "message": "the app's process ended before it answered"})

    def hear(self, runtime: Speaks, message: Ask | Answer) -> None:
        """Take what a runtime asks or answers."""
        if isinstance(message, Answer):
            with self._lock:
                id_ = self._calls.pop(message.id, None)
                answered = self._questions.pop(message.id, None)
            if id_ is not None:
                self._answer_page(id_, message.text, message.error)
            elif answered is not None:
                answered(message.text, message.error)
            return
        number = message.id
        self._operate(
            "app", message.name, message.args, lambda text, error: self._send(runtime, answer_of(number, text, error))
        )

    # --- both ---

    def happened(self, event: str, detail: Mapping[str, Any]) -> None:
        """Tell the app what happened to the window."""
        with self._lock:
            runtime = self._runtime
        if runtime is not None:
            self._send(runtime, Happened(event, dict(detail)))

    def tell_page(self, event: str, detail: Mapping[str, Any]) -> bool:
        """Tell the page something; False where there is none."""
        if not self._page:
            return False
        self._surface.tell_page(json.dumps({"event": event, "detail": dict(detail)}))
        return True

    def page_gone(self) -> None:
        """The app's page is not shown any more, or not yet."""
        self._page = ""

    def close(self) -> None:
        """The shell ends."""
        self._start_file.remove()

    def _operate(self, owner: str, name: Any, given: Any, finish: Finish) -> None:
        def reply(value: Any) -> None:
            finish(json.dumps(value), None)

        try:
            args = check_operation(name, given)
            if name == "notify":
                self._notes.notify(owner, args, reply)
            elif name == "notify.close":
                self._notes.close(args["note"])
                reply(None)
            elif name == "openExternal":
                self._open_outside(args["url"])
                reply(None)
            elif not self._surface.operate(name, args, reply):
                finish(None, {"code": "unavailable", "message": f"{name}: the window cannot do that here"})
        except DesktopError as error:
            finish(None, error.told())

    def _answer_page(self, id_: str, text: str | None, error: dict[str, str] | None) -> None:
        rest = f'"value":{text or "null"}' if error is None else f'"error":{json.dumps(error)}'
        self._surface.tell_page(f'{{"id":{json.dumps(id_)},{rest}}}')

    def _send(self, runtime: Speaks, message: FromShell) -> None:
        with self._lock:
            if self._writer is None:
                self._writer = threading.Thread(target=self._write_all, name="bridge-out", daemon=True)
                self._writer.start()
        self._out.put((runtime, message))

    def _write_all(self) -> None:
        while True:
            runtime, message = self._out.get()
            runtime.tell(message)
