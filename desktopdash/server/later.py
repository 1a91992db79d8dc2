"""Answers that come later: a callback that is not quick gives its connection back.

A browser opens six connections to a host. A request whose callback is not done within `EARLY_S` is answered with 202
and a name; when the callback is done, its answer comes by the page's stream, under that name. What a stream cannot
carry (cookies, headers, a long body) is kept, and the stream only says that it is there: the page fetches it as the
HTTP answer that it is. So a slow callback holds no connection.

What a callback sets beside its outputs goes the same way while it runs; its answer then follows it there, so that the
page sees them in their order.

A thread for each callback is what this costs. A callback whose last calls were all quick runs in the request's own
thread instead; one that takes its time unexpectedly holds one connection, once.

Only for pages that listen to a stream of this very process: under several processes nothing is kept, and every request
waits for its callback.
"""

from __future__ import annotations

import contextvars
import json
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import Any, Final, TypeAlias

from flask import Response, copy_current_request_context, current_app, g, session

from ..callbacks.live import Send
from ..protocol.codec import encode
from ..protocol.frame import FRAME_TYPE
from .answers import json_answer
from .push import Streams, props_text

Work: TypeAlias = Callable[[Send | None], Response]
"""Makes a response; what it is given takes updates to the page at once, None where nothing can."""

Amend: TypeAlias = Callable[[Response], None]
"""Does what is still to be done to a response that nobody waits for."""

# Long enough for a quick callback to answer at once, short enough for five connections to start a hundred a second.
EARLY_S: Final = 0.02
# One whose last call took no longer is waited for longer, where its page has few at work: an answer by the stream comes
# later than one to a request, and a long one has to be fetched.
_SOON_S: Final = 0.1
_SOON_EARLY_S: Final = 0.15
_FEW: Final = 3
# A page with so many callbacks at work has no connection to spare for waiting.
BUSY: Final = 5
_BUSY_EARLY_S: Final = 0.002
# So many of a page's callbacks may run in threads of requests: where all of them linger, a connection is left.
_MOST_INLINE: Final = 4
# A callback is taken to be quick after so many calls in a row that were.
_QUICK_S: Final = 0.005
_QUICK_CALLS: Final = 3
# A longer body is fetched: the stream is for what is short.
_MOST_STREAMED_BYTES: Final = 64_000
# Each runs in a thread; beyond this, requests wait for their callbacks as without all this.
MOST_AT_ONCE: Final = 200
_MOST_ANSWERS: Final = 1000
clock: Callable[[], float] = time.perf_counter
_PLAIN_HEADERS: Final = frozenset({"content-type", "content-length", "cache-control"})


class Later:
    """The answers of one app that are on their way.

    Args:
        streams: whom to tell that an answer is there.
    """

    def __init__(self, streams: Streams) -> None:
        self._streams = streams
        self._answers: dict[tuple[str, str], Response] = {}
        self._running: Counter[str] = Counter()
        self._pace = Pace()
        self._lock = threading.Lock()

    def answer(self, page: str | None, run: int | None, callback: str | None, work: Work) -> Response:
        """Do the work in a thread, and return its response if it is done early, else 202 with a name.

        Args:
            page: who asks; without a stream for it the work is done here and now.
            run: what the page calls this work, if it says so; it stands beside the updates that the work sends.
            callback: the name of the app's callback that this is; None where it has none of that name.
            work: makes the response; raises nothing.
        """
        if page is None or not self.is_told(page):
            return work(None)
        task = Task(page, run, self.send)
        early_s = self._begin(page, callback)
        if early_s is None:
            self.run(task, work, callback, _save_session)
        else:
            self._start(task, work, callback)
        return task.wait(early_s or 0)

    def run(
        self, task: Task, work: Work, callback: str | None, amend: Callable[[Response], None] | None = None
    ) -> None:
        """Do a task's work here and now; its page is told the response where nobody waits for it any more.

        Args:
            task: of `begin`.
            work: see `answer`.
            callback: see `answer`.
            amend: see `Amend`.
        """
        begin = clock()
        try:
            response = work(task.send)
        finally:
            if callback is not None:
                self._pace.note(callback, clock() - begin)
            self._end(task.page)
        if task.end(response):
            if amend is not None:
                amend(response)
            self.keep(task.page, task.name, response)

    def begin(self, page: str, run: int | None, callback: str | None) -> tuple[Task, bool]:
        """Begin a task that no request of its own waits for: `run` is to follow.

        Returns:
            The task, and whether it needs no thread of its own: nobody knows it to be slow, or it is one too many.
        """
        with self._lock:
            self._running[page] += 1
            is_inline = self._running.total() > MOST_AT_ONCE or not self._pace.is_slow(callback)
        return Task(page, run, self.send), is_inline

    def _start(self, task: Task, work: Work, callback: str | None) -> None:
        def run() -> None:
            self.run(task, work, callback, _save_session)

        context = contextvars.copy_context()
        with_request = _with_own_app_context(copy_current_request_context(run))
        threading.Thread(target=context.run, args=(with_request,), name="callback", daemon=True).start()

    def is_told(self, page: str) -> bool:
        """Tell whether a page has a stream."""
        return self._streams.find(page) is not None

    def send(self, page: str, run: int | None, update: bytes) -> None:
        """Tell a page what `set_props` changes."""
        stream = self._streams.find(page)
        if stream is not None:  # else the page is gone, and nobody is left to tell
            stream.send("props", props_text(run, update))

    def fetch(self, page: str, name: str) -> Response | None:
        """An answer that is there, once; None for any other name."""
        with self._lock:
            return self._answers.pop((page, name), None)

    def keep(self, page: str, name: str, response: Response) -> None:
        """Tell the page an answer, or keep it until it is fetched."""
        stream = self._streams.find(page)
        if stream is None:
            return
        told: dict[str, Any] = {"name": name}
        if _is_plain(response) and len(response.get_data()) <= _MOST_STREAMED_BYTES:
            told |= {"status": response.status_code, "body": response.get_data(as_text=True)}
        else:
            self._store(page, name, response)
        stream.send("answer", json.dumps(told))

    def _begin(self, page: str, callback: str | None) -> float | None:
        """Count a piece of work; returns the seconds to wait for it, None when it is to run here and now: it will be
        quick, or is one too many for a thread.
        """
        with self._lock:
            self._running[page] += 1
            of_page = self._running[page]
            if self._running.total() > MOST_AT_ONCE or (of_page <= _MOST_INLINE and self._pace.is_quick(callback)):
                return None
            if of_page > BUSY:
                return _BUSY_EARLY_S
            return _SOON_EARLY_S if of_page <= _FEW and self._pace.is_soon(callback) else EARLY_S

    def _end(self, page: str) -> None:
        with self._lock:
            self._running[page] -= 1
            if not self._running[page]:
                del self._running[page]

    def _store(self, page: str, name: str, response: Response) -> None:
        with self._lock:
            if len(self._answers) >= _MOST_ANSWERS:  # pages that went away: the oldest answers first
                self._answers.pop(next(iter(self._answers)))
            self._answers[page, name] = response


