"""What a Celery worker does with a job: the function, and beside it a thread that hears whether it is still wanted."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

from ..processes.trees import kill_descendants
from ..protocol.codec import decode, encode
from .carry import unpack
from .execution import JobStopped, run_order, tell_props
from .executor import GRACE_S
from .managers import BaseManager
from .record import Ending, JobOrder, described, took_too_long
from .redis_store import JOB_ALIVE_S, RedisStore
from .store import StoreError

TASK: Final = "desktopdash.job"
RETRY_S: Final = 15.0
"""So long a job tries to tell something while Redis is out of reach; then it is ended, for nobody waits for it."""
_RETRY_PAUSE_S: Final = 0.5
_LATE_S: Final = 2.0
"""So long after its time the worker leaves it to the server's process to end a job."""

_T = TypeVar("_T")


def order_text(order: JobOrder, holder: str) -> str:
    """Return an order as text for Celery; `holder` is who hears what the job tells."""
    carried = None if order.carried is None else order.carried.hex()
    plain = {"job": order.job, "callback": order.callback, "caller": order.caller, "timeout_s": order.timeout_s}
    return encode({**plain, "body": order.body.decode(), "carried": carried, "holder": holder}).decode()


def _read_order(text: str) -> tuple[JobOrder, str]:
    found: dict[str, Any] = decode(text.encode())
    holder: str = found.pop("holder")
    carried = found.pop("carried")
    body: str = found.pop("body")
    return JobOrder(**found, body=body.encode(), carried=carried and bytes.fromhex(carried)), holder


def run_task(store: RedisStore, manager: BaseManager, text: str, *, is_own_process: bool) -> None:
    """Run a job to its end.

    Args:
        store: where it tells what it does.
        manager: whose callbacks it is one of.
        text: see `order_text`.
        is_own_process: whether the process may be ended with the job.
    """
    order, holder = _read_order(text)
    reporter = _Reporter(store, order.job, holder)
    if reporter.is_over():  # cancelled while it waited
        return
    if is_own_process:  # with one job at a time, whose threads may call set_props
        manager.redirect(lambda update: tell_props(reporter, update))
    life = _Life(store, order, reporter, is_own_process)
    life.start()
    try:
        ending = _ending(manager, order, reporter)
        life.spare()
        reporter.end(ending)
    finally:
        life.stop()


def _ending(manager: BaseManager, order: JobOrder, reporter: _Reporter) -> Ending:
    found = unpack(order.carried) if order.carried is not None else manager.find(order.callback)
    if found is None:
        message = (
            f"this worker's app has no long callback `{order.callback}`; start the worker with the app's own module"
        )
        return Ending("failed", error=described(LookupError(message), order.callback))
    return run_order(*found, order, reporter)


class _Reporter:
    """Appends to the job's list, and says so to the process that waits for it."""

    def __init__(self, store: RedisStore, job: str, holder: str) -> None:
        self._store = store
        self._job = job
        self._holder = holder
        self.has_asked = False
        self.cancelled = threading.Event()

    def tell(self, kind: str, more: bytes) -> None:
        """See `Reporter`; raises JobStopped in a job that does not ask whether it is."""
        if self.cancelled.is_set() and not self.has_asked:
            raise JobStopped
        self._append(kind, more)

    def is_cancelled(self) -> bool:
        """See `Reporter`."""
        self.has_asked = True
        return self.cancelled.is_set()

    def is_over(self) -> bool:
        """Whether the job has an end already."""
        return _persistent(lambda: self._store.has_end(self._job))

    def end(self, ending: Ending) -> None:
        """Tell the end, the traceback with it: the server's process keeps it from pages where it has to."""
        self._append("end", ending.told(with_traceback=True))
        record = _persistent(lambda: self._store.get(self._job))
        if record is not None and not record.is_over:
            ended = record.but(state=ending.state, ended_at=time.time())
            _persistent(lambda: self._store.put(ended))

    def _append(self, kind: str, more: bytes) -> None:
        event = b'"kind":"%b",%b' % (kind.encode(), more)
        _persistent(lambda: self._store.append_event(self._job, event))
        _persistent(lambda: self._store.publish(self._holder, self._job))


def _persistent(do: Callable[[], _T]) -> _T:
    """Do something with Redis, and try again for a while where that cannot be reached."""
    until = time.monotonic() + RETRY_S
    while True:
        try:
            return do()
        except StoreError:
            if time.monotonic() > until:
                raise
            time.sleep(_RETRY_PAUSE_S)


class _Life:
    """Says that the job lives, hears a cancel, and ends the process then, with all that the job has started."""

    def __init__(self, store: RedisStore, order: JobOrder, reporter: _Reporter, is_own_process: bool) -> None:
        self._store = store
        self._order = order
        self._reporter = reporter
        self._is_own_process = is_own_process
        self._is_over = threading.Event()
        self._is_done = False
        self._lock = threading.Lock()
        self._until: float | None = None
        self._heard_at = time.monotonic()
        self._late_at = None if order.timeout_s is None else time.monotonic() + order.timeout_s + _LATE_S

    def start(self) -> None:
        """Begin; the first word that it lives is out when this returns."""
        _persistent(lambda: self._store.beat_job(self._order.job))
        _persistent(lambda: self._store.publish(self._reporter._holder, self._order.job))
        threading.Thread(target=self._run, name="job-life", daemon=True).start()

    def spare(self) -> None:
        """The function has ended: from now on the process is not ended with the job, whose end is about to be told."""
        with self._lock:
            self._is_done = True

    def stop(self) -> None:
        """The end has been told."""
        self._is_over.set()

    def _run(self) -> None:
        while not self._is_over.is_set():
            try:
                self._hear()
            except StoreError:  # what matters is tried again by the reporter
                now = time.monotonic()
                if self._until is None and now - self._heard_at > RETRY_S:
                    self._cancel(now)
                self._end_when_due(now)
                self._is_over.wait(_RETRY_PAUSE_S)

    def _hear(self) -> None:
        beat_at = time.monotonic()
        for word in self._store.listen(f"cancel:{self._order.job}", 0.25):
            if self._is_over.is_set():
                return
            now = time.monotonic()
            if now - beat_at > JOB_ALIVE_S / 6:
                beat_at = now
                self._store.beat_job(self._order.job)
            if self._late_at is not None and now > self._late_at and not self._reporter.cancelled.is_set():
                self._time_out()
            if word is not None or (self._until is None and self._store.has_end(self._order.job)):
                self._cancel(now)
            self._heard_at = now
            self._end_when_due(now)

    def _time_out(self) -> None:
        """Tell the end where the server's process, whose affair it is, has not: it may be gone."""
        error = described(took_too_long(self._order), self._order.callback)
        self._reporter.end(Ending("timed_out", error=error))

    def _cancel(self, now: float) -> None:
        self._reporter.cancelled.set()
        self._until = now + (GRACE_S if self._reporter.has_asked else 0.0)

    def _end_when_due(self, now: float) -> None:
        if self._until is None or now < self._until:
            return
        self._until = None
        with self._lock:
            if self._is_own_process and not self._is_done:
                kill_descendants(timeout_s=0.2)
                os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
