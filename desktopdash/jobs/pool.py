"""Worker processes, warm: started ahead of the jobs, used for many of them, as many as the machine has cores.

One thread starts and ends the processes (the kernel's word that a parent died speaks of the thread that started the
child, so it lives as long as the pool). One thread for each worker hears it. Jobs are handed over by whoever submits
them, so that a job for an idle worker waits for no thread.

    starting ──ready──> idle ──job──> busy ──free──> idle
                                       │ └─cancel──> ending ──free──> idle
                                       └──────── died, used up, too large, its moment over ────────> gone
"""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections import deque
from collections.abc import Collection
from typing import Final

from ..callbacks.spec import CallbackSpec
from ..errors import JobLost, JobRefused
from ..records import dataclass, replace
from ..typing import ErrorHandler
from .asks import answer_soon
from .carry import pack
from .executor import GRACE_S, Listener
from .record import Ending, JobOrder
from .talk import Said
from .worker import Launch, Worker, end_workers, told_exit

START_S: Final = 120.0
"""A worker that has not loaded its app by then never will."""
SPARE_S: Final = 60.0
"""Idle workers beyond the first end after so long."""
_TICK_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """How large a pool may grow.

    Attributes:
        workers: processes at one time.
        waiting: jobs that wait for one of them.
        jobs_each: jobs after which a worker is replaced.
        memory_bytes: resident memory after a job beyond which it is replaced.
    """

    workers: int = max(2, min((os.cpu_count() or 1) + 1, 8))  # one more: jobs wait for disks and databases
    waiting: int = 1000
    jobs_each: int = 200
    memory_bytes: int = 2**30


