"""Removing the temporary folders that killed processes have left."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

import psutil

from ..processes.package import UNPACKED_MARK, UNPACKED_PREFIX, this_package
from .lock import FileLock
from .temporary import HELD, PREFIX


def remove_left_folders() -> None:
    """Remove the temporary folders of this user's processes that are gone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):  # another start removes it at this moment
            if _is_own(folder) and _is_left(folder / HELD):
                shutil.rmtree(folder, ignore_errors=True)


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
    if (folder / HELD).exists():
        return _is_left(folder / HELD)
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
