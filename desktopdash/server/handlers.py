"""One function for each route."""

from __future__ import annotations

import functools
import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from flask import Response, request, send_file, send_from_directory
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.http import parse_accept_header
from werkzeug.security import safe_join

from ..callbacks.context import Caller
from ..callbacks.dispatch import Reply, handle, user_traceback
from ..callbacks.live import Send
from ..errors import (
    CallbackFailed,
    DesktopdashError,
    InvalidCallbackReturnValue,
    InvalidResourceError,
    RequestError,
)
from ..protocol.codec import decode, encode
from ..protocol.frame import FRAME_TYPE, JSON_TYPE
from . import answers
from .bridge import BridgeRoute
from .calls import CALLS_TYPE, MOST_BYTES, PART_KEY, Calls, read_parts
from .frames import FRAME_PAGE
from .late import LateMapping
from .later import Later
from .long import LongCallbacks
from .parts import layout_body
from .policy import BARE_POLICY, NONCE_KEY
from .push import PAGE_ID
from .shown import shown_page
from .site import Site
from .suites import KEPT, content_type, find_file, has_own_type, suite_names

# Uploads travel inside the request of a callback; beyond this a browser itself gives up on the text.
MOST_BODY_BYTES: Final = 512 * 2**20
_log: Final = logging.getLogger("desktopdash.callbacks")
_ICON: Final = Path(__file__).parent.parent / "icons" / "desktopdash.ico"


