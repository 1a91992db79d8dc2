"""A store in a folder, by diskcache: several processes of an app see the same jobs. The one importer of diskcache."""

from __future__ import annotations

import contextlib
import logging
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import diskcache

from ..profile.damage import check_database
from ..protocol.codec import decode, encode
from .memory_store import MemoryStore
from .record import JobRecord
from .store import HOLDER_ALIVE_S, KEEP_EVENTS_S, KEEP_RECORDS_S, JobStore, StoreError

_T = TypeVar("_T")
_PREFIX: Final = "desktopdash"
_RUNNING_S: Final = 7 * 24 * 3600
"""What belongs to a job that nobody ever ended is forgotten after so long."""
_ROOM_BYTES: Final = 2**20
_SETTINGS: Final = {
    # Nothing is thrown out to make room: what is no longer needed is taken out by its own time.
    "eviction_policy": "none",
    "size_limit": 2**40,
    # Each thread has a connection, so that each is to keep few pages of the database.
    "sqlite_cache_size": 256,
    # A database that is cut off under its map ends the process (SIGBUS).
    "sqlite_mmap_size": 0,
    # Who starts a job does not wait for the disk, which may take seconds while others write much. What is written is
    # there for the next process whatever becomes of this one; a power cut may damage it, and it is then made anew.
    "sqlite_synchronous": 0,
}
_STRAY_S: Final = 3600.0
"""A file of this age that the database does not know was left by a process that died over it."""
_ADVICE: Final = (
    "Jobs go on in memory: what they come to is shown, and is not there any more after the app has ended. Make room on "
    "the disk, or delete the folder while the app does not run"
)


def is_cache(value: Any) -> bool:
    """Tell whether a value is one of diskcache's caches."""
    return isinstance(value, (diskcache.Cache, diskcache.FanoutCache))


class DiskStore:
    """See `JobStore`. Keys begin with "desktopdash:", values are JSON; whatever else is in the cache stays alone.

    diskcache's own `retry` is never asked for: it tries again for ever, whatever is wrong.

    Args:
        cache: a `diskcache.Cache` or `FanoutCache`.
        is_own: whether `close` closes it.
        files: those of its long values, where it is our own.
    """

    def __init__(self, cache: Any, is_own: bool = False, files: _Files | None = None) -> None:
        self._cache = cache
        self._is_own = is_own
        self._files = files

    @property
    def folder(self) -> str:
        """Where it is."""
        return str(self._cache.directory)

    def put(self, record: JobRecord) -> None:
        """See `JobStore`."""
        with self._told():
            if self._get(f"job:{record.id}") is None:
                self._add_to_page(record)
            self._set(f"job:{record.id}", record.encoded(), KEEP_RECORDS_S if record.is_over else _RUNNING_S)
            if record.is_over:
                self._cache.delete(_key(f"cancel:{record.id}"))

    def _add_to_page(self, record: JobRecord) -> None:
        with self._cache.transact():
            found = self._get(f"page:{record.page}")
            jobs = _read(decode, found, self.folder) if found else []
            if record.id not in jobs:
                self._set(f"page:{record.page}", encode([*jobs, record.id]), _RUNNING_S)

    def get(self, job: str) -> JobRecord | None:
        """See `JobStore`."""
        with self._told():
            text = self._get(f"job:{job}")
        return None if text is None else _read(JobRecord.decoded, text, self.folder)

    def of_page(self, page: str) -> list[JobRecord]:
        """See `JobStore`."""
        with self._told():
            text = self._get(f"page:{page}")
        jobs = [] if text is None else _read(decode, text, self.folder)
        found = [self.get(job) for job in jobs]
        return [record for record in found if record is not None and record.page == page]

    def move(self, record: JobRecord, page: str) -> JobRecord:
        """See `JobStore`."""
        moved = record.but(page=page)
        self.put(moved)
        with self._told():
            self._add_to_page(moved)
        return moved

    def append(self, job: str, events: Iterable[tuple[int, bytes]]) -> None:
        """See `JobStore`."""
        with self._told():
            for number, text in events:
                self._set(f"event:{job}:{number}", text, KEEP_EVENTS_S + _RUNNING_S)

    def events(self, job: str, after: int = 0) -> list[bytes]:
        """See `JobStore`."""
        with self._told():
            return list(self._events(job, after))

    def _events(self, job: str, after: int) -> Iterator[bytes]:
        while (text := self._get(f"event:{job}:{(after := after + 1)}")) is not None:
            yield text

    def drop_events(self, job: str) -> None:
        """See `JobStore`."""
        with self._told(), self._cache.transact():
            number = 1
            while self._cache.delete(_key(f"event:{job}:{number}")):
                number += 1
            self._take_from_page(job)

    def _take_from_page(self, job: str) -> None:
        """Forget that a page owns a job that is over: nobody takes it over without its events."""
        text = self._get(f"job:{job}")
        record = None if text is None else JobRecord.decoded(text)
        if record is not None and record.is_over:
            found = self._get(f"page:{record.page}")
            left = [other for other in (decode(found) if found else []) if other != job]
            if left:
                self._set(f"page:{record.page}", encode(left), _RUNNING_S)
            else:
                self._cache.delete(_key(f"page:{record.page}"))

    def ask_cancel(self, job: str) -> None:
        """See `JobStore`."""
        with self._told():
            self._set(f"cancel:{job}", b"1", KEEP_EVENTS_S)

    def asked_cancel(self, job: str) -> bool:
        """See `JobStore`."""
        with self._told():
            return self._get(f"cancel:{job}") is not None

    def beat(self, holder: str) -> None:
        """See `JobStore`."""
        with self._told():
            self._set(f"holder:{holder}", b"1", HOLDER_ALIVE_S)

    def is_alive(self, holder: str) -> bool:
        """See `JobStore`."""
        with self._told():
            return self._get(f"holder:{holder}") is not None

    def is_held(self, record: JobRecord) -> bool:
        """See `JobStore`."""
        return self.is_alive(record.holder)

    def cached(self, key: str, expire_s: float | None) -> bytes | None:
        """See `JobStore`."""
        with self._told():
            found = self._get(f"result:{key}")
            if found is not None and expire_s is not None:
                self._cache.touch(_key(f"result:{key}"), expire=expire_s)
            return found

    def cache(self, key: str, answer: bytes, expire_s: float | None) -> None:
        """See `JobStore`."""
        with self._told():
            self._set(f"result:{key}", answer, expire_s)

    def close(self) -> None:
        """See `JobStore`."""
        if self._is_own:
            with self._told():
                self._cache.expire()
                self._cache.close()

    def _get(self, name: str) -> bytes | None:
        """Return a value of ours; one of another kind (somebody else has written there) counts as none."""
        found = self._cache.get(_key(name))
        return found if isinstance(found, bytes) else None

    def _set(self, name: str, text: bytes, expire_s: float | None) -> None:
        with contextlib.nullcontext() if self._files is None else self._files.taken_back():
            self._cache.set(_key(name), text, expire=expire_s)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Raise what goes wrong as StoreError. This thread's connection goes with it: it may be in the middle of a
        transaction, in which no other could be begun.
        """
        try:
            with _told(self.folder):
                yield
        except StoreError:
            with contextlib.suppress(Exception):
                self._cache.close()
            raise


class _Files(diskcache.Disk):  # type: ignore[misc]
    """The files of long values. diskcache leaves the file of a value that it could not keep, or only a part of it."""

    def __init__(self, directory: str, **options: Any) -> None:
        super().__init__(directory, **options)
        self._written = threading.local()

    def filename(self, key: Any = diskcache.UNKNOWN, value: Any = diskcache.UNKNOWN) -> tuple[str, str]:
        """Return a new name, and the path; see diskcache."""
        found: tuple[str, str] = super().filename(key, value)
        self._written.name = found[0]
        return found

    @contextmanager
    def taken_back(self) -> Iterator[None]:
        """Delete the file that was written in the meantime, where something raises."""
        self._written.name = None
        try:
            yield
        except BaseException:
            if self._written.name is not None:
                self.remove(self._written.name)
            raise


def _key(name: str) -> str:
    return f"{_PREFIX}:{name}"


def _read(read: Callable[[bytes], _T], text: bytes, folder: str) -> _T:
    try:
        return read(text)
    except (ValueError, TypeError) as error:
        raise StoreError(f"the jobs' folder {folder} is damaged: {error}", folder, _ADVICE) from error


@contextmanager
def _told(folder: str) -> Iterator[None]:
    """Raise what diskcache, SQLite or the disk raises as StoreError."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:  # a damaged file makes diskcache raise whatever there is
        first = error.__context__ if "rollback" in str(error) and error.__context__ else error
        said = f"the jobs' folder {folder} cannot be used: {type(first).__name__}: {first}"
        raise StoreError(said, folder, _ADVICE) from error