class WorkerPool:
    """See `Executor`.

    Args:
        launch: how a worker is started.
        listener: hears what becomes of the jobs.
        limits: see `PoolLimits`.
    """

    outlives = False

    def __init__(self, launch: Launch, listener: Listener, limits: PoolLimits) -> None:
        self._launch = launch
        self._listener = listener
        self._limits = limits
        self._workers: list[Worker] = []
        self._waiting: deque[tuple[JobOrder, CallbackSpec, ErrorHandler | None]] = deque()
        self._doomed: list[Worker] = []
        self._dead_since: dict[Worker, float] = {}
        self._changed = threading.Condition(threading.RLock())
        self._thread: threading.Thread | None = None
        self._wants_spare = False
        self._cannot_start = False  # the last one that was started did not load the app
        self._closing = False

    def submit(self, order: JobOrder, spec: CallbackSpec, default: ErrorHandler | None) -> None:
        """See `Executor`."""
        with self._changed:
            idle = any(worker.phase == "idle" for worker in self._workers)
            if not idle and len(self._waiting) >= self._limits.waiting:
                raise JobRefused(
                    f"{spec.label}: {len(self._waiting)} jobs wait for one of {self._limits.workers} workers already; "
                    "try again when some have ended"
                )
            self._waiting.append((order, spec, default))
            self._wants_spare, self._cannot_start = True, False
            self._hand_out()
            self._wake()

    def cancel(self, job: str) -> None:
        """See `Executor`."""
        with self._changed:
            self._waiting = deque(item for item in self._waiting if item[0].job != job)
            for worker in self._workers:
                if worker.job is not None and worker.job.job == job and worker.phase == "busy":
                    worker.phase = "ending"
                    worker.ends_at = time.monotonic() + (GRACE_S if worker.has_asked else 0.0)
                    worker.tell_cancel(job)
            self._wake()

    def warm(self) -> None:
        """See `Executor`."""
        with self._changed:
            self._wants_spare = True
            self._wake()

    def close(self, keep: Collection[str] = ()) -> None:  # noqa: ARG002  none can be kept
        """See `Executor`."""
        with self._changed:
            self._closing = True
            self._waiting.clear()
            self._changed.notify_all()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(2.0)

    def pids(self) -> list[int]:
        """The workers' processes, for tests and for a look inside."""
        with self._changed:
            return [worker.pid for worker in self._workers]

    # --- under the lock ---

    def _wake(self) -> None:
        if self._thread is None and not self._closing:
            self._thread = threading.Thread(target=self._run, name="desktopdash-workers", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _hand_out(self) -> None:
        """Give waiting jobs to idle workers."""
        for worker in self._workers:
            while worker.phase == "idle" and self._waiting:  # one that is refused leaves it idle
                self._give(worker, *self._waiting.popleft())

    def _give(self, worker: Worker, order: JobOrder, spec: CallbackSpec, default: ErrorHandler | None) -> None:
        if spec.name not in worker.callbacks:
            try:
                order = replace(order, carried=pack(spec, default))
            except JobRefused as error:
                self._refuse(order, str(error))
                return
        worker.phase, worker.job, worker.has_asked = "busy", order, False
        self._listener.started(order.job)
        worker.give(order)  # where it is gone, its reader says so

    def _refuse(self, order: JobOrder, message: str) -> None:
        self._listener.ended(order.job, Ending("failed", cause=JobRefused(message)))

    def _missing(self) -> int:
        """How many workers are to be started: one for each job, and one more for the next."""
        if self._cannot_start and self._workers:
            return 0
        busy = sum(worker.phase in ("busy", "ending") for worker in self._workers)
        wanted = busy + len(self._waiting) + (1 if self._wants_spare else 0)
        return min(wanted, self._limits.workers) - len(self._workers)

    # --- the pool's thread ---

    def _run(self) -> None:
        while not self._closing:
            self._end_due()
            missing = 0
            with self._changed:
                missing = self._missing()
                if missing <= 0 and not self._closing and not self._doomed:
                    self._changed.wait(self._pause())
            if missing > 0:
                self._start_one()
        self._end_all()

    def _pause(self) -> float:
        now = time.monotonic()
        due = [worker.ends_at - now for worker in self._workers if worker.ends_at is not None]
        due.append(_TICK_S if any(worker.phase == "busy" for worker in self._workers) else SPARE_S)
        return max(0.0, min(due))

    def _start_one(self) -> None:
        try:
            worker = Worker(self._launch, secrets.token_hex(8), time.monotonic())
        except OSError as error:
            self._refuse_waiting(f"no worker can be started: {error}")
            return
        worker.ends_at = time.monotonic() + START_S
        with self._changed:
            self._workers.append(worker)
        worker.read_all(self._hear)

    def _refuse_waiting(self, message: str) -> None:
        """Without a worker nothing that waits would ever end; while another works, it is waited for."""
        with self._changed:
            self._wants_spare = False
            if any(worker.phase in ("idle", "busy") for worker in self._workers):
                self._cannot_start = True
                return
            waiting, self._waiting = self._waiting, deque()
        for order, spec, _ in waiting:
            self._refuse(order, f"{spec.label}: {message}")

    def _end_due(self) -> None:
        now = time.monotonic()
        with self._changed:
            due = [worker for worker in self._workers if worker.ends_at is not None and worker.ends_at <= now]
            due += [worker for worker in self._workers if worker.phase == "busy" and self._is_held_open(worker, now)]
            idle = [worker for worker in self._workers if worker.phase == "idle"]
            spare = [worker for worker in idle[1:] if now - worker.since > SPARE_S]
            for worker in spare:
                worker.phase = "ending"  # so that it is given no job from now on
            due += spare
            due += [worker for worker in self._doomed if worker not in due]
            self._doomed.clear()
        for worker in due:
            self._end(worker)

    def _is_held_open(self, worker: Worker, now: float) -> bool:
        """Whether it has been dead for a while, and something still holds its pipe open. Else its reader tells of its
        death, behind all that the job has told.
        """
        return worker.is_dead() and now - self._dead_since.setdefault(worker, now) >= _TICK_S

    def _end(self, worker: Worker) -> None:
        is_late = not (worker.is_cut_off or worker.is_dead())
        with self._changed:
            self._dead_since.pop(worker, None)
            if worker in self._workers:
                self._workers.remove(worker)
            phase, order, worker.phase = worker.phase, worker.job, "gone"
        code = worker.end()
        if phase == "busy" and order is not None:
            why = told_exit(code)
            cause = JobLost(f"The job was lost: {why}.", code)
            self._listener.ended(order.job, Ending("lost", cause=cause, exit_code=code, why=why))
        elif phase == "starting":
            why = f"it had not loaded the app within {START_S:.0f} s" if is_late else told_exit(code)
            self._refuse_waiting(f"no worker could be started: {why}")

    def _end_all(self) -> None:
        with self._changed:
            left, self._workers = self._workers, []
            for worker in left:
                worker.phase = "gone"
        end_workers(left)

    # --- the workers' threads ---

    def _hear(self, worker: Worker, said: Said | None) -> None:
        if said is None:
            return self._gone(worker)
        head, more = said
        kind = head["kind"]
        if kind == "event":
            if worker.phase == "busy":
                self._listener.told(head["job"], head["event"], more)
        elif kind == "end":
            self._ended(worker, head["job"], Ending(head["state"], more if head["answered"] else None, head["error"]))
        elif kind == "free":
            self._free(worker, head["memory"])
        elif kind == "ready":
            with self._changed:
                worker.callbacks = frozenset(head["callbacks"])
                self._make_idle(worker)
        elif kind == "ask":
            answer_soon(worker, self._listener, head, more)
        elif kind == "asks":
            worker.has_asked = True
        elif kind == "unready":
            self._refuse_waiting(head["message"])

    def _ended(self, worker: Worker, job: str, ending: Ending) -> None:
        with self._changed:
            is_wanted = worker.phase == "busy"  # else its end was told when it was cancelled
            worker.job = None
        if is_wanted:
            self._listener.ended(job, ending)

    def _free(self, worker: Worker, memory_bytes: int) -> None:
        with self._changed:
            if worker.phase == "gone":
                return
            worker.jobs_done += 1
            if worker.jobs_done >= self._limits.jobs_each or memory_bytes > self._limits.memory_bytes:
                worker.phase = "ending"
                self._doomed.append(worker)
            else:
                self._make_idle(worker)
            self._wake()

    def _make_idle(self, worker: Worker) -> None:
        worker.phase, worker.since, worker.ends_at = "idle", time.monotonic(), None
        self._hand_out()

    def _gone(self, worker: Worker) -> None:
        with self._changed:
            worker.is_cut_off = True
            if worker.phase != "gone":
                self._doomed.append(worker)
                self._wake()
