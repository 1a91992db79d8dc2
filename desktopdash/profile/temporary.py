"""Temporary folders that do not stay, though whoever made them was killed: the next start removes them."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

from .lock import FileLock

PREFIX: Final = "desktopdash-"
HELD: Final = ".held"


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
        self.path = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{what}-"))  # 0700
        self._lock = FileLock(self.path / HELD)
        self._lock.take()

    def remove(self) -> None:
        """Remove it with all that is in it."""
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)


def hold_unpacked(folder: Path) -> FileLock:
    """Hold the folder that this package was unpacked into, for as long as this process lives.

    Raises:
        OSError: it cannot be written.
    """
    lock = FileLock(folder / HELD)
    lock.take()
    return lock
