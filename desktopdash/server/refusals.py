"""Answers of the guard itself: a refusal, and the way on after a ticket."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..records import dataclass
from .policy import BARE_POLICY, SAFE_HEADERS, Headers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

_STYLE = "font:15px system-ui,sans-serif;margin:3em auto;max-width:40em;padding:0 1em;color-scheme:light dark"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer."""

    status: str
    headers: Headers
    body: bytes = b""

    def send(self, start_response: StartResponse) -> Iterable[bytes]:
        """Hand it to a WSGI server."""
        length = ("Content-Length", str(len(self.body)))
        start_response(self.status, [*self.headers, *SAFE_HEADERS, length, ("Cache-Control", "no-store")])
        return [self.body]


def refuse(kind: str, message: str, to_do: str, *, as_json: bool) -> Answer:
    """Return the answer to a request that is not let in.

    Args:
        kind: what a program knows it by.
        message: what was found and what was expected.
        to_do: what to do now.
        as_json: whether a script asked, and not a person.
    """
    if as_json:
        body = json.dumps({"error": {"type": kind, "message": f"{message} {to_do}"}}).encode()
        return Answer("403 Forbidden", [("Content-Type", "application/json")], body)
    inner = f"<h1 style='font-size:1.3em'>{html.escape(message)}</h1><p>{html.escape(to_do)}</p>"
    return Answer("403 Forbidden", _page_headers(), _page("Not let in", "", inner))


def go_on(to: str, cookie: tuple[str, str], *, from_elsewhere: bool) -> Answer:
    """Return the answer to a ticket: the cookie, and the way to the app.

    Args:
        to: a path of the app.
        cookie: the header that sets the cookie.
        from_elsewhere: whether another page led here. Browsers keep a strict cookie from a redirect that began
            there, so that the next step has to be one of our own page.
    """
    if not from_elsewhere:
        return Answer("303 See Other", [("Location", to), cookie])
    place = html.escape(to)
    inner = f'<p><a href="{place}">Open the app</a></p>'
    refresh = f'<meta http-equiv="refresh" content="0; url={place}">'
    return Answer("200 OK", [*_page_headers(), cookie], _page("Opening the app", refresh, inner))


def _page_headers() -> Headers:
    return [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", BARE_POLICY)]


def _page(title: str, head: str, inner: str) -> bytes:
    begin = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
    return f'{begin}<body style="{_STYLE}">{inner}</body></html>'.encode()
