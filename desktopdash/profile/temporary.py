"""Temporary folders that do not stay, though whoever made them was killed: the next start removes them."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

import psutil

from ..processes.package import UNPACKED_MARK, UNPACKED_PREFIX, this_package
from .lock import FileLock

_PREFIX: Final = "desktopdash-"
_HELD: Final = ".held"


class TemporaryFolder:
    """A folder that only this user can read, and a lock in it for as long as this process lives.

    Args:
        what: what it is for, as a part of its name.

    Raises:
        OSError: there is no place for it.

    Attributes:
        path: where it is.
    """

    def __init__(self, what: str) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{what}-"))  # 0700
        self._lock = FileLock(self.path / _HELD)
        self._lock.take()

    def remove(self) -> None:
        """Remove it with all that is in it."""
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)


def remove_left_folders() -> None:
    """Remove the temporary folders of this user's processes that are gone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):  # another start removes it at this moment
            if _is_own(folder) and _is_left(folder / _HELD):
                shutil.rmtree(folder, ignore_errors=True)


def hold_unpacked(folder: Path) -> FileLock:
    """Hold the folder that this package was unpacked into, for as long as this process lives.

    Raises:
        OSError: it cannot be written.
    """
    lock = FileLock(folder / _HELD)
    lock.take()
    return lock


def remove_left_unpacked() -> None:
    """Remove what starts of packages in one file have unpacked and could not remove, because they were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{UNPACKED_PREFIX}*"):
        with contextlib.suppress(OSError):  # another start removes it at this moment
            if _is_own(folder) and (folder / UNPACKED_MARK).is_file() and _is_unpacked_left(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_unpacked_left(folder: Path) -> bool:
    """Whether nobody uses it any more.

    Before it is held, its start is still unpacking, or was killed then; only an instance of the same package can tell.
    """
    if (folder / _HELD).exists():
        return _is_left(folder / _HELD)
    package = this_package()
    is_same = package is not None and (folder / UNPACKED_MARK).read_bytes() == package.identifier.encode()
    return is_same and not _has_other_instance()


def _has_other_instance() -> bool:
    """Whether this program, or one of its name, runs elsewhere than in this process, its parents and its children."""
    this = psutil.Process()
    own = {process.pid for process in (this, *this.parents(), *this.children(recursive=True))}
    name = os.path.basename(sys.executable)
    return any(_program_of(process) == name for process in psutil.process_iter() if process.pid not in own)


def _program_of(process: psutil.Process) -> str:
    try:
        return os.path.basename(process.exe())
    except psutil.Error:
        return ""


def _is_own(folder: Path) -> bool:
    return not folder.is_symlink() and (not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid())


def _is_left(held: Path) -> bool:
    lock = FileLock(held)
    if not held.is_file() or not lock.take():
        return False
    lock.release()
    return True
