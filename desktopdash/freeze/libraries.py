"""Shared libraries: who needs which, and how they become smaller."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from . import engine_parts

_LINKED: Final = re.compile(r"^\s*(\S+) => ", re.MULTILINE)
_PYTHONS_OWN: Final = re.compile(r"libpython[\d.]+\.so[\d.]*$|python[\d.]+/lib-dynload/")


@functools.cache
def linked_to(file: str) -> frozenset[str]:
    """Return the names of all libraries that the system loads with a file, directly or not; none but on Linux."""
    if sys.platform != "linux" or shutil.which("ldd") is None:
        return frozenset()
    # A file for another machine makes ldd fail: it is linked to nothing here.
    done = subprocess.run(["ldd", file], capture_output=True, text=True, check=False)
    return frozenset(map(os.path.basename, _LINKED.findall(done.stdout)))


def needed_libraries(kept: Iterable[str], dropped: Iterable[str], libraries: Mapping[str, str]) -> frozenset[str]:
    """Return the places of the libraries that stay.

    A library stays where something that stays is linked to it, or nothing at all is: those are loaded by name. One of
    Qt's own is never loaded so.

    Args:
        kept: files that stay and are no libraries.
        dropped: those that do not.
        libraries: place -> file.
    """
    if sys.platform != "linux" or shutil.which("ldd") is None:
        return frozenset(libraries)
    kept, dropped = list(kept), list(dropped)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(linked_to, [*kept, *dropped, *libraries.values()]))
    wanted = {name for file in kept for name in linked_to(file)}
    unwanted = {name for file in dropped for name in linked_to(file)}
    by_itself = {
        place
        for place in libraries
        if os.path.basename(place) not in wanted | unwanted and not engine_parts.is_library(place)
    }
    wanted |= {name for place in by_itself for name in linked_to(libraries[place])}
    return frozenset(place for place in libraries if os.path.basename(place) in wanted or place in by_itself)


def is_pythons_own(place: str) -> bool:
    """Tell whether a file is Python itself or a module of its library in C."""
    return _PYTHONS_OWN.search(place) is not None


def stripped(file: str, folder: Path) -> str | None:
    """Return a copy of a file without the symbols for debuggers; None where that gains nothing or cannot be.

    Only for Python's own files: those of wheels have been stripped, and some do not survive it twice.
    """
    tool = shutil.which("strip")
    if tool is None or sys.platform != "linux":
        return None
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / os.path.basename(file)
    shutil.copy2(file, copy)
    done = subprocess.run([tool, "--strip-unneeded", copy], capture_output=True, check=False)
    if done.returncode or copy.stat().st_size >= os.path.getsize(file):
        copy.unlink()
        return None
    return str(copy)
