"""Functions of the page, called from Python: by the page's stream, answered by a request."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from ..errors import DesktopUnavailable
from ..processes.pending import Pending
from ..protocol.codec import decode, encode

NO_PAGE = (
    "no page can be asked: none is open, or the server that serves the app has no streams; expected an open page under "
    "desktopdash run or desktopdash serve"
)


class PageCalls:
    """See the module.

    Args:
        send: takes an event to a page (its id, the event's kind, its text); False where it does not listen.
    """

    def __init__(self, send: Callable[[str, str, str], bool]) -> None:
        self._send = send
        self._pending = Pending()

    def call(self, page: str | None, name: str, args: Sequence[Any], timeout_s: float | None) -> Any:
        """Call a function and wait for its value; see `Desktop.call_clientside`."""
        if page is None:
            raise DesktopUnavailable(NO_PAGE)
        encoded = encode(list(args)).decode()

        def send(number: int) -> bool:
            return self._send(page, "call", f'{{"id":{number},"name":{json.dumps(name)},"args":{encoded}}}')

        text = self._pending.ask(f"{name} in the page", page, send, timeout_s)
        return None if text is None else decode(text.encode())

    def returned(self, page: str, number: int, text: str | None, error: dict[str, str] | None) -> bool:
        """A page has answered; False where it was not asked that."""
        return self._pending.answer(number, text, error, owner=page)

    def left(self, page: str) -> None:
        """A page is gone."""
        self._pending.drop(page, "the page was left before it answered")

    def close(self) -> None:
        """The app ends."""
        self._pending.drop(None, "the app ends")
