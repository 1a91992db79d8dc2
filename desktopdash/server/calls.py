"""Several callbacks in one request: `_desktopdash-calls/<page>`.

A request costs a browser more than a quick callback costs the server, and only a few run at a time. What a page would
ask for at once comes together; each part is then answered as the request of its own that it stands for, through the
Flask app with its hooks, its session and its errors. A part that takes its time holds up neither the others nor the
answer: it is promised, and comes by the page's stream (see `later.py`).

    request     [[run, "output"], ...] \n the first part's JSON \n the second's ...
    answer      [[status, "type", bytes], ...] \n the first part's body, the second's, ...
"""

from __future__ import annotations

import io
import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from flask import Flask, Response, current_app, request

from ..callbacks.live import Send
from ..callbacks.registry import CallbackRegistry
from ..errors import RequestError
from ..protocol.codec import decode, encode
from ..records import dataclass
from . import answers
from .later import Later, Task, has_only

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

CALLS_TYPE: Final = "application/vnd.desktopdash.calls"
"""What a request is that has several parts. No form of another site's page can send this."""
ANSWERS_TYPE: Final = "application/vnd.desktopdash.answers"
PART_KEY: Final = "desktopdash.part"
"""In a part's environment: what takes updates to the page at once; see `later.Work`."""
MOST_PARTS: Final = 100
MOST_BYTES: Final = 2**20

_LOOK_S: Final = 0.005
"""So long none of the parts may end until another thread goes on with those that have not begun."""
_PATIENCE_S: Final = 0.1
_LOOKS: Final = 2
"""So many looks in a row that saw no end, with nothing left to begin, and the rest is promised."""
_SHARED_HEADERS: Final = frozenset({"set-cookie", "server-timing", "vary"})
"""They come with the whole answer. What has others is fetched as the answer of its own that it is."""
_log: Final = logging.getLogger("desktopdash.callbacks")


@dataclass(frozen=True, slots=True)
class Part:
    """One callback of a request.

    Attributes:
        run: what the page calls it.
        callback: its name on the wire.
        body: the request's JSON.
    """

    run: int
    callback: str
    body: bytes


def read_parts(body: bytes) -> list[Part]:
    """Return the parts of a request.

    Raises:
        RequestError: it is none.
    """
    head, *bodies = body.split(b"\n")
    try:
        names = decode(head)
    except ValueError as error:
        raise _malformed("its first line is not JSON") from error
    if not isinstance(names, list) or len(names) != len(bodies) or not 0 < len(names) <= MOST_PARTS:
        raise _malformed(f"its first line is no list of 1 to {MOST_PARTS} parts, as many as lines follow")
    return [_part(name, line) for name, line in zip(names, bodies, strict=True)]


def _part(name: Any, body: bytes) -> Part:
    match name:
        case [int(run), str(callback)] if not isinstance(run, bool) and 0 <= run < 10**15:
            return Part(run, callback, body)
    raise _malformed(f"found {str(name)[:60]!r}; expected a run's number and a callback's name for each part")


def _malformed(why: str) -> RequestError:
    return RequestError("malformed", f"the request is not one for several callbacks: {why}")


