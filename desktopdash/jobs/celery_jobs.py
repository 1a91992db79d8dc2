"""Jobs that Celery's workers run. The one importer of celery.

    server's process                         Celery's worker
    apply_async(task_id = job's id) ───────> task "desktopdash.job": execution.run_order
    Tail: reads what the worker appended <── events, the end: a list in Redis, and word on a channel
    cancel: word on a channel, revoke ─────> ends its tree, and itself where it is a process of the pool

A server's process holds the jobs that it has started, as under any manager. Where it dies, the job goes on: any other
process finds its events in Redis.
"""

from __future__ import annotations

import importlib
import logging
import os
import secrets
import threading
import time
from collections.abc import Collection, Mapping
from typing import Any, Final

import celery
from celery.backends.redis import RedisBackend

from ..callbacks.spec import CallbackSpec
from ..errors import IncorrectTypeException, JobLost, JobRefused
from ..protocol.codec import decode, encode
from ..records import dataclass
from ..typing import ErrorHandler
from .around import JobOptions
from .celery_task import TASK, order_text, run_task
from .executor import GRACE_S, Executor, Listener
from .jobs import Jobs
from .managers import BaseManager, Home
from .record import Ending, JobOrder
from .redis_store import RedisStore
from .store import StoreError

GONE_S: Final = 15.0
"""So long Redis may be out of reach; then the jobs that wait for it are lost."""
_LOOK_S: Final = 1.0
"""How often a job is looked after whose worker may have died."""
_KILL_S: Final = 1.0
"""So long a worker may take to end a cancelled job by itself; then Celery is told to end the process."""
_OVER: Final = ("SUCCESS", "FAILURE", "REVOKED")
_log: Final = logging.getLogger("desktopdash.celery")
_PATIENCE: Final = {"socket_timeout": 5.0, "socket_connect_timeout": 5.0}
_FEW_RETRIES: Final = {"max_retries": 2, "interval_start": 0.1, "interval_step": 0.2, "interval_max": 0.5}


def register(celery_app: Any, manager: BaseManager) -> None:
    """Put the task that runs jobs on a Celery app, in the server's processes and in the workers alike.

    Raises:
        IncorrectTypeException: no Celery app, or one whose results are not kept in Redis.
    """
    if not isinstance(celery_app, celery.Celery):
        raise IncorrectTypeException(f"celery_app is {celery_app!r}; expected a celery.Celery")
    if not isinstance(celery_app.backend, RedisBackend):
        raise IncorrectTypeException(
            f"the Celery app keeps its results in {type(celery_app.backend).__name__}; expected Redis, as in "
            'Celery(..., backend="redis://localhost:6379/1")'
        )

    stores: dict[int, RedisStore] = {}  # connections do not outlive a fork

    def job(text: str) -> None:
        store = stores.get(os.getpid()) or stores.setdefault(os.getpid(), open_store(celery_app))
        run_task(store, manager, text, is_own_process=_is_pool_process())

    how = {"ignore_result": False, "store_errors_even_if_ignored": True, "acks_late": False, "shared": False}
    celery_app.task(job, name=TASK, **how)


def open_store(celery_app: Any) -> RedisStore:
    """The store behind a Celery app's results, with less patience than Celery has: two minutes."""
    backend = celery_app.backend
    client = backend._create_client(**{**backend.connparams, **_PATIENCE})
    return RedisStore(client, (*backend.connection_errors, OSError))


def open_celery(manager: Any, home: Home) -> Jobs:
    """Open the jobs of a manager in a server's process."""
    store = open_store(manager.handle)

    def executors(listener: Listener) -> Mapping[str, Executor]:
        return {"process": CeleryExecutor(manager.handle, store, listener)}

    options = JobOptions(manager.cache_by, manager.expire, writes_events=False)
    return Jobs(store, executors, home.around, options)


def _is_pool_process() -> bool:
    """Whether this is a process of a worker's own pool, which may be ended for the sake of one job."""
    return "PoolWorker" in str(importlib.import_module("billiard.process").current_process().name)


