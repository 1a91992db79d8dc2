"""Where jobs run: what a pool of processes, threads and Celery have in common."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final, Protocol

from ..callbacks.spec import CallbackSpec
from ..typing import ErrorHandler
from .record import Ending, JobOrder

GRACE_S: Final = 2.0
"""So long a cancelled function that asks `ctx.cancelled` may take to end by itself."""


class Listener(Protocol):
    """Who hears what becomes of jobs; from any thread."""

    def started(self, job: str) -> None:
        """A job's function is about to run."""

    def told(self, job: str, kind: str, more: bytes) -> None:
        """A job told something; see `event_text`."""

    def asked(self, job: str, name: str, args: dict[str, Any], timeout_s: float | None) -> Any:
        """A job wants something of the desktop or of its page; waits for the answer.

        Raises:
            DesktopError: there is none.
        """

    def ended(self, job: str, ending: Ending) -> None:
        """A job came to an end. What is told of it afterwards counts for nothing."""


class Executor(Protocol):
    """Runs orders."""

    def submit(self, order: JobOrder, spec: CallbackSpec, default: ErrorHandler | None) -> None:
        """Run an order, now or when there is room.

        Raises:
            JobRefused: too many wait already.
        """

    def cancel(self, job: str) -> None:
        """End a job, whose end has been told already, or forget it where it waits."""

    def warm(self) -> None:
        """Get ready: a page has been drawn."""

    @property
    def outlives(self) -> bool:
        """Whether its jobs can go on when this process has ended."""

    def close(self, keep: Collection[str] = ()) -> None:
        """End everything but the jobs to keep, within a second."""
