"""Crashes that nobody was there to report: of the window's own process, found at the next start."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import psutil

from .crash import write_crash_report
from .faults import CRASHES

_NAME: Final = re.compile(r"fault-(\d+)\.txt\Z")


def report_left(folder: Path) -> list[Path]:
    """Make reports of what processes that are gone have written down while they crashed.

    Args:
        folder: the profile.

    Raises:
        OSError: a report cannot be written.
    """
    reports = []
    for path in sorted((folder / CRASHES).glob("fault-*.txt")):
        found = _NAME.match(path.name)
        if found is None or psutil.pid_exists(int(found[1])):
            continue
        if path.stat().st_size:
            what = "A process of the app ended while it ran, and nobody saw it."
            reports.append(write_crash_report(folder, what, process=int(found[1])))
        else:
            path.unlink(missing_ok=True)
    return reports
