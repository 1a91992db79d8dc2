"""The bridge of pages that have no shell of their own beside them, or whose engine has no channel to it.

One route takes what a page says: calls of exposed functions, answers to what it was asked, clicks on its notifications.
Answers to calls go by the page's stream, so that no call holds a connection; a page without a stream waits for them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Final

from flask import Response

from ..errors import RequestError
from ..protocol.codec import encode
from .answers import json_answer
from .push import PAGE_ID
from .site import Site

MOST_AT_ONCE: Final = 10_000
_PATIENCE_S: Final = 300.0

_Reply = Callable[[str | None, dict[str, str] | None], None]


class BridgeRoute:
    """Answers `_desktopdash-bridge/<page>` for one app."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def take(self, page: str, body: Any) -> Response:
        """Take what a page says: `{"calls": [{"id", "name", "args"}], "returned": [{"id", "value" or "error"}],
        "happened": [{"event", "detail"}]}`.

        Raises:
            RequestError: it is of another shape.
        """
        if not PAGE_ID.match(page):
            raise RequestError("malformed", "the page's id is none")
        calls, returned, happened = (_listed(body, name) for name in ("calls", "returned", "happened"))
        read = [_call(call) for call in calls]
        answers = [_returned(entry) for entry in returned]
        clicks = [_clicked(entry) for entry in happened]
        for answer in answers:
            self._site.link.pages.returned(page, *answer)
        for detail in clicks:
            self._site.link.happenings.happened("note", detail)
        return self._run(page, read)

    def _run(self, page: str, calls: list[tuple[int, bytes]]) -> Response:
        stream = self._site.streams.find(page) if self._site.pushes else None
        if stream is None:
            return self._run_here(page, calls)

        def reply_to(number: int) -> _Reply:
            return lambda text, error: stream.send("bridge", _answer(number, text, error))

        for number, text in calls:
            self._site.link.calls.put(page, text, reply_to(number))
        return Response(status=204)

    def _run_here(self, page: str, calls: list[tuple[int, bytes]]) -> Response:
        answers: list[str] = []
        left = len(calls)
        done = threading.Condition()

        def reply_to(number: int) -> _Reply:
            def reply(text: str | None, error: dict[str, str] | None) -> None:
                nonlocal left
                with done:
                    answers.append(_answer(number, text, error))
                    left -= 1
                    done.notify()

            return reply

        for number, text in calls:
            self._site.link.calls.put(page, text, reply_to(number))
        with done:
            done.wait_for(lambda: not left, _PATIENCE_S)
            return json_answer(f'{{"answers":[{",".join(answers)}]}}'.encode())


def _answer(number: int, text: str | None, error: dict[str, str] | None) -> str:
    rest = f'"value":{text or "null"}' if error is None else f'"error":{encode(error).decode()}'
    return f'{{"id":{number},{rest}}}'


def _listed(body: Any, name: str) -> list[Any]:
    found = body.get(name, []) if isinstance(body, dict) else None
    if not isinstance(found, list) or len(found) > MOST_AT_ONCE or not all(isinstance(entry, dict) for entry in found):
        raise RequestError("malformed", f'expected an object with a list of at most {MOST_AT_ONCE} objects "{name}"')
    return found


def _call(entry: dict[str, Any]) -> tuple[int, bytes]:
    number, name, args = entry.get("id"), entry.get("name"), entry.get("args")
    if type(number) is not int or not isinstance(name, str) or not isinstance(args, list):
        raise RequestError("malformed", 'a call is {"id": number, "name": text, "args": list}')
    return number, encode({"name": name, "args": args})


def _returned(entry: dict[str, Any]) -> tuple[int, str | None, dict[str, str] | None]:
    number, error = entry.get("id"), entry.get("error")
    if type(number) is not int or not (error is None or _is_error(error)):
        raise RequestError("malformed", 'expected "returned" to have entries with "id" and "value" or "error"')
    return number, None if error is not None else encode(entry.get("value")).decode(), error


def _clicked(entry: dict[str, Any]) -> dict[str, Any]:
    given = entry.get("detail")
    detail = {"how": "clicked", "action": None, **given} if isinstance(given, dict) else {}
    is_told = isinstance(detail.get("note"), str) and isinstance(detail["how"], str)
    if entry.get("event") != "note" or not is_told or not isinstance(detail["action"], (str, type(None))):
        raise RequestError("malformed", 'expected "happened" to tell of notifications: {"event": "note", "detail"}')
    return detail


def _is_error(error: Any) -> bool:
    return isinstance(error, dict) and isinstance(error.get("code"), str) and isinstance(error.get("message"), str)
