"""The managers that an app is given: where jobs are kept, and how they are run.

They are plain settings: an app's module makes them in every process that loads it, workers included, and nothing is
started or opened by that.
"""

from __future__ import annotations

import importlib
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ..errors import IncorrectTypeException
from ..records import dataclass, field

if TYPE_CHECKING:
    from ..callbacks.live import Send
    from ..callbacks.registry import CallbackRegistry
    from ..callbacks.spec import CallbackSpec
    from ..typing import ErrorHandler
    from .around import Surroundings
    from .jobs import Jobs
    from .pool import PoolLimits
    from .store import JobStore
    from .worker import Launch

CacheBy: TypeAlias = Callable[[], Any] | Sequence[Callable[[], Any]] | None

_GIB: Final = 2**30


@dataclass(frozen=True, slots=True)
class Home:
    """What a manager is told of the app that opens it.

    Attributes:
        folder: the app's own folder for jobs, made when it is asked for; None where there can be none.
        launch: how a worker is started.
        around: see `Surroundings`.
        stores: what stands in such a folder, by it: all managers of the app share it.
    """

    folder: Callable[[], Path | None]
    launch: Callable[[], Launch]
    around: Surroundings
    stores: dict[Path, JobStore] = field(default_factory=dict)


class BaseManager:
    """What all managers have.

    Args:
        cache_by: functions without arguments; where they are given, answers are kept, and used again for the same
            arguments as long as these functions return the same.
        expire: seconds; a kept answer that is not used for so long is forgotten. None: the store's own rule.

    Raises:
        IncorrectTypeException: another kind of value.
    """

    def __init__(self, cache_by: CacheBy = None, expire: float | None = None) -> None:
        functions = [cache_by] if callable(cache_by) else cache_by
        is_list = isinstance(functions, (list, tuple))
        if functions is not None and not (is_list and all(callable(function) for function in functions)):
            raise IncorrectTypeException(f"cache_by is {cache_by!r}; expected functions without arguments")
        if expire is not None and not (isinstance(expire, (int, float)) and expire > 0):
            raise IncorrectTypeException(f"expire is {expire!r}; expected a number of seconds above 0")
        self.cache_by = None if functions is None else list(functions)
        self.expire = expire
        self._registries: weakref.WeakSet[CallbackRegistry] = weakref.WeakSet()

    def serve(self, registry: CallbackRegistry) -> None:
        """Learn of callbacks that this manager may be asked to run."""
        self._registries.add(registry)

    def redirect(self, broadcast: Send) -> None:
        """Take what `set_props` changes outside callbacks elsewhere, in a worker."""
        for registry in self._registries:
            registry.redirect(broadcast)

    def find(self, name: str) -> tuple[CallbackSpec, ErrorHandler | None] | None:
        """Return a long callback by its name on the wire, with its app's `on_error`."""
        for registry in self._registries:
            spec = registry.get(name)
            if spec is not None and spec.background is not None:
                return spec, registry.on_error
        return None

    def open(self, home: Home) -> Jobs:
        """Return the jobs of an app, in this process."""
        raise NotImplementedError


