"""A store in this process: nothing outlives it, and nothing can be wrong with it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable

from .record import JobRecord
from .store import HOLDER_ALIVE_S, KEEP_EVENTS_S, KEEP_RECORDS_S


class MemoryStore:
    """See `JobStore`.

    Args:
        now: returns seconds that only go forward.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.RLock()
        self._records: dict[str, JobRecord] = {}
        self._events: dict[str, list[tuple[int, bytes]]] = {}
        self._over_since: dict[str, float] = {}
        self._cancels: set[str] = set()
        self._beats: dict[str, float] = {}
        self._cached: dict[str, tuple[float | None, bytes]] = {}

    def put(self, record: JobRecord) -> None:
        """See `JobStore`."""
        with self._lock:
            self._records[record.id] = record
            if record.is_over:
                self._over_since.setdefault(record.id, self._now())
                self._cancels.discard(record.id)
            self._forget_old()

    def get(self, job: str) -> JobRecord | None:
        """See `JobStore`."""
        return self._records.get(job)

    def of_page(self, page: str) -> list[JobRecord]:
        """See `JobStore`."""
        with self._lock:
            return [record for record in self._records.values() if record.page == page]

    def move(self, record: JobRecord, page: str) -> JobRecord:
        """See `JobStore`."""
        moved = record.but(page=page)
        self.put(moved)
        return moved

    def append(self, job: str, events: Iterable[tuple[int, bytes]]) -> None:
        """See `JobStore`."""
        with self._lock:
            self._events.setdefault(job, []).extend(events)

    def events(self, job: str, after: int = 0) -> list[bytes]:
        """See `JobStore`."""
        with self._lock:
            return [text for number, text in self._events.get(job, ()) if number > after]

    def drop_events(self, job: str) -> None:
        """See `JobStore`."""
        with self._lock:
            self._events.pop(job, None)

    def ask_cancel(self, job: str) -> None:
        """See `JobStore`."""
        with self._lock:
            self._cancels.add(job)

    def asked_cancel(self, job: str) -> bool:
        """See `JobStore`."""
        return job in self._cancels

    def beat(self, holder: str) -> None:
        """See `JobStore`."""
        with self._lock:
            self._beats[holder] = self._now()

    def is_alive(self, holder: str) -> bool:
        """See `JobStore`."""
        return self._now() - self._beats.get(holder, float("-inf")) < HOLDER_ALIVE_S

    def is_held(self, record: JobRecord) -> bool:
        """See `JobStore`."""
        return self.is_alive(record.holder)

    def cached(self, key: str, expire_s: float | None) -> bytes | None:
        """See `JobStore`."""
        with self._lock:
            until, answer = self._cached.get(key, (None, None))
            if answer is None or (until is not None and until < self._now()):
                self._cached.pop(key, None)
                return None
            if expire_s is not None:
                self._cached[key] = (self._now() + expire_s, answer)
            return answer

    def cache(self, key: str, answer: bytes, expire_s: float | None) -> None:
        """See `JobStore`."""
        with self._lock:
            now = self._now()
            self._cached = {key: kept for key, kept in self._cached.items() if kept[0] is None or kept[0] >= now}
            self._cached[key] = (None if expire_s is None else self._now() + expire_s, answer)

    def close(self) -> None:
        """Do nothing: there is nothing to give back."""

    def _forget_old(self) -> None:
        now = self._now()
        for job, since in list(self._over_since.items()):  # in the order of their ends
            if now - since <= KEEP_EVENTS_S:
                break
            self._events.pop(job, None)
            if now - since > KEEP_RECORDS_S:
                del self._over_since[job]
                self._records.pop(job, None)
