"""What pages keep: texts by key, in a database of SQLite that several processes write at the same time."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeVar

from ..errors import StorageError, TextTooLong
from .damage import check_database, set_aside
from .lock import FileLock
from .notices import Notices

MOST_TEXT_BYTES: Final = 64 * 2**20
"""One text is at most so long, in UTF-8."""

MOST_KEY_BYTES: Final = 2**14

_BUSY_S: Final = 30.0
_COMPANIONS: Final = ("-wal", "-shm", "-journal")
_T = TypeVar("_T")


class Storage:
    """Texts by key; for any number of threads and processes.

    A database that is damaged is set aside, also while it is in use, and told of. It is opened for the first who needs
    it.

    Args:
        path: the database's file, in a folder that is there.
        notices: told of damage.
    """

    def __init__(self, path: Path, notices: Notices) -> None:
        self._path = path
        self._notices = notices
        self._lock = threading.Lock()
        self._gate = FileLock(path.with_name(f".{path.name}.lock"))
        self._database: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None

    def read_all(self, prefix: str = "") -> dict[str, str]:
        """Return all texts whose keys begin with `prefix`.

        Raises:
            StorageError: the database cannot be used.
        """
        rows = self._use(lambda database: database.execute("SELECT key, text FROM texts").fetchall())
        return {key: text for key, text in rows if key.startswith(prefix)}

    def length(self) -> int:
        """Return how many characters all texts have.

        Raises:
            StorageError: the database cannot be used.
        """
        found = "SELECT coalesce(sum(length(text)), 0) FROM texts"
        return int(self._use(lambda database: database.execute(found).fetchone())[0])

    def get(self, key: str) -> str | None:
        """Return a text; None where there is none.

        Raises:
            StorageError: the database cannot be used.
        """
        find = "SELECT text FROM texts WHERE key = ?"
        row = self._use(lambda database: database.execute(find, (key,)).fetchone())
        return None if row is None else str(row[0])

    def set(self, key: str, text: str) -> None:
        """Keep a text; see `change`."""
        self.change({key: text})

    def remove(self, key: str) -> None:
        """Forget a text; see `change`."""
        self.change({key: None})

    def change(self, texts: Mapping[str, str | None]) -> None:
        """Keep texts, and forget those that are None: all of it or nothing.

        Raises:
            TextTooLong: one of them is.
            StorageError: the database cannot be used.
        """
        for key, text in texts.items():
            check_lengths(key, text)
        self._use(lambda database: _change(database, texts))

    def close(self) -> None:
        """Close the database; it is opened again for whoever needs it."""
        with self._lock:
            self._disconnect()

    def _use(self, action: Callable[[sqlite3.Connection], _T]) -> _T:
        with self._lock:
            try:
                try:
                    return action(self._connected())
                except sqlite3.Error as error:
                    self._disconnect()
                    if _is_busy(error):
                        raise
                # Opening looks for damage and sets it aside: what was wrong may be right now.
                return action(self._connected())
            except (sqlite3.Error, OSError) as error:
                self._disconnect()
                raise StorageError(
                    f"{self._path} cannot be used: {error}. What should be kept is lost when the app ends. Make room "
                    f"on the disk, or delete the file while the app does not run"
                ) from error

    def _connected(self) -> sqlite3.Connection:
        """The connection to the file that has the name now: another process may have set the one before aside."""
        if self._database is None or self._file != _identity(self._path):
            self._disconnect()
            with self._gate.held():  # one at a time makes the file, or finds it damaged
                self._database = self._open_sound()
            self._file = _identity(self._path)
        return self._database

    def _open_sound(self) -> sqlite3.Connection:
        try:
            check_database(self._path)
            return _open(self._path)
        except sqlite3.DatabaseError as error:
            # A disk that is full, or a file that is held, says nothing about what is in the file.
            if isinstance(error, sqlite3.OperationalError) and not self._path.is_dir():
                raise
            problem = str(error)
        aside = set_aside(self._path, _COMPANIONS)
        self._notices.add(
            f"the app's settings in {self._path} were damaged ({problem}). They are set aside as {aside.name}, and the "
            f"app begins without"
        )
        return _open(self._path)

    def _disconnect(self) -> None:
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):  # of a damaged file; nothing that was kept depends on it
                self._database.close()
            self._database = None


def check_lengths(key: str, text: str | None) -> None:
    """Raise TextTooLong where one of them is."""
    for what, value, most in (("key", key, MOST_KEY_BYTES), ("text", text or "", MOST_TEXT_BYTES)):
        found = len(value.encode())
        if found > most:
            raise TextTooLong(
                f"the {what} under {key[:60]!r} has {found} bytes; at most {most} are kept. Keep less, or in a file"
            )


def _open(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite would let others read it
    database = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False)
    try:
        database.execute("PRAGMA synchronous = OFF")  # no page waits for a busy disk to have an empty database
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA mmap_size = 0")  # a file that is cut off under its map ends the process
        database.execute("CREATE TABLE IF NOT EXISTS texts (key TEXT PRIMARY KEY, text TEXT NOT NULL)")
        database.execute("PRAGMA synchronous = NORMAL")  # a killed process loses nothing; a power cut the last moments
    except BaseException:
        database.close()
        raise
    return database


def _change(database: sqlite3.Connection, texts: Mapping[str, str | None]) -> None:
    database.execute("BEGIN IMMEDIATE")  # waits for others now, and not in the middle, where SQLite would give up
    try:
        for key, text in texts.items():
            if text is None:
                database.execute("DELETE FROM texts WHERE key = ?", (key,))
            else:
                database.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (key, text))
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


def _is_busy(error: sqlite3.Error) -> bool:
    return "locked" in str(error)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
