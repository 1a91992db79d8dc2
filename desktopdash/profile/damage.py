"""Files that turn out to be damaged: found, and set aside."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_KEPT: Final = 5
"""So many damaged files of one name are kept, the last ones."""


def check_database(path: Path) -> None:
    """Look through a database of SQLite, where there is one.

    Raises:
        sqlite3.DatabaseError: it is damaged, anywhere.
    """
    if path.exists():
        with contextlib.closing(sqlite3.connect(path)) as database:
            found = database.execute("PRAGMA quick_check(1)").fetchone()
            if found != ("ok",):
                # In which database it looked stands in a line of its own before what it has found.
                raise sqlite3.DatabaseError(str(found[0]).splitlines()[-1])


def set_aside(path: Path, companions: Iterable[str] = ()) -> Path:
    """Rename a file to `<name>.damaged-<time>`; the oldest of too many such files are deleted.

    Args:
        path: the file, or a folder in its place.
        companions: endings of files that belong to it, as "-wal".

    Returns:
        The new path.

    Raises:
        OSError: it cannot be renamed.
    """
    stamp = time.strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
    path.rename(aside)
    for ending in companions:
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    _forget_old(path)
    return aside


def _forget_old(path: Path) -> None:
    """Delete what was set aside long ago. A file that cannot be deleted is in nobody's way."""
    found = sorted(path.parent.glob(f"{path.name}.damaged-*"), key=lambda file: file.stat().st_mtime)
    for file in found[:-_KEPT]:
        with contextlib.suppress(OSError):
            file.unlink()