class Pace:
    """How long callbacks take, by what their last calls took."""

    def __init__(self) -> None:
        self._quick: dict[str, int] = {}
        self._last_s: dict[str, float] = {}

    def note(self, callback: str, seconds: float) -> None:
        """Learn what a call took."""
        self._last_s[callback] = seconds
        self._quick[callback] = self._quick.get(callback, 0) + 1 if seconds < _QUICK_S else 0

    def is_quick(self, callback: str | None) -> bool:
        """Tell whether a callback's next call is most likely quick."""
        return callback is not None and self._quick.get(callback, 0) >= _QUICK_CALLS

    def is_soon(self, callback: str | None) -> bool:
        """Tell whether a callback's next call most likely ends in a moment."""
        return callback is not None and self._last_s.get(callback, _SOON_S + 1) <= _SOON_S

    def is_slow(self, callback: str | None) -> bool:
        """Tell whether a callback's last call was not quick."""
        return callback is not None and self._quick.get(callback) == 0


def _with_own_app_context(run: Callable[[], None]) -> Callable[[], None]:
    """Give a thread an app context that ends with it and not with the request that began it; `g` goes along."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    known = dict(vars(g._get_current_object()))

    def run_in_it() -> None:
        with app.app_context():
            vars(g._get_current_object()).update(known)
            run()

    return run_in_it


def has_only(response: Response, names: AbstractSet[str]) -> bool:
    """Whether a response has no headers but those of these names, in lower case, and `_PLAIN_HEADERS`."""
    return {name.lower() for name, _ in response.headers} <= _PLAIN_HEADERS | names


def _is_plain(response: Response) -> bool:
    """Whether a response has nothing that only an HTTP answer can bring."""
    return response.mimetype != FRAME_TYPE and has_only(response, frozenset())


def _save_session(response: Response) -> None:
    """Put what a callback has put into the session into its response: the request that began it has been answered."""
    if not current_app.session_interface.is_null_session(session):
        current_app.session_interface.save_session(current_app, session, response)


class Task:
    """One callback's work, and who gets its response: the request that waits, or the page later.

    Args:
        page: whose it is.
        run: what the page calls it.
        send: takes an update to the page, with the two.
    """

    def __init__(self, page: str, run: int | None, send: Callable[[str, int | None, bytes], None]) -> None:
        self.name = secrets.token_urlsafe(16)
        self.page = page
        self._run = run
        self._send_to = send
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._response: Response | None = None
        self._is_late = False

    def send(self, update: bytes) -> None:
        """Send an update by the stream; from now on the answer goes there too, behind it."""
        self._send_to(self.page, self._run, update)
        with self._lock:
            self._is_late = True

    def end(self, response: Response) -> bool:
        """Take the response; returns whether nobody waits for it any more."""
        with self._lock:
            self._response = response
            self._done.set()
            return self._is_late

    def wait(self, timeout_s: float) -> Response:
        """Return the response, or a promise of it: from then on nobody waits for it."""
        self._done.wait(timeout_s)
        with self._lock:
            if self._response is None:
                self._is_late = True
            if not self._is_late:
                assert self._response is not None
                return self._response
        return self.promise()

    def promise(self) -> Response:
        """Return what stands for the response where it comes later."""
        return json_answer(encode({"later": self.name}), 202)
