"""The working folder of a packaged app: its profile's `files`, in which the app's data stands as if it were there.

An app reads `data/sales.csv` and writes `report.csv`, relative to the folder that it was started in. A program that is
double-clicked is started anywhere; what it writes into its own package is gone with the package's next version, and,
where that is one file, at once. So what came with the package is linked into a folder that stays, and what the app
writes there is found again. Databases are copied, once: they are there to be written.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..processes.package import COPIES_FOLDER

FILES: Final = "files"

_COPIED: Final = (".db", ".sqlite", ".sqlite3")
_LEFT_OUT: Final = frozenset({"__pycache__", COPIES_FOLDER})
_log: Final = logging.getLogger("desktopdash")


def enter(app: Path, profile: Path) -> Path:
    """Make a packaged app's working folder, and go there; returns it.

    A file of the person's own with a name that the package has too stays, and is what the app sees.

    Args:
        app: the folder of the app's own files in the package.
        profile: the app's profile.
    """
    folder = profile / FILES
    try:
        _link_all(app, folder)
    except OSError as error:  # Windows lets only some users make links
        _log.info("the working folder is the package's own: %s", error)
        folder = app
    os.chdir(folder)
    return folder


def _link_all(app: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _remove_dead_links(folder)
    for file in _data_of(app):
        link = folder / file.relative_to(app)
        link.parent.mkdir(parents=True, exist_ok=True)
        if link.is_symlink() and os.readlink(link) != str(file):
            link.unlink()  # of an earlier version, or of the folder that an earlier start was unpacked into
        if not os.path.lexists(link):
            shutil.copyfile(file, link) if link.suffix in _COPIED else link.symlink_to(file)


def _data_of(app: Path) -> Iterator[Path]:
    """Yield the files that came with the app and are no modules of it."""
    for place, folders, files in os.walk(app):
        folders[:] = [name for name in folders if name not in _LEFT_OUT]
        yield from (Path(place, name) for name in files if not name.endswith((".py", ".pyc", ".so", ".pyd")))


def _remove_dead_links(folder: Path) -> None:
    """Remove links to what is no longer there: a version may bring less than the one before it."""
    for place, _, files in os.walk(folder):
        for name in files:
            link = Path(place, name)
            if link.is_symlink() and not link.exists():
                link.unlink()
