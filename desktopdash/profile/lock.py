"""A lock between processes: on a file, by the system, so that it ends with whoever holds it."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_AGAIN_S: Final = 0.02


class FileLock:
    """An exclusive lock, also between threads that have a `FileLock` each.

    Args:
        path: a file for the lock only; it is made where it is missing, and stays.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd: int | None = None

    def take(self) -> bool:
        """Take it; False where somebody holds it.

        Raises:
            OSError: the file cannot be opened.
        """
        fd = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _lock(fd, wait=False):
            os.close(fd)
            return False
        self._fd = fd
        return True

    def release(self) -> None:
        """Give it back; without effect where it is not held."""
        if self._fd is not None:
            _unlock(self._fd)
            os.close(self._fd)
            self._fd = None

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the lock, and hold it meanwhile.

        Raises:
            OSError: the file cannot be opened.
        """
        fd = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(fd, wait=True)
            yield
        finally:
            _unlock(fd)
            os.close(fd)


def _lock(fd: int, *, wait: bool) -> bool:
    if sys.platform == "win32":
        while not _lock_windows(fd):
            if not wait:
                return False
            time.sleep(_AGAIN_S)  # the system's own waiting gives up after ten seconds
        return True
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def _unlock(fd: int) -> None:
    """Give a lock back before its file is closed: a process that was forked meanwhile has the file open too."""
    if sys.platform != "win32":  # where nothing is forked
        fcntl.flock(fd, fcntl.LOCK_UN)


if sys.platform == "win32":

    def _lock_windows(fd: int) -> bool:
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
