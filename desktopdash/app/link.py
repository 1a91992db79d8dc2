"""The app's way to the desktop and to its pages, and theirs to the app's exposed functions."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from ..callbacks.context import page_of_call
from ..desktop.calls import CallQueue, calling_page
from ..desktop.exposed import ExposedFunctions
from ..desktop.happenings import Happenings
from ..desktop.link import Handler
from ..desktop.pages import PageCalls
from ..desktop.shell_link import ShellLink
from ..protocol.codec import encode
from ..protocol.pipe import Answer, Ask, Happened
from ..server.push import Streams


class AppLink:
    """See `desktop.link.Link`.

    Args:
        streams: gives the app's streams.
        logger: where failures of the app's functions are told.

    Attributes:
        invite: makes an address that lets a browser in to a path of the app; set by whoever serves it.
    """

    def __init__(self, streams: Callable[[], Streams], logger: logging.Logger) -> None:
        self._streams = streams
        self._logger = logger
        self._shell: ShellLink | None = None
        self.invite: Callable[[str], str] = lambda path: path
        self.exposed = ExposedFunctions()
        self.calls = CallQueue(self.exposed, self._failed)
        self.pages = PageCalls(self._send)
        self.happenings = Happenings(self._failed)

    @property
    def has_shell(self) -> bool:
        """Whether there is a shell, with or without a window."""
        return self._shell is not None

    def connect(self, send: Callable[[Ask | Answer], bool]) -> None:
        """There is a shell; `send` takes a message to it."""
        self._shell = ShellLink(send)

    def hear(self, message: Ask | Answer | Happened) -> None:
        """Take what the shell says; returns soon."""
        shell = self._shell
        assert shell is not None
        match message:
            case Answer():
                shell.answered(message)
            case Happened(event, detail):
                self.happenings.happened(event, detail)
            case Ask(number, "call", args):
                self.calls.put(args["page"], args["text"], lambda text, error: shell.answer(number, text, error))
            case Ask(number, "invite", args):
                shell.answer(number, *self._invited(args["to"]))
            case Ask(number, name):
                shell.answer(number, None, {"code": "unknown", "message": f"the app cannot be asked for {name!r}"})

    def ask(self, name: str, args: Mapping[str, Any], timeout_s: float | None) -> Any:
        """See `Link`."""
        if name == "clientside":
            return self.pages.call(args["page"] or self._page(), args["name"], args["args"], timeout_s)
        if self._shell is not None:
            return self._shell.ask(name, args, timeout_s)
        return self.pages.call(self._page(), f"desktop:{name}", [dict(args)], timeout_s)

    def listen(self, event: str, handler: Handler) -> Callable[[], None]:
        """See `Link`."""
        return self.happenings.listen(event, handler)

    def watch_note(self, note: str, handler: Handler | str) -> None:
        """See `Link`."""
        self.happenings.watch_note(note, self._call_exposed(handler) if isinstance(handler, str) else handler)

    def left(self, page: str) -> None:
        """A page is gone."""
        self.pages.left(page)

    def close(self) -> None:
        """The app ends: nobody waits any longer."""
        self.pages.close()
        if self._shell is not None:
            self._shell.close()

    def _page(self) -> str | None:
        """Whom a question concerns: never another page than the one whose callback, call or job asks."""
        calling = calling_page()
        asking = page_of_call() if calling is None else None
        if asking is not None:
            return asking or None
        return calling or self._streams().newest()

    def _send(self, page: str, kind: str, text: str) -> bool:
        stream = self._streams().find(page)
        if stream is not None:
            stream.send(kind, text)
        return stream is not None

    def _invited(self, path: str) -> tuple[str | None, dict[str, str] | None]:
        """An address that lets the system's browser in to a path of the app, as JSON; or an error."""
        try:
            return encode(self.invite(path)).decode(), None
        except ValueError as error:
            return None, {"code": "invalid", "message": str(error)}

    def _call_exposed(self, name: str) -> Handler:
        self.exposed.find(name)

        def call(action: str | None) -> None:
            body = encode({"name": name, "args": [action]})
            self.calls.put("", body, _ignore)

        return call

    def _failed(self, where: str, error: BaseException) -> None:
        self._logger.error("%s failed", where, exc_info=error)


def _ignore(text: str | None, error: dict[str, str] | None) -> None:
    """Nobody waits for the answer; the queue has logged what was raised."""
