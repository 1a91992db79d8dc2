"""Temporary folders that do not stay, though whoever made them was killed: the next start removes them."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

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


def _is_own(folder: Path) -> bool:
    return not folder.is_symlink() and (not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid())


def _is_left(held: Path) -> bool:
    lock = FileLock(held)
    if not held.is_file() or not lock.take():
        return False
    lock.release()
    return True
