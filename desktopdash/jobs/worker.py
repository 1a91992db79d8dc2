"""A worker as the server's process sees it: its process, its pipe, what it is doing."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

import psutil

from ..processes.pipes import Pipe, start_process
from ..processes.trees import kill_marked, kill_tree
from ..records import dataclass, field
from .record import JobOrder
from .talk import Said, hear, say
from .work import WORKER_VARIABLE, send_order

Phase: TypeAlias = Literal["starting", "idle", "busy", "ending", "gone"]
"""`ending`: told to end its job, and not given another until it has."""

_KILL_S: Final = 0.5
_DYING_S: Final = 1.0
"""So long a process may take to end that has closed its pipe: a large one frees its memory first."""


@dataclass(frozen=True, slots=True)
class Launch:
    """How workers are started.

    Attributes:
        command: the program and its hidden entry.
        env: the environment.
        load: what the worker is told to load; see `shell.worker`.
    """

    command: list[str]
    load: Mapping[str, Any]
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))


class Worker:
    """One worker process. Its fields belong to the pool, under the pool's lock.

    Raises:
        OSError: the process cannot be started.
    """

    def __init__(self, launch: Launch, mark: str, now: float) -> None:
        self.mark = mark
        self.phase: Phase = "starting"
        self.since = now
        self.job: JobOrder | None = None
        self.has_asked = False
        self.jobs_done = 0
        self.callbacks: frozenset[str] = frozenset()
        self.ends_at: float | None = None
        self.is_cut_off = False
        command = [*launch.command, "--parent", str(os.getpid())]
        self._process: subprocess.Popen[bytes]
        self._process, self._pipe = start_process(command, {**launch.env, WORKER_VARIABLE: mark})
        say(self._pipe, "load", **launch.load)

    def read_all(self, take: Callable[[Worker, Said | None], None]) -> None:
        """Hear it in a thread until it is gone: then None."""

        def read() -> None:
            while (said := _heard(self._pipe)) is not None:
                take(self, said)
            take(self, None)
            self._pipe.close_reader()

        threading.Thread(target=read, name="worker-reader", daemon=True).start()

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def kill_alone(self) -> None:
        """Kill its process, without waiting; `end` is to follow."""
        self._process.kill()

    def is_dead(self) -> bool:
        """Whether its process has ended, though something may still hold its pipe open."""
        return self._process.poll() is not None

    def give(self, order: JobOrder) -> bool:
        """Hand it a job; False when it is gone."""
        return send_order(self._pipe, order)

    def tell_cancel(self, job: str) -> None:
        """Tell it that a job is cancelled."""
        say(self._pipe, "cancel", job=job)

    def answer(self, number: int, text: bytes, error: Mapping[str, str] | None) -> None:
        """Answer what its job has asked for."""
        say(self._pipe, "answer", text, number=number, error=error)

    def end(self) -> int:
        """End it with all that it has started; returns its exit code, minus the number of a signal."""
        if not self._has_ended_itself():
            self._kill()
        self._pipe.close_writer()
        self._process.wait()  # before psutil looks at it: who waits first has the exit code
        kill_marked(self.mark, variable=WORKER_VARIABLE, timeout_s=_KILL_S)
        return self._process.wait()

    def _has_ended_itself(self) -> bool:
        """Whether it has ended, or is about to: a process closes its pipe a moment before it is dead."""
        if not self.is_cut_off:
            return self.is_dead()
        try:
            self._process.wait(_DYING_S)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _kill(self) -> None:
        """Kill it and its descendants. psutil must not wait for it: that would take the exit code away."""
        family: list[psutil.Process] = []
        with contextlib.suppress(psutil.NoSuchProcess):
            family = psutil.Process(self._process.pid).children(recursive=True)
        self._process.kill()
        kill_tree(family, timeout_s=_KILL_S)


def end_workers(workers: Sequence[Worker]) -> None:
    """End several at once: first all the processes, so that each waits for the others' end as for its own."""
    for worker in workers:
        if not worker.is_dead():
            worker.kill_alone()
    for worker in workers:
        worker.end()


def _heard(pipe: Pipe) -> Said | None:
    try:
        return hear(pipe)
    except (OSError, ValueError):  # cut off in the middle of a message
        return None


def told_exit(code: int) -> str:
    """Return how a process ended, in words."""
    if code >= 0:
        return f"its process ended with exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = "unknown"
    hint = "; where nobody did that, the system had no memory left" if name == "SIGKILL" else ""
    return f"its process was ended by signal {-code} ({name}){hint}"
