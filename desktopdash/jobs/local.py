"""Jobs on this machine: a store, warm workers, threads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from .around import JobOptions
from .executor import Executor, Listener
from .jobs import Jobs
from .managers import Home
from .pool import WorkerPool
from .threads import ThreadExecutor

if TYPE_CHECKING:
    from .pool import PoolLimits
    from .store import JobStore


class LocalManager(Protocol):
    """A manager that runs jobs on this machine."""

    cache_by: list[Callable[[], Any]] | None
    expire: float | None
    keep: float

    def make_store(self, home: Home) -> JobStore:
        """Open the store."""

    def limits(self) -> PoolLimits:
        """How many workers there may be."""


def open_local(manager: LocalManager, home: Home) -> Jobs:
    """Open the jobs of a manager; processes are started when there is something to do."""

    def executors(listener: Listener) -> Mapping[str, Executor]:
        pool = WorkerPool(home.launch(), listener, manager.limits())
        return {"process": pool, "thread": ThreadExecutor(listener)}

    options = JobOptions(manager.cache_by, manager.expire, keep_s=manager.keep)
    return Jobs(manager.make_store(home), executors, home.around, options)