class CeleryExecutor:
    """See `Executor`. One thread reads what the workers of all its jobs append.

    Args:
        celery_app: whom jobs are handed to.
        store: where the workers tell what they do.
        listener: hears what becomes of the jobs.
    """

    outlives = True

    def __init__(self, celery_app: Any, store: RedisStore, listener: Listener) -> None:
        self._celery = celery_app
        self._store = store
        self._listener = listener
        self._channel = f"told:{secrets.token_hex(8)}"
        self._jobs: dict[str, _Followed] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closing = threading.Event()
        self._heard_at = time.monotonic()

    def submit(self, order: JobOrder, spec: CallbackSpec, default: ErrorHandler | None) -> None:  # noqa: ARG002
        """See `Executor`."""
        with self._lock:
            self._jobs[order.job] = _Followed()
            self._heard_at = max(self._heard_at, time.monotonic())
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="desktopdash-celery", daemon=True)
                self._thread.start()
        try:
            self._store.check()  # a broker that is silent would be waited for
            text = order_text(order, self._channel)
            # A result that counts would be subscribed to, for ever: only what goes wrong is asked for (`_check`).
            how = {"task_id": order.job, "ignore_result": True, "retry_policy": _FEW_RETRIES}
            self._celery.send_task(TASK, (text,), **how)
        except Exception as error:
            self._forget(order.job)
            raise JobRefused(
                f"{spec.label}: Celery cannot be given the job: {type(error).__name__}: {error}"
            ) from error

    def cancel(self, job: str) -> None:
        """See `Executor`. Told in a thread: a broker out of reach must not hold up who cancels."""
        if self._forget(job):
            threading.Thread(target=self._end, args=(job,), name="celery-cancel", daemon=True).start()

    def warm(self) -> None:
        """Do nothing: the workers are Celery's."""

    def close(self, keep: Collection[str] = ()) -> None:
        """Cancel what runs, but what is to go on."""
        self._closing.set()
        with self._lock:
            left = [job for job in self._jobs if job not in keep]
            self._jobs.clear()
        for job in left:
            self._tell_cancel(job)

    def _forget(self, job: str) -> bool:
        with self._lock:
            return self._jobs.pop(job, None) is not None

    def _tell_cancel(self, job: str) -> None:
        try:
            self._store.publish(f"cancel:{job}", "cancel")
            self._celery.control.revoke(job)
        except (StoreError, OSError, *self._celery.connection().connection_errors) as error:
            _log.error("Celery could not be told to cancel a job: %s", error)

    def _end(self, job: str) -> None:
        """Tell the worker, and Celery, in case it is only waiting; then, where the worker does not hear, to kill it."""
        self._tell_cancel(job)
        if not self._closing.wait(GRACE_S + _KILL_S) and self._celery.AsyncResult(job).state not in _OVER:
            self._celery.control.revoke(job, terminate=True, signal="SIGKILL")

    # --- the thread ---

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                self._read_on()
            except StoreError as error:
                if time.monotonic() - self._heard_at > GONE_S:
                    self._lose_all(str(error))
                self._closing.wait(0.5)

    def _read_on(self) -> None:
        looked_at = 0.0
        for word in self._store.listen(self._channel, _LOOK_S):
            if self._closing.is_set():
                return
            if word is not None:
                self._read(word)
            now = time.monotonic()
            if now - looked_at > _LOOK_S:
                looked_at = now
                self._look_after(now)

    def _look_after(self, now: float) -> None:
        """Read what no word has come for, and find the jobs whose worker has died."""
        with self._lock:
            jobs = list(self._jobs)
        for job in jobs:
            self._read(job)
            followed = self._jobs.get(job)
            if followed is not None and followed.has_started:
                self._check(job)
        self._heard_at = now

    def _read(self, job: str) -> None:
        """Hand on what a job has told since the last time."""
        followed = self._jobs.get(job)
        if followed is None:
            return
        if not followed.has_started and self._store.is_alive(job):
            followed.has_started = True
            self._listener.started(job)
        for text in self._store.events(job, followed.seen):
            followed.seen += 1
            self._hand_on(job, decode(text), text)

    def _hand_on(self, job: str, event: dict[str, Any], text: bytes) -> None:
        if event["kind"] != "end":
            kind = event["kind"]
            self._listener.told(job, kind, text[text.index(b",", text.index(b",") + 1) + 1 : -1])
        elif self._forget(job):
            answer = encode(event["answer"]) if "answer" in event else None
            self._listener.ended(job, Ending(event["state"], answer, event.get("error")))

    def _check(self, job: str) -> None:
        """End a job whose task has failed without an end of its own, or that does not live any more."""
        result = self._celery.AsyncResult(job)
        if result.state in _OVER:
            why = f"its worker ended: {result.result}" if result.state != "SUCCESS" else "its worker told no end"
        elif not self._store.is_alive(job):
            why = "its worker has not been heard for a while"
        else:
            return
        self._read(job)  # it may have told its end a moment before
        if self._forget(job):
            self._listener.ended(job, _lost(why))

    def _lose_all(self, why: str) -> None:
        with self._lock:
            jobs = list(self._jobs)
            self._jobs.clear()
        for job in jobs:
            self._listener.ended(job, _lost(why))


@dataclass(slots=True)
class _Followed:
    """How far a job has been read."""

    seen: int = 0
    has_started: bool = False


def _lost(why: str) -> Ending:
    return Ending("lost", cause=JobLost(f"The job was lost: {why.rstrip('.')}."), why=why)
