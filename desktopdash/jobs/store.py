"""Where jobs are written down: what every store can do, so that any process of an app finds a job."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from .record import JobRecord

KEEP_EVENTS_S: Final = 3600
"""So long the events of a job that nobody has fetched are kept after its end."""
KEEP_RECORDS_S: Final = 24 * 3600
HOLDER_ALIVE_S: Final = 15
"""A process that has not been heard for so long is gone, and its jobs are lost."""


class StoreError(Exception):
    """A store cannot be read or written.

    Args:
        message: what is wrong.
        about: what it is wrong with; the message where there is nothing else.
        advice: what that means for jobs, and what a person can do.
    """

    def __init__(self, message: str, about: str = "", advice: str = "") -> None:
        super().__init__(message)
        self.about = about or message
        self.advice = advice


class JobStore(Protocol):
    """Records, events and cached results. All text is JSON; nothing is ever unpickled.

    Each method may raise StoreError. Methods are called from any thread.
    """

    def put(self, record: JobRecord) -> None:
        """Write a record, new or changed."""

    def get(self, job: str) -> JobRecord | None:
        """Return a record; None where there is none, or no more."""

    def of_page(self, page: str) -> list[JobRecord]:
        """Return the records of the jobs that a page owns, oldest first."""

    def move(self, record: JobRecord, page: str) -> JobRecord:
        """Give a job to another page; returns its record."""

    def append(self, job: str, events: Iterable[tuple[int, bytes]]) -> None:
        """Write events with their numbers."""

    def events(self, job: str, after: int = 0) -> list[bytes]:
        """Return the events with a number above `after`, in order, without a gap."""

    def drop_events(self, job: str) -> None:
        """Forget the events of a job; its record stays for a while."""

    def ask_cancel(self, job: str) -> None:
        """Leave word for the process that holds a job."""

    def asked_cancel(self, job: str) -> bool:
        """Tell whether somebody left that word."""

    def beat(self, holder: str) -> None:
        """Write that a process lives; see `HOLDER_ALIVE_S`."""

    def is_alive(self, holder: str) -> bool:
        """Tell whether a process has been heard lately."""

    def is_held(self, record: JobRecord) -> bool:
        """Tell whether what runs a job that is not over still lives."""

    def cached(self, key: str, expire_s: float | None) -> bytes | None:
        """Return a cached answer, and keep it for `expire_s` seconds more."""

    def cache(self, key: str, answer: bytes, expire_s: float | None) -> None:
        """Keep an answer for so many seconds; None: until there is no room."""

    def close(self) -> None:
        """Give back what the store has opened itself."""
