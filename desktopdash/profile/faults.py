"""The file in which Python writes down the end of a process that crashes."""

from __future__ import annotations

import contextlib
import faulthandler
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

CRASHES: Final = "crashes"
"""The profile's folder of crash reports and such files."""

_KEPT: Final = 20


def fault_file(folder: Path, process: int) -> Path:
    """Return where a process writes down its crash.

    Args:
        folder: the profile.
        process: the process's id.
    """
    return folder / CRASHES / f"fault-{process}.txt"


def enable_faults(folder: Path) -> Callable[[], None]:
    """Have this process write down its crash, where the user has not chosen another place for that.

    Returns:
        A function for an end in good order: it takes the file away again.

    Raises:
        OSError: the file cannot be made.
    """
    if faulthandler.is_enabled():
        return lambda: None
    path = fault_file(folder, os.getpid())
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    keep_newest(path.parent, "fault-*.txt", _KEPT - 1)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    faulthandler.enable(file, all_threads=True)

    def end() -> None:
        faulthandler.disable()
        os.close(file)
        path.unlink(missing_ok=True)

    return end


def keep_newest(folder: Path, pattern: str, count: int) -> None:
    """Delete all but the newest files of a kind; one that cannot be deleted is in nobody's way."""
    ages = []
    for file in folder.glob(pattern):
        with contextlib.suppress(FileNotFoundError):  # another process of the app deletes too
            ages.append((file.stat().st_mtime_ns, file.name, file))
    for _, _, file in sorted(ages)[: max(0, len(ages) - count)]:
        with contextlib.suppress(OSError):
            file.unlink()
