"""The routes of what pages keep: all of it for a page that begins, and the changes of pages, told to the others."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

from flask import Response, request

from ..errors import RequestError, TextTooLong
from ..profile.storage import Storage, check_lengths
from ..protocol.codec import encode
from .answers import json_answer
from .handlers import read_json
from .push import PAGE_ID
from .site import Site

_MOST_PAGES: Final = 100
_MOST_TOLD: Final = 500_000
"""Characters; a longer text is fetched by those who are told of it: the stream is for what is short."""


class PageStorage:
    """The answers of one app. Changes of a key are made in the order in which its page numbers them, and told in the
    order in which they are made.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._lock = threading.Lock()
        self._newest: OrderedDict[str, dict[str, int]] = OrderedDict()
        self._turn = 0

    def texts(self) -> Response:
        """`_desktopdash-storage`: all texts by key; with `?key=<key>` the one, or none."""
        storage = self._storage()
        page = request.headers.get("X-Desktopdash-Page", "")
        if PAGE_ID.match(page):
            self._site.streams.open(page)  # a change from now on reaches the page, though it listens a little later
        key = request.args.get("key")
        if key is None:
            return json_answer(encode(storage.read_all()))
        text = storage.get(key)
        return json_answer(encode({} if text is None else {key: text}))

    def change(self, page: str) -> Response:
        """`_desktopdash-storage/<page>`: what a page keeps, and what it keeps no longer."""
        storage = self._storage()
        number, changes = _read_changes(page, read_json())
        with self._lock:
            newest = self._of_page(page)
            changes = {key: text for key, text in changes.items() if number > newest.get(key, 0)}
            storage.change(changes)
            newest.update(dict.fromkeys(changes, number))
            for key, text in changes.items():
                self._turn += 1
                self._site.streams.broadcast("storage", _told(key, text, self._turn), but=page)
            return json_answer(encode({"turn": self._turn}))

    def _storage(self) -> Storage:
        if self._site.storage is None:
            raise RequestError("no_profile", "this server has no profile: pages keep their values in the browser", 404)
        return self._site.storage

    def _of_page(self, page: str) -> dict[str, int]:
        """The numbers of a page's last changes, by key."""
        found = self._newest.setdefault(page, {})
        self._newest.move_to_end(page)
        if len(self._newest) > _MOST_PAGES:
            self._newest.popitem(last=False)
        return found


def _told(key: str, text: str | None, turn: int) -> str:
    told: dict[str, Any] = {"key": key, "turn": turn}
    if text is None or len(text) <= _MOST_TOLD:
        told["text"] = text
    return encode(told).decode()


def _read_changes(page: str, body: Any) -> tuple[int, Mapping[str, str | None]]:
    """Read `{"number": 7, "set": {key: text}, "remove": [key]}`.

    Raises:
        RequestError: it is something else, or too long.
    """
    if not PAGE_ID.match(page):
        raise RequestError("bad_page", f"the page's id is {page[:80]!r}; expected 16 to 64 letters, digits or dashes")
    body = body if isinstance(body, dict) else {}
    number, texts, removed = body.get("number"), body.get("set", {}), body.get("remove", [])
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise RequestError("bad_number", f"number is {number!r}; expected a whole number from 1")
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise RequestError("bad_texts", "set is no object of texts by key")
    if not isinstance(removed, list) or not all(isinstance(key, str) for key in removed):
        raise RequestError("bad_keys", "remove is no list of keys")
    changes: dict[str, str | None] = {**texts, **dict.fromkeys(removed)}
    try:
        for key, text in changes.items():
            check_lengths(key, text)
    except TextTooLong as error:
        raise RequestError("too_large", str(error), 413) from error
    return number, changes