class Calls:
    """Answers such requests for one app.

    Args:
        registry: its callbacks.
        later: what takes answers to pages that do not wait for them.
        path: of the route for a single callback.
    """

    def __init__(self, registry: CallbackRegistry, later: Later, path: str) -> None:
        self._registry = registry
        self._later = later
        self._path = path

    def answer(self, page: str, parts: list[Part]) -> Response:
        """Answer a page's request. One without a stream can be told nothing later, and gets all at once."""
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        is_told = self._later.is_told(page)
        works = [self._work(app, page, part, is_told) for part in parts]
        responses = _Round(works).responses(waits=not is_told)
        return _joined([self._fit(work.task, one) for work, one in zip(works, responses, strict=True)])

    def _work(self, app: Flask, page: str, part: Part, is_told: bool) -> _Work:
        name = part.callback if self._registry.get(part.callback) is not None else None
        task, is_quick = self._later.begin(page, part.run, name)
        environ = self._environment(part, task.send if is_told else None)
        return _Work(task, is_quick, lambda: self._later.run(task, lambda _: _asked(app, environ), name))

    def _environment(self, part: Part, send: Send | None) -> WSGIEnvironment:
        """The environment of the request that a part stands for."""
        environ = {name: value for name, value in request.environ.items() if name != "werkzeug.request"}
        return environ | {
            "PATH_INFO": self._path,
            "REQUEST_URI": environ.get("SCRIPT_NAME", "") + self._path,
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(part.body)),
            "HTTP_X_DESKTOPDASH_RUN": str(part.run),
            "wsgi.input": io.BytesIO(part.body),
            PART_KEY: send,
        }

    def _fit(self, task: Task, response: Response) -> Response:
        """Return a response that can stand among others, or the promise of it."""
        if has_only(response, _SHARED_HEADERS):
            return response
        self._later.keep(task.page, task.name, response)
        return task.promise()


@dataclass(frozen=True, slots=True)
class _Work:
    """A part to be worked at.

    Attributes:
        task: who gets its response.
        is_quick: whether it needs no thread of its own.
        run: does the work; raises nothing.
    """

    task: Task
    is_quick: bool
    run: Callable[[], None]


class _Round:
    """The parts of one request while they are worked at.

    Those that are known to be slow have a thread each. The others run one after the other in a thread, which takes less
    time than many threads that wait for each other; where one of them lingers, another thread goes on behind it.
    """

    def __init__(self, works: list[_Work]) -> None:
        self._works = works
        self._waiting = deque(work for work in works if work.is_quick)
        self._left = len(works)
        self._lock = threading.Lock()
        self._over = threading.Event()

    def responses(self, *, waits: bool) -> list[Response]:
        """Return the responses in their order, promises of those that are not there soon.

        Args:
            waits: whether to wait for all of them instead.
        """
        for work in self._works:
            if not work.is_quick:
                _in_thread(partial(self._do, work))
        if self._waiting:
            _in_thread(self._work_off)
        self._wait(math.inf if waits else _PATIENCE_S, math.inf if waits else _LOOKS)
        return [work.task.wait(0) for work in self._works]

    def _wait(self, patience_s: float, most_looks: float) -> None:
        """Return when all have ended, or what is left takes its time."""
        until, looks, seen = time.monotonic() + patience_s, 0, self._left
        while not self._over.wait(_LOOK_S) and time.monotonic() < until:
            left, looks = self._left, looks + 1 if self._left == seen else 0
            seen = left
            if looks and self._waiting:
                _in_thread(self._work_off)
                looks = 0
            if looks >= most_looks:
                return

    def _work_off(self) -> None:
        while True:
            try:
                work = self._waiting.popleft()
            except IndexError:
                return
            self._do(work)

    def _do(self, work: _Work) -> None:
        work.run()
        with self._lock:
            self._left -= 1
            if not self._left:
                self._over.set()


def _in_thread(run: Callable[[], None]) -> None:
    threading.Thread(target=run, name="callback", daemon=True).start()


def _asked(app: Flask, environ: WSGIEnvironment) -> Response:
    """The app's answer to a request; what a middleware raises is an answer too."""
    try:
        return cast("Response", Response.from_app(app.wsgi_app, environ, buffered=True))
    except (Exception, SystemExit) as error:  # noqa: BLE001  of the user's own
        _log.exception("A callback's request failed outside the callback")
        return answers.failure(error, str(error), {"callback": None})


def _joined(responses: list[Response]) -> Response:
    bodies = [response.get_data() for response in responses]
    head = [
        [response.status_code, response.content_type or "", len(body)]
        for response, body in zip(responses, bodies, strict=True)
    ]
    whole = Response(b"".join([encode(head), b"\n", *bodies]), mimetype=ANSWERS_TYPE)
    whole.headers["Cache-Control"] = "no-store"
    for response in responses:
        for name, value in response.headers:
            if name.lower() in _SHARED_HEADERS:
                whole.headers.add(name, value)
    return whole