def open_own(folder: Path, logger: logging.Logger) -> JobStore:
    """Open a store in a folder of our own, for this user only. A damaged one is set aside; where no folder can be used
    at all, jobs are kept in memory, and that is told.
    """
    in_memory = "%s: jobs are kept in memory until the app ends"
    try:
        return _open_checked(folder)
    except StoreError as error:
        if "locked" in str(error) or not _has_room(folder.parent):  # so that it may well be in order
            logger.error(in_memory, error)
            return MemoryStore()
        aside = folder.with_name(f"{folder.name}.damaged")
        logger.error("%s. It is set aside as %s and made anew: only jobs of earlier launches were in it", error, aside)
    try:
        _set_aside(folder, aside)
        return _open_checked(folder)
    except (StoreError, OSError) as error:
        logger.error(in_memory, error)
        return MemoryStore()


def _has_room(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(bytes(_ROOM_BYTES))
    except OSError:
        return False
    return True


def _set_aside(folder: Path, aside: Path) -> None:
    """Rename a folder, in the place of the one before, or a file that stands where it should be."""
    if aside.is_dir():
        shutil.rmtree(aside, ignore_errors=True)
    else:
        aside.unlink(missing_ok=True)
    if folder.exists():
        folder.rename(aside)


def _open_checked(folder: Path) -> DiskStore:
    with _told(str(folder)):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        check_database(folder / "cache.db")
        _make_database(folder / "cache.db")
        cache = diskcache.Cache(str(folder), disk=_Files, **_SETTINGS)
        cache.expire()
        _remove_strays(folder)
        return DiskStore(cache, is_own=True, files=cache.disk)


def _make_database(path: Path) -> None:
    """Make the database where there is none, as diskcache would, but without waiting for the disk."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        for setting in ("synchronous = OFF", "auto_vacuum = FULL", "journal_mode = WAL"):
            database.execute(f"PRAGMA {setting}")


def _remove_strays(folder: Path) -> None:
    """Delete the files of long values that no entry names, but for those that somebody may be about to name."""
    with contextlib.closing(sqlite3.connect(folder / "cache.db")) as database:
        known = {name for (name,) in database.execute("SELECT filename FROM Cache WHERE filename IS NOT NULL")}
    for file in folder.rglob("*.val"):
        with contextlib.suppress(OSError):  # another process of the app may delete it
            if str(file.relative_to(folder)) not in known and time.time() - file.stat().st_mtime > _STRAY_S:
                file.unlink()
