"""Jobs in threads of the server's process (`executor="thread"`).

They share its memory, and cannot be ended by force.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from typing import Final

from ..callbacks.spec import CallbackSpec
from ..errors import JobRefused
from ..typing import ErrorHandler
from .execution import JobStopped, run_order
from .executor import Listener
from .record import JobOrder

MOST_THREADS: Final = 64


class ThreadExecutor:
    """See `Executor`. A cancelled job's thread runs on until its function asks `ctx.cancelled`, tells something, or
    ends; what it comes to counts for nothing.

    Args:
        listener: hears what becomes of the jobs.
    """

    outlives = False

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._running: dict[str, _ThreadReporter] = {}
        self._lock = threading.Lock()

    def submit(self, order: JobOrder, spec: CallbackSpec, default: ErrorHandler | None) -> None:
        """See `Executor`."""
        reporter = _ThreadReporter(order.job, self._listener)
        with self._lock:
            if len(self._running) >= MOST_THREADS:
                raise JobRefused(
                    f"{spec.label}: {MOST_THREADS} jobs run in threads already; try again when some have ended"
                )
            self._running[order.job] = reporter
        threading.Thread(target=self._run, args=(order, spec, default, reporter), name="job", daemon=True).start()

    def cancel(self, job: str) -> None:
        """See `Executor`."""
        with self._lock:
            reporter = self._running.get(job)
        if reporter is not None:
            reporter.cancelled = True

    def warm(self) -> None:
        """Do nothing: a thread is quick to start."""

    def close(self, keep: Collection[str] = ()) -> None:  # noqa: ARG002  none can be kept
        """Tell all of them to end."""
        with self._lock:
            for reporter in self._running.values():
                reporter.cancelled = True

    def _run(
        self, order: JobOrder, spec: CallbackSpec, default: ErrorHandler | None, reporter: _ThreadReporter
    ) -> None:
        self._listener.started(order.job)
        ending = run_order(spec, default, order, reporter)
        with self._lock:
            del self._running[order.job]
        self._listener.ended(order.job, ending)


class _ThreadReporter:
    """Tells what a job tells; a job that was cancelled and does not ask is stopped at the next thing it tells."""

    def __init__(self, job: str, listener: Listener) -> None:
        self._job = job
        self._listener = listener
        self._has_asked = False
        self.cancelled = False

    def tell(self, kind: str, more: bytes) -> None:
        """See `Reporter`; raises JobStopped."""
        if self.cancelled and not self._has_asked:
            raise JobStopped
        self._listener.told(self._job, kind, more)

    def is_cancelled(self) -> bool:
        """See `Reporter`."""
        self._has_asked = True
        return self.cancelled
