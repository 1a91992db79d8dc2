"""What is written down of the jobs that this process holds, and told to their pages.

The events of a job are in this process's memory first, so that a full disk or a damaged folder costs what would outlive
the process, and no result. A store that fails is told once, for as long as it does, and asked again for the next job.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

from ..protocol.codec import decode, encode
from .around import Surroundings
from .live import LiveJob
from .record import JobRecord
from .store import JobStore, StoreError

_T = TypeVar("_T")
_QUIET_S: Final = 60.0
"""A store that has not failed for so long, and does again, is told again."""
_SLOW_S: Final = 1.0
_SILENT_S: Final = 10.0
"""A store that takes long to fail is not asked again for so long: jobs are not to wait for it one after the other."""


class Ledger:
    """The store, as far as it works, and the pages.

    Args:
        store: where jobs are written down.
        around: see `Surroundings`.
    """

    def __init__(self, store: JobStore, around: Surroundings) -> None:
        self.store = store
        self._around = around
        self._silent_until = 0.0

    def put_held(self, live: LiveJob) -> None:
        """Write the record of a job that this process holds; another may have given it to another page meanwhile."""
        with live.lock:
            if self._around.is_shared:
                stored = self.ask(lambda: self.store.get(live.id), None)
                live.record = live.record if stored is None else live.record.but(page=stored.page)
            self.put(live.record)

    def put(self, record: JobRecord) -> None:
        """Write a record."""
        self.ask(lambda: self.store.put(record), None)

    def append(self, live: LiveJob, kind: str, more: bytes, *, is_written: bool = False) -> None:
        """Add an event to a job, write it down where it is not, and tell the page that owns the job."""
        with live.lock:
            number, text = live.add(kind, more)
            if not is_written:
                self.ask(lambda: self.store.append(live.id, [(number, text)]), None)
            if live.is_announced:
                live.is_delivered = self._around.deliver(live.record.page, live.id, number, text)

    def events(self, job: str, after: int = 0) -> list[bytes]:
        """Return the events that the store has of a job; an error's traceback only where pages are shown those."""
        none: list[bytes] = []
        found = self.ask(lambda: self.store.events(job, after), none)
        if found and not self._around.debug() and b'"traceback"' in found[-1]:
            end = decode(found[-1])
            end.get("error", {}).pop("traceback", None)
            found[-1] = encode(end)
        return found

    def ask(self, ask: Callable[[], _T], otherwise: _T) -> _T:
        """Return what the store says; where it fails, say so and return something else."""
        begun = time.monotonic()
        if begun < self._silent_until:
            return otherwise
        try:
            return ask()
        except StoreError as error:
            now = time.monotonic()
            if now - begun > _SLOW_S:
                self._silent_until = now + _SILENT_S
            if now - self._around.failed.get(error.about, float("-inf")) > _QUIET_S:
                self._around.logger.error("%s", ". ".join(filter(None, [str(error).rstrip("."), error.advice])))
            self._around.failed[error.about] = now
            return otherwise