class Handlers:
    """The answers of one app."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._told: set[str] = set()
        self._streams = site.streams
        self._later = Later(site.streams)
        self._calls = Calls(site.registry, self._later, f"{site.routes_prefix}_dash-update-component")
        self._long = LongCallbacks(site)
        self._bridge = BridgeRoute(site)

    def data(self, method: str, answer: Callable[..., Response]) -> Callable[..., Response]:
        """Wrap the handler of a JSON route: one method, errors as JSON."""

        @functools.wraps(answer)
        def view(**parts: str) -> Response:
            if request.method != method:
                wrong = RequestError("wrong_method", f"found {request.method}; expected {method}", 405)
                response = answers.request_error(wrong)
                response.headers["Allow"] = method
                return response
            return self._guarded(lambda: answer(**parts))

        return view

    def _guarded(self, answer: Callable[[], Response]) -> Response:
        """Return a handler's answer, or that to what it raised."""
        try:
            with self._site.serving():
                return answer()
        except RequestError as error:
            return answers.request_error(error)
        except HTTPException as error:  # flask.abort() in the app's code
            return error.get_response()  # type: ignore[return-value]
        except (Exception, SystemExit) as error:  # noqa: BLE001  whatever the app's own code raises
            return self._failed(error)

    def layout(self) -> Response:
        """`_dash-layout`."""
        page = _page_id()
        # What is told from now on reaches the page, though it listens a little later.
        stream = None if page is None else self._streams.open(page)
        accept = request.headers.get("Accept", "")
        body, kind = layout_body(self._site.get_layout(), accept, self._site.logger, stream)
        return Response(body, mimetype=kind, headers={"Cache-Control": "no-store"})

    def dependencies(self) -> Response:
        """`_dash-dependencies`."""
        return answers.json_answer(encode(self._site.registry.entries()))

    def package(self, namespace: str) -> Response:
        """`_desktopdash-package/<namespace>`: what a page loads for components that it does not know."""
        return answers.json_answer(encode(self._site.late_package(namespace)))

    def update(self) -> Response:
        """`_dash-update-component`."""
        body = read_json()  # here: the connection is not the callback's to read from
        spec = self._site.registry.get(body["output"]) if _names_callback(body) else None
        if PART_KEY in request.environ and (spec is None or spec.background is None):
            return self._call(body, request.environ[PART_KEY])
        if spec is not None and spec.background is not None:
            return self._long.start(spec, body, _caller(None, None), _page_id())
        name = None if spec is None else spec.name
        return self._later.answer(_page_id(), _run(), name, lambda send: self._guarded(lambda: self._call(body, send)))

    def calls(self, page: str) -> Response:
        """`_desktopdash-calls/<page>`: several callbacks at once."""
        if request.mimetype != CALLS_TYPE or not PAGE_ID.match(page):
            raise RequestError("not_calls", f"found {request.mimetype!r}; expected {CALLS_TYPE} of a page", 415)
        return self._calls.answer(page, read_parts(read_body(MOST_BYTES)))

    def later(self, page: str, name: str) -> Response:
        """`_desktopdash-answer/<page>/<name>`: what a callback answered that took its time."""
        response = self._later.fetch(page, name)
        if response is None:
            raise RequestError("unknown_answer", "there is no answer of that name, or it was fetched before", 404)
        return response

    def job(self, page: str, job: str) -> Response:
        """`_desktopdash-job/<page>/<job>`: what a job has told."""
        return self._long.events(page, job, request.args.get("after", ""))

    def cancel(self, page: str, job: str) -> Response:
        """`_desktopdash-cancel/<page>/<job>`."""
        read_json()
        return self._long.cancel(page, job)

    def jobs(self, page: str) -> Response:
        """`_desktopdash-jobs/<page>`: the page is drawn, and takes over the jobs of pages before it."""
        body = read_json()
        if self._site.pushes and PAGE_ID.match(page):
            self._streams.open(page)  # what its jobs tell from now on reaches it, though it listens a little later
        return self._long.claim(page, body)

    def push(self, page: str) -> Response:
        """`_desktopdash-push/<page>`: the page's stream."""
        stream = self._streams.open(page) if PAGE_ID.match(page) else None
        if stream is None:
            raise RequestError("no_stream", "too many pages listen, or the page's id is none", 503)
        _log.debug("page listens")
        events = stream.listen(request.headers.get("Last-Event-ID", ""))
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # nginx would hold it back
        return Response(events, mimetype="text/event-stream", headers=headers)

    def bridge(self, page: str) -> Response:
        """`_desktopdash-bridge/<page>`: calls of exposed functions, and answers to what the page was asked."""
        return self._bridge.take(page, read_json())

    def drawn(self, page: str) -> Response:
        """`_desktopdash-drawn/<page>`: the page has drawn what came first of its layout, and waits for the rest."""
        stream = self._streams.find(page)
        if stream is not None:
            stream.is_drawn.set()
        return Response(status=204)

    def leave(self, page: str) -> Response:
        """`_desktopdash-leave/<page>`: the page is gone, and its stream may end."""
        self._streams.leave(page)
        self._site.link.left(page)
        if any(spec.background is not None for spec in self._site.registry):
            self._site.desk.leave(page)
        return Response(status=204)

    def _call(self, body: Any, send: Send | None) -> Response:
        response = Response(mimetype="application/json")
        begin = time.perf_counter()
        try:
            reads_frames = _reads_frames(request.headers.get("Accept", ""))
            reply = handle(self._site.registry, body, _caller(response, send), reads_frames)
        except CallbackFailed as failed:
            if isinstance(failed.error, HTTPException):  # flask.abort() in a callback
                return failed.error.get_response()  # type: ignore[return-value]
            return self._callback_failed(failed)
        _log.debug("callback %s answered in %.1f ms", body["output"], (time.perf_counter() - begin) * 1000)
        return _filled(response, reply)

    def reload_hash(self) -> Response:
        """`_reload-hash`."""
        state = {"files": [], "hard": False, "packages": sorted(suite_names()), "reloadHash": None}
        return answers.json_answer(encode(state))

    def health(self) -> Response:
        """The route named by `health_endpoint`."""
        return Response("OK", mimetype="text/plain")

    def index(self, path: str = "") -> Response:  # noqa: ARG002  the rule names it
        """The page, whatever the path: the app's own routing reads it."""
        try:
            with self._site.serving():
                page, policy = shown_page(self._site, request.environ.get(NONCE_KEY))
                headers = {} if policy is None else {"Content-Security-Policy": policy}
                return Response(page, mimetype="text/html", headers=headers)
        except (Exception, SystemExit) as error:  # noqa: BLE001
            self._tell(error, user_traceback(error))
            detail = user_traceback(error) if self._site.debug else f"{type(error).__name__}: {error}"
            return answers.failure_page("The app cannot be shown", detail)

    def asset(self, path: str) -> Response:
        """`assets/<path>`."""
        return _send_within(self._site.assets.folder, path)

    def suite(self, package: str, path: str) -> Response:
        """`_dash-component-suites/<package>/<path>`."""
        try:
            file, fingerprinted = find_file(package, path)
        except InvalidResourceError as error:
            return answers.request_error(RequestError("unknown_resource", str(error), 404))
        response = send_file(file, mimetype=_type_of(path), conditional=True)
        if fingerprinted:
            response.headers["Cache-Control"] = KEPT
        return response

    def vendored(self, path: str) -> Response:
        """`_desktopdash-vendored/<path>`: the copy of what stands on another host."""
        found = None if self._site.vendored is None else self._site.vendored.find(path)
        if found is None or not found[0].is_file():
            raise NotFound
        response = send_file(found[0], conditional=True)
        response.headers["Content-Type"] = found[1]  # with its own charset
        if "svg" in found[1]:  # opened as a page it would be one of the app's
            response.headers["Content-Security-Policy"] = BARE_POLICY
        return response

    def frame(self) -> Response:
        """`_desktopdash-frame`."""
        return Response(FRAME_PAGE, mimetype="text/html", headers={"Cache-Control": "max-age=86400"})

    def favicon(self) -> Response:
        """`_favicon.ico`."""
        return send_file(_ICON, mimetype="image/x-icon", max_age=86400)

    def _callback_failed(self, failed: CallbackFailed) -> Response:
        own = isinstance(failed.error, InvalidCallbackReturnValue)
        self._site.logger.error(
            "%s", str(failed.error) if own else f"Callback {failed.callback} failed\n{failed.trace}"
        )
        more = {"callback": failed.callback, **self._trace(failed.trace)}
        return answers.failure(failed.error, str(failed.error), more)

    def _failed(self, error: BaseException) -> Response:
        trace = user_traceback(error)
        self._tell(error, trace)
        return answers.failure(error, str(error), {"callback": None, **self._trace(trace)})

    def _trace(self, trace: str) -> Mapping[str, str]:
        return {"traceback": trace} if self._site.debug and trace else {}

    def _tell(self, error: BaseException, trace: str) -> None:
        """Log a failure of the app as a whole; the same one is told once, though every route meets it."""
        text = str(error) if isinstance(error, DesktopdashError) else trace
        if text not in self._told:
            self._told.add(text)
            self._site.logger.error("%s", text)