class _ProcessManager(BaseManager):
    """Runs jobs in warm workers of this machine.

    Args:
        cache_by: see `BaseManager`.
        expire: see `BaseManager`.
        workers: processes at one time; by default one more than the machine has cores, 2 to 8.
        waiting: how many jobs may wait for a worker; a call beyond that fails.
        jobs_per_worker: after so many jobs a worker is replaced.
        memory_limit: bytes; a worker that holds more after a job is replaced.
        keep: seconds; what a job came to is kept for so long for a page that has not fetched it.
    """

    def __init__(
        self,
        cache_by: CacheBy = None,
        expire: float | None = None,
        *,
        workers: int | None = None,
        waiting: int = 1000,
        jobs_per_worker: int = 200,
        memory_limit: int = _GIB,
        keep: float = 3600,
    ) -> None:
        super().__init__(cache_by, expire)
        if isinstance(waiting, bool) or not isinstance(waiting, int) or waiting < 0:
            raise IncorrectTypeException(f"waiting is {waiting!r}; expected a whole number from 0")
        for name, value in {
            "workers": workers,
            "jobs_per_worker": jobs_per_worker,
            "memory_limit": memory_limit,
        }.items():
            if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
                raise IncorrectTypeException(f"{name} is {value!r}; expected a whole number from 1")
        if not (isinstance(keep, (int, float)) and keep > 0):
            raise IncorrectTypeException(f"keep is {keep!r}; expected a number of seconds above 0")
        self.keep = keep
        self._workers = workers
        self._limits = {"waiting": waiting, "jobs_each": jobs_per_worker, "memory_bytes": memory_limit}

    def make_store(self, home: Home) -> JobStore:
        """Open the store."""
        raise NotImplementedError

    def limits(self) -> PoolLimits:
        """How many workers there may be."""
        pool = importlib.import_module("desktopdash.jobs.pool")
        given: PoolLimits = pool.PoolLimits(**self._limits, **({"workers": self._workers} if self._workers else {}))
        return given

    def open(self, home: Home) -> Jobs:
        """See `BaseManager`."""
        made: Jobs = importlib.import_module("desktopdash.jobs.local").open_local(self, home)
        return made


class DiskcacheManager(_ProcessManager):
    """Keeps jobs in a folder, by diskcache, and runs them in warm workers.

    Args:
        cache: a `diskcache.Cache` or `FanoutCache`; by default one in the app's profile folder.
        cache_by: see `BaseManager`.
        expire: see `BaseManager`.
        **limits: `workers`, `waiting`, `jobs_per_worker`, `memory_limit`, `keep`: how many workers there may be, how
            many jobs may wait for them, after how many jobs or with how much memory (bytes) a worker is replaced, for
            how many seconds a result waits for its page.

    Raises:
        IncorrectTypeException: a `cache` that is none.
    """

    def __init__(self, cache: Any = None, cache_by: CacheBy = None, expire: float | None = None, **limits: Any) -> None:
        super().__init__(cache_by, expire, **limits)
        if cache is not None and not importlib.import_module("desktopdash.jobs.disk_store").is_cache(cache):
            raise IncorrectTypeException(f"cache is {cache!r}; expected a diskcache.Cache or diskcache.FanoutCache")
        self.handle = cache

    def make_store(self, home: Home) -> JobStore:
        """See `_ProcessManager`."""
        disk = importlib.import_module("desktopdash.jobs.disk_store")
        if self.handle is not None:
            given: JobStore = disk.DiskStore(self.handle)
            return given
        folder = home.folder()
        if folder is None:
            return MemoryManager().make_store(home)
        if folder not in home.stores:
            home.stores[folder] = disk.open_own(folder, home.around.logger)
        return home.stores[folder]


class MemoryManager(_ProcessManager):
    """Keeps jobs in the server's memory only, and runs them in warm workers: nothing is written to disk."""

    def make_store(self, home: Home) -> JobStore:  # noqa: ARG002
        """See `_ProcessManager`."""
        made: JobStore = importlib.import_module("desktopdash.jobs.memory_store").MemoryStore()
        return made


class CeleryManager(BaseManager):
    """Hands jobs to the workers of a Celery app.

    Args:
        celery_app: a `celery.Celery` with Redis as its result backend.
        cache_by: see `BaseManager`.
        expire: see `BaseManager`.

    Raises:
        IncorrectTypeException: no Celery app, or one without Redis behind it.
    """

    def __init__(self, celery_app: Any, cache_by: CacheBy = None, expire: float | None = None) -> None:
        super().__init__(cache_by, expire)
        self.handle = celery_app
        self._celery = importlib.import_module("desktopdash.jobs.celery_jobs")
        self._celery.register(celery_app, self)

    def open(self, home: Home) -> Jobs:
        """See `BaseManager`."""
        made: Jobs = self._celery.open_celery(self, home)
        return made
