"""What a worker process does: one job after the other, until its pipe ends.

The functions run in the main thread, as in any program. A second thread hears the pipe: a cancel, and its end, upon
which the process ends with all that it has started.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any, Final, TypeAlias

import psutil

from ..callbacks.spec import CallbackSpec
from ..errors import DesktopUnavailable, MissingCallbackContextException
from ..processes.pending import Pending
from ..processes.pipes import Pipe
from ..processes.trees import kill_descendants, kill_marked
from ..typing import ErrorHandler
from .carry import unpack
from .execution import run_order, tell_props
from .record import Ending, JobOrder, described
from .talk import hear, say

Found: TypeAlias = tuple[CallbackSpec, ErrorHandler | None]
Find: TypeAlias = Callable[[str], Found]
"""Returns a callback of the app by its name on the wire, with the app's `on_error`."""

WORKER_VARIABLE: Final = "DESKTOPDASH_WORKER"
"""Environment variable that marks a worker and all that it starts."""

_KILL_S: Final = 0.2
_NO_JOB: Final = (
    "set_props or set_progress was called in a worker while no job ran; expected before the long callback's function "
    "returns. Wait there for the threads that it has started"
)


class Work:
    """One worker's life.

    Args:
        pipe: to the server's process.
        find: looks callbacks up.
        exit_now: ends the process without any further Python; tests give another.
    """

    def __init__(self, pipe: Pipe, find: Find, exit_now: Callable[[int], object] = os._exit) -> None:
        self._pipe = pipe
        self._find = find
        self._exit_now = exit_now
        self._orders: queue.SimpleQueue[JobOrder] = queue.SimpleQueue()
        self._cancelled: set[str] = set()
        self._reporter: _PipeReporter | None = None
        self._pending = Pending()

    def broadcast(self, update: bytes) -> None:
        """Take what `set_props` changes outside a callback, as in a thread that a job has started, to the job's page.

        Raises:
            MissingCallbackContextException: no job runs.
        """
        if self._reporter is None:
            raise MissingCallbackContextException(_NO_JOB)
        tell_props(self._reporter, update)

    def ask(self, name: str, args: bytes, timeout_s: float | None) -> str | None:
        """Ask the server's process for something of the desktop or of the job's page; returns JSON.

        Raises:
            DesktopError: there is no answer; its code says why.
        """
        reporter = self._reporter
        if reporter is None:
            raise DesktopUnavailable(
                f"{name} was asked for in a worker while no job ran; expected before the job's end"
            )

        def send(number: int) -> bool:
            head = {"job": reporter.job, "number": number, "name": name, "timeout_s": timeout_s}
            return say(self._pipe, "ask", args, **head)

        return self._pending.ask(name, reporter.job, send, timeout_s)

    def listen(self) -> None:
        """Hear the pipe in a thread of its own from now on."""
        threading.Thread(target=self._listen, name="worker-pipe", daemon=True).start()

    def run(self) -> None:
        """Work for ever."""
        while True:
            self.do(self._orders.get())

    def do(self, order: JobOrder) -> None:
        """Do one job and tell its end."""
        reporter = self._reporter = _PipeReporter(self._pipe, order.job, self._cancelled)
        ending = self._executed(order, reporter)
        reporter.close()
        self._reporter = None
        head = {"state": ending.state, "error": ending.error, "answered": ending.answer is not None}
        say(self._pipe, "end", ending.answer or b"", job=order.job, **head)
        del ending
        self._cancelled.discard(order.job)
        say(self._pipe, "free", memory=psutil.Process().memory_info().rss)

    def _executed(self, order: JobOrder, reporter: _PipeReporter) -> Ending:
        try:
            found = unpack(order.carried) if order.carried is not None else self._find(order.callback)
        except BaseException as error:  # noqa: BLE001  whatever a module does that is imported for it
            trace = "".join(traceback.format_exception(error))
            return Ending("failed", error=described(error, order.callback, trace))
        return run_order(*found, order, reporter)

    def _listen(self) -> None:
        while (said := hear(self._pipe)) is not None:
            head, more = said
            if head["kind"] == "job":
                self._orders.put(_order(head, more))
            elif head["kind"] == "cancel":
                self._cancelled.add(head["job"])
            elif head["kind"] == "answer":
                self._pending.answer(head["number"], None if head["error"] else more.decode(), head["error"])
        sys.stdout.flush()
        sys.stderr.flush()
        kill_descendants(timeout_s=_KILL_S)
        mark = os.environ.get(WORKER_VARIABLE)
        if mark:  # what has left its parent is no descendant any more
            kill_marked(mark, variable=WORKER_VARIABLE, timeout_s=_KILL_S)
        self._exit_now(0)


def _order(head: dict[str, Any], more: bytes) -> JobOrder:
    carried = head["carried"]
    body, rest = (more[:-carried], more[-carried:]) if carried else (more, None)
    return JobOrder(head["job"], head["callback"], body, head["caller"], head["timeout_s"], rest)


def send_order(pipe: Pipe, order: JobOrder) -> bool:
    """Give a worker its next job; False when it is gone."""
    head = {"job": order.job, "callback": order.callback, "caller": order.caller, "timeout_s": order.timeout_s}
    more = order.body + (order.carried or b"")
    return say(pipe, "job", more, carried=len(order.carried or b""), **head)


class _PipeReporter:
    """Tells the server what a job tells, while it runs."""

    def __init__(self, pipe: Pipe, job: str, cancelled: set[str]) -> None:
        self._pipe = pipe
        self.job = job
        self._cancelled = cancelled
        self._has_asked = False
        self._is_over = False

    def tell(self, kind: str, more: bytes) -> None:
        """See `Reporter`; raises MissingCallbackContextException after the job's end."""
        if self._is_over:
            raise MissingCallbackContextException(_NO_JOB)
        say(self._pipe, "event", more, job=self.job, event=kind)

    def is_cancelled(self) -> bool:
        """See `Reporter`. Who asks gets a moment to end by itself."""
        if not self._has_asked:
            self._has_asked = True
            say(self._pipe, "asks", job=self.job)
        return self.job in self._cancelled

    def close(self) -> None:
        """The job is over."""
        self._is_over = True
