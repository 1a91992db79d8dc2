"""The jobs of one manager in one server's process: asked for, told of, cancelled, taken over, ended.

A job comes to exactly one end, whoever is first to tell it (its function, its worker's death, a person, the clock):
`LiveJob.begin_end` is granted once. No executor is called under this class's lock, and no code of the user's.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final, TypeAlias

from ..callbacks.context import Call
from ..errors import BackgroundCallbackError, DesktopUnavailable, JobCancelled, JobRefused
from ..typing import ErrorHandler
from .around import JobOptions, Surroundings
from .beginning import new_job
from .caching import cache_key
from .closing import end_all, executor_of
from .ends import Ends
from .executor import Executor, Listener
from .ledger import Ledger
from .live import LiveJob
from .record import Ending, JobRecord, JobState, took_too_long
from .slots import Slots
from .store import JobStore
from .takeover import Cancelled, Taken, cancel_stored, move_held, move_stored, newest_of_each, stored_events
from .watch import Watch

MakeExecutors: TypeAlias = Callable[[Listener], Mapping[str, Executor]]

_USUAL: Final = JobOptions()
_LONG_BYTES: Final = 2**16
"""What is longer does not stay on the disk after the app's end, once a page has it."""


class Jobs:
    """See the module.

    Args:
        store: where jobs are written down.
        executors: makes what runs jobs, by the names that `executor=` has.
        around: see `Surroundings`.
        options: see `JobOptions`.
    """

    def __init__(
        self,
        store: JobStore,
        executors: MakeExecutors,
        around: Surroundings,
        options: JobOptions = _USUAL,
    ) -> None:
        self._holder = around.holder
        self._around = around
        self._ledger = Ledger(store, around)
        self._ends = Ends(self._ledger, around, options.expire_s, self._after_end)
        self._watch = Watch(self, self._ledger, around, options.keep_s)
        self._options = options
        self._live: dict[str, LiveJob] = {}
        self._slots = Slots()
        self._lock = threading.RLock()
        self._closing = False
        self._executors = executors(self)

    # --- what pages ask for ---

    def start(
        self, call: Call, default: ErrorHandler | None, page: str, slot: str, body: bytes
    ) -> LiveJob | bytes | None:
        """Start a job for a call.

        Args:
            call: the bound call, not run so far.
            default: the app's `on_error`.
            page: who asks.
            slot: see `JobRecord`.
            body: the request's JSON.

        Returns:
            The job; an answer's JSON that was cached, which starts nothing; None where the call is dropped.
        """
        background = call.spec.background
        assert background is not None
        if background.concurrency == "drop" and self._is_taken(page, slot):
            return None
        key = None if self._options.cache_by is None else cache_key(call, self._options.cache_by)
        found = self._cached(key)
        elsewhere = self._elsewhere(page, slot) if background.concurrency in ("replace", "drop") else []
        live = new_job(call, default, page, slot, body, key, self._holder)
        with self._lock:  # of two calls that come at once each sees the other, or is seen by it
            others = self._slots.others(page, slot)
            if (others or elsewhere) and background.concurrency == "drop":
                return None
            if found is None:
                self._live[live.id] = live
                self._slots.add(live)
        if background.concurrency == "replace":
            self._replace_all(page, others, elsewhere)
        if found is not None:
            return found
        return self._begin(live, waits=background.concurrency == "queue" and bool(others))

    def _begin(self, live: LiveJob, *, waits: bool) -> LiveJob:
        if self._closing:
            self._end_for_good(live)
            return live
        self._watch.beat(time.monotonic())  # before another process sees the record
        self._ledger.put(live.record)
        if not waits:
            self._submit(live)
        self._watch.wake()
        return live

    def events(self, page: str, job: str, after: int) -> list[bytes] | None:
        """Return what a job of a page has told after a number; None where the page has no such job."""
        live = self._live.get(job)
        if live is None:
            return stored_events(self._ledger, page, job, after, self._holder)
        if not self._is_owned(live, page):
            return None
        with live.lock:
            live.heard_at = time.monotonic()
            live.is_delivered = live.over.is_set()
            return live.events(after)

    def cancel(self, page: str, job: str) -> Cancelled:
        """Cancel a job of a page."""
        live = self._live.get(job)
        if live is None:
            return cancel_stored(self._ledger, page, job, self._holder)
        if not self._is_owned(live, page):
            return "unknown"
        return "cancelled" if self.cancel_held(live) else "ended"

    def claim(self, page: str, left: Mapping[str, Collection[str]], lost: Iterable[str]) -> list[dict[str, Any]]:
        """Give a page the jobs of others.

        Args:
            page: the new owner.
            left: pages that are gone by their own word, each with the jobs whose end it had not seen: what was sent to
                it in its last moment may not have arrived.
            lost: pages that may be gone: only those that do not listen any more count.

        Returns:
            One `{"job", "output", "outputs", "inputs", "state", "events"}` for each, the events as JSON texts.
        """
        gone = {**left, **{old: () for old in lost if not self._around.is_listening(old)}}
        taken: list[Taken] = []
        for old, unseen in gone.items():
            if old != page:
                with self._lock:
                    held = [live for live in self._live.values() if live.record.page == old]
                    for live in held:
                        self._slots.move(live, page)
                taken += move_held(self._ledger, held, page, unseen) + move_stored(
                    self._ledger, old, page, self._holder
                )
        return newest_of_each(taken)

    def leave(self, page: str) -> None:
        """End the jobs of a page that is gone, where they are not to go on."""
        for live in self.held():
            if live.record.page == page and live.record.on_leave == "cancel":
                self.page_gone(live)

    def record(self, job: str) -> JobRecord | None:
        """Return what is known of a job, for a look inside; None where there is none, or no more."""
        live = self._live.get(job)
        return live.record if live is not None else self._ledger.ask(lambda: self._ledger.store.get(job), None)

    def warm(self) -> None:
        """Get ready for jobs: a page has been drawn."""
        for executor in self._executors.values():
            executor.warm()

    def close(self, patience_s: float = 0.0) -> None:
        """Cancel everything that is not to be kept, and end the workers; the app ends.

        Args:
            patience_s: seconds that jobs with `on_exit="keep"` get to end by themselves. Those that other machines run
                go on without the app.
        """
        self._closing = True
        self._watch.close()
        outliving = end_all(self.held(), self._executors, self._end_for_good, patience_s)
        for live in self.held():
            if live.is_delivered and live.size() > _LONG_BYTES:
                self.forget(live)
        for executor in self._executors.values():
            executor.close(outliving)
        self._ledger.ask(self._ledger.store.close, None)

    # --- what executors tell (`Listener`) ---

    def started(self, job: str) -> None:
        """See `Listener`."""
        live = self._live.get(job)
        if live is None:
            return
        with live.lock:
            if live.order.timeout_s is not None:
                live.deadline = time.monotonic() + live.order.timeout_s
            live.record = live.record.but(state="running", started_at=time.time())
            self._ledger.put_held(live)
        if live.deadline is not None:
            self._watch.wake()

    def told(self, job: str, kind: str, more: bytes) -> None:
        """See `Listener`."""
        live = self._live.get(job)
        if live is not None:
            with live.lock:
                if not live.is_ending:
                    self._ledger.append(live, kind, more, is_written=not self._options.writes_events)

    def asked(self, job: str, name: str, args: dict[str, Any], timeout_s: float | None) -> Any:
        """See `Listener`."""
        live = self._live.get(job)
        if live is None or self._around.ask is None:
            raise DesktopUnavailable(f"{name}: the job has ended, or its app has no desktop")
        return self._around.ask(live.record.page, name, args, timeout_s)

    def ended(self, job: str, ending: Ending) -> None:
        """See `Listener`."""
        live = self._live.get(job)
        if live is not None and live.begin_end():
            self._ends.finish(live, ending)

    # --- what the watch asks for (`Watched`) ---

    def held(self) -> list[LiveJob]:
        """See `Watched`."""
        with self._lock:
            return list(self._live.values())

    def time_out(self, live: LiveJob) -> None:
        """See `Watched`."""
        self._end_early(live, "timed_out", took_too_long(live.order))

    def page_gone(self, live: LiveJob) -> None:
        """See `Watched`."""
        self._end_early(live, "cancelled", JobCancelled("The job was cancelled: its page was left."))

    def cancel_held(self, live: LiveJob) -> bool:
        """See `Watched`; False where it has ended already."""
        return self._end_early(live, "cancelled", JobCancelled("The job was cancelled."))

    def forget(self, live: LiveJob) -> None:
        """See `Watched`."""
        with self._lock:
            self._live.pop(live.id, None)
        self._ledger.ask(lambda: self._ledger.store.drop_events(live.id), None)

    # --- beginnings and ends ---

    def _is_owned(self, live: LiveJob, page: str) -> bool:
        """Whether a page owns a job; another process may have given it to that page."""
        if live.record.page == page or not self._around.is_shared:
            return live.record.page == page
        stored = self._ledger.ask(lambda: self._ledger.store.get(live.id), None)
        if stored is None or stored.page != page:
            return False
        with self._lock, live.lock:
            self._slots.move(live, page)
            live.record = live.record.but(page=page)
        return True

    def _is_taken(self, page: str, slot: str) -> bool:
        with self._lock:
            return bool(self._slots.others(page, slot))

    def _elsewhere(self, page: str, slot: str) -> list[JobRecord]:
        """The unfinished jobs of a slot that other processes hold."""
        if not self._around.is_shared:
            return []
        none: list[JobRecord] = []
        found = self._ledger.ask(lambda: self._ledger.store.of_page(page), none)
        return [
            record for record in found if record.slot == slot and not record.is_over and record.holder != self._holder
        ]

    def _cached(self, key: str | None) -> bytes | None:
        if key is None:
            return None
        return self._ledger.ask(lambda: self._ledger.store.cached(key, self._options.expire_s), None)

    def _end_for_good(self, live: LiveJob) -> None:
        if live.begin_end():
            self._ends.note(live, Ending("cancelled", cause=JobCancelled("The app was ended."), why="the app ended"))

    def _submit(self, live: LiveJob) -> None:
        if live.is_submitted:
            return
        live.is_submitted = True
        executor = self._executors.get(executor_of(live))
        try:
            if executor is None:
                raise JobRefused(f'{live.spec.label}: this manager has no executor="thread"; leave it out')
            executor.submit(live.order, live.spec, live.default)
        except JobRefused as error:
            self.ended(live.id, Ending("failed", cause=error))

    def _end_early(self, live: LiveJob, state: JobState, cause: BackgroundCallbackError) -> bool:
        """End a job from outside; False where it has ended already."""
        if not live.begin_end():
            return False
        self._stop(live)
        self._ends.finish(live, Ending(state, cause=cause, why=str(cause)))
        return True

    def _replace_all(self, page: str, held: Iterable[LiveJob], elsewhere: Iterable[JobRecord]) -> None:
        for other in held:
            self._replace(other)
        for record in elsewhere:
            cancel_stored(self._ledger, page, record.id, self._holder)

    def _replace(self, live: LiveJob) -> None:
        """End a job whose page has asked anew: nobody waits for it any more, and no `on_error` is called."""
        if live.begin_end():
            self._stop(live)
            cause = JobCancelled("The job was cancelled: a newer call has replaced it.")
            self._ends.note(live, Ending("cancelled", cause=cause, why=str(cause)))

    def _stop(self, live: LiveJob) -> None:
        for executor in self._executors.values():
            executor.cancel(live.id)

    def _after_end(self, live: LiveJob) -> None:
        with self._lock:
            following = self._slots.remove(live)
        if following is not None and following.record.state == "queued" and not self._closing:
            background = following.spec.background
            if background is not None and background.concurrency == "queue":
                self._submit(following)
        self._watch.wake()
