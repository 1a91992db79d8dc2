"""Answers that need no Flask, given while nobody has asked for the Flask app.

Importing Flask takes longer than all the rest of a start. Until `app.server` exists no one can have put routes, hooks
or sessions on it, so the page, its scripts and style sheets, a layout that is no function and the list of callbacks are
the same with and without it. Whatever else is asked, or goes wrong, is left to Flask's routes, which tell it properly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..errors import DesktopdashError
from ..protocol.codec import encode
from ..records import dataclass
from .parts import layout_body
from .policy import NONCE_KEY
from .push import PAGE_ID
from .shown import VENDORED, shown_page
from .suites import KEPT, content_type, find_file

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

    from .site import Site

STORAGE = "_desktopdash-storage"
_SUITES = "_dash-component-suites/"


@dataclass(frozen=True, slots=True)
class EarlyAnswer:
    """An answer with status 200."""

    body: bytes | Iterable[bytes]
    mimetype: str
    cache: str
    policy: str | None = None

    def send(self, start_response: StartResponse) -> Iterable[bytes]:
        """Hand it to a WSGI server."""
        headers = {"Content-Type": self.mimetype, "Cache-Control": self.cache}
        if isinstance(self.body, bytes):
            headers["Content-Length"] = str(len(self.body))
        if self.policy is not None:
            headers["Content-Security-Policy"] = self.policy
        start_response("200 OK", list(headers.items()))
        return [self.body] if isinstance(self.body, bytes) else self.body


def early_answer(site: Site, environ: Mapping[str, Any]) -> EarlyAnswer | None:
    """Return the answer to a plain GET of what needs no Flask; None for the rest."""
    path: str = environ.get("PATH_INFO", "")
    prefix = site.routes_prefix
    if environ.get("REQUEST_METHOD") != "GET" or not path.startswith(prefix):
        return None
    if path == f"{prefix}{STORAGE}" and environ.get("QUERY_STRING"):  # one key of it
        return None
    if environ.get("HTTP_RANGE"):
        return None
    page = environ.get("HTTP_X_DESKTOPDASH_PAGE", "")
    if path in (f"{prefix}_dash-layout", f"{prefix}{STORAGE}") and PAGE_ID.match(page):
        site.streams.open(page)  # as the handlers of the layout and of the storage do
    try:
        return _answer(site, path[len(prefix) :], page, environ)
    except DesktopdashError:
        return None


def _answer(site: Site, path: str, page: str, environ: Mapping[str, Any]) -> EarlyAnswer | None:
    if path.startswith(_SUITES):
        package, _, file_path = path.removeprefix(_SUITES).partition("/")
        file, fingerprinted = find_file(package, file_path)
        return EarlyAnswer(file.read_bytes(), content_type(file.name), KEPT) if fingerprinted else None
    if path.startswith(f"{VENDORED}/"):
        return _vendored_answer(site, path.partition("/")[2])
    if path.startswith(f"{site.assets.url_path}/"):
        return _asset_answer(site, path.removeprefix(f"{site.assets.url_path}/"))
    if path == STORAGE:
        return (
            None
            if site.storage is None
            else EarlyAnswer(encode(site.storage.read_all()), "application/json", "no-store")
        )
    if path not in ("", "_dash-layout", "_dash-dependencies") or not site.is_plain(path):
        return None
    with site.serving():
        if path == "":
            text, policy = shown_page(site, environ.get(NONCE_KEY) or None)
            return EarlyAnswer(text.encode(), "text/html; charset=utf-8", "no-store", policy)
        if path == "_dash-layout":
            accept, stream = environ.get("HTTP_ACCEPT", ""), site.streams.find(page)
            body, kind = layout_body(site.get_layout(), accept, site.logger, stream)
            return EarlyAnswer(body, kind, "no-store")
        return EarlyAnswer(encode(site.registry.entries()), "application/json", "no-store")


def _asset_answer(site: Site, path: str) -> EarlyAnswer | None:
    """Return one of the app's own scripts and style sheets, for which the page waits."""
    if path not in {file.path for file in site.assets.loaded()}:
        return None
    return EarlyAnswer((site.assets.folder / path).read_bytes(), content_type(path), "no-cache")


def _vendored_answer(site: Site, path: str) -> EarlyAnswer | None:
    """Return a copy; pictures that can hold scripts are left to Flask's route, with what has no copy."""
    found = None if site.vendored is None else site.vendored.find(path)
    if found is None or "svg" in found[1] or not found[0].is_file():
        return None
    return EarlyAnswer(found[0].read_bytes(), found[1], "no-cache")
