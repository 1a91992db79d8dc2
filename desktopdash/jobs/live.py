"""A job that this process holds."""

from __future__ import annotations

import threading
import time

from ..callbacks.spec import CallbackSpec
from ..typing import ErrorHandler
from .record import JobOrder, JobRecord, event_text


class LiveJob:
    """Its record, its order and what it has told so far. The events are here first; the store has a copy.

    Its fields change under its lock. `begin_end` is granted once: who gets it tells the end.

    Args:
        record: as it is created.
        order: what it is to do.
        spec: its callback.
        default: the app's `on_error`.
        cache_key: under which its answer is kept; None where it is not.
    """

    def __init__(
        self,
        record: JobRecord,
        order: JobOrder,
        spec: CallbackSpec,
        default: ErrorHandler | None,
        cache_key: str | None,
    ) -> None:
        self.record = record
        self.order = order
        self.spec = spec
        self.default = default
        self.cache_key = cache_key
        self.lock = threading.RLock()
        self.over = threading.Event()
        self.deadline: float | None = None
        self.over_at: float | None = None
        self.is_submitted = False
        self.is_announced = False
        self.is_delivered = False
        self.heard_at = time.monotonic()
        self._events: list[bytes] = []
        self._is_ending = False

    @property
    def id(self) -> str:
        """Its id."""
        return self.record.id

    def add(self, kind: str, more: bytes) -> tuple[int, bytes]:
        """Add an event; returns its number and its text."""
        number = len(self._events) + 1
        text = event_text(number, kind, more)
        self._events.append(text)
        return number, text

    def announce(self) -> list[bytes]:
        """Return all events so far; what it tells from now on goes to the page by itself."""
        with self.lock:
            self.is_announced = True
            self.is_delivered = self.over.is_set()
            return list(self._events)

    def events(self, after: int = 0) -> list[bytes]:
        """The events with a number above `after`."""
        with self.lock:
            return self._events[after:]

    def size(self) -> int:
        """The bytes of its events."""
        return sum(map(len, self._events))

    def quick_answer(self) -> bytes | None:
        """The text of its only event, where that is its end; the page is told it at once."""
        with self.lock:
            if not self.over.is_set() or len(self._events) != 1:
                return None
            self.is_delivered = True
            return self._events[0]

    @property
    def is_ending(self) -> bool:
        """Whether somebody tells its end: what its function still tells counts for nothing."""
        return self._is_ending

    def begin_end(self) -> bool:
        """Ask to tell the end; True for the first."""
        with self.lock:
            granted, self._is_ending = not self._is_ending, True
            return granted