def _names_callback(body: Any) -> bool:
    return isinstance(body, dict) and isinstance(body.get("output"), str)


def _page_id() -> str | None:
    """The page that asks, where it listens to a stream."""
    page = request.headers.get("X-Desktopdash-Page", "")
    return page if PAGE_ID.match(page) else None


@functools.lru_cache(maxsize=64)  # a page says the same with each of its calls, and reading it takes a tenth of one
def _reads_frames(accept: str) -> bool:
    """Whether who asks has named frames among what it reads; `*/*` is no such name."""
    return FRAME_TYPE in parse_accept_header(accept, MIMEAccept).values()


def _run() -> int | None:
    """What the page calls the run that it asks for."""
    run = request.headers.get("X-Desktopdash-Run", "")
    return int(run) if run.isascii() and run.isdecimal() and len(run) < 16 else None


def read_json() -> Any:
    """Return the value that a request's body stands for.

    Raises:
        RequestError: it is not JSON, or too long.
    """
    if not request.is_json:
        raise RequestError("not_json", f"Content-Type is {request.mimetype!r}; expected application/json", 415)
    body = read_body(MOST_BODY_BYTES)
    try:
        return decode(body)
    except ValueError as error:
        raise RequestError("not_json", f"the body is not JSON: {error}") from error


def read_body(most_bytes: int) -> bytes:
    """Return a request's body.

    Raises:
        RequestError: it is too long.
    """
    length = request.content_length
    if length is not None and length > most_bytes:
        raise RequestError("too_large", f"the body has {length} bytes; at most {most_bytes} are taken", 413)
    # Not more than there is: so much memory is asked for at once.
    body: bytes = request.stream.read(most_bytes + 1 if length is None else length)
    if len(body) > most_bytes:
        raise RequestError("too_large", f"the body is over {most_bytes} bytes", 413)
    return body


def _caller(response: Response | None, send: Send | None) -> Caller:
    asked = request._get_current_object()  # type: ignore[attr-defined]
    return Caller(
        response=response,
        cookies=LateMapping(lambda: dict(asked.cookies)),
        headers=LateMapping(lambda: dict(asked.headers)),
        path=asked.path,
        args=LateMapping(lambda: dict(asked.args)),
        remote=asked.remote_addr,
        origin=asked.headers.get("Origin"),
        send=send,
    )


def _filled(response: Response, reply: Reply) -> Response:
    if reply.body is None:
        response.status_code = 204
        del response.headers["Content-Type"]
    else:
        response.set_data(reply.body)
        if reply.media_type != JSON_TYPE:
            response.content_type = reply.media_type
    for name, timing in reply.timings.items():
        described = f';desc="{timing["desc"]}"' if timing["desc"] is not None else ""
        response.headers.add("Server-Timing", f"{name};dur={timing['dur']}{described}")
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _send_within(folder: Path, path: str) -> Response:
    # safe_join refuses what leaves the folder; a backslash is a separator on one system and a character on
    # others.
    if "\\" in path or safe_join(str(folder), path) is None:
        raise NotFound
    return send_from_directory(folder, path, mimetype=_type_of(path), conditional=True)


def _type_of(path: str) -> str | None:
    """Return a file's content type; None where the system's table is to be asked."""
    return content_type(path).partition(";")[0] if has_own_type(path) else None
