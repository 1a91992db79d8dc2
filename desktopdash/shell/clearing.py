"""Clearing up behind processes that were killed. Loaded when the window is there: looking takes a moment."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Final

from ..processes.package import this_package
from ..profile.left import report_left
from ..profile.left_folders import remove_left_folders, remove_left_unpacked
from .package_menu import refresh_beside

_log: Final = logging.getLogger("desktopdash.shell")


def clear_up(folder: Path) -> None:
    """Remove the temporary files of processes that are gone, and report their crashes; bring a package's menu entry up
    to date.

    Args:
        folder: the profile.
    """
    package = this_package()
    if package is not None and sys.platform == "linux":
        refresh_beside(package, Path(sys.executable))
    remove_left_folders()
    remove_left_unpacked()
    try:
        for report in report_left(folder):
            _log.error("a crash was left unreported: %s", report.name)
    except OSError as error:
        _log.error("crashes cannot be reported: %s", error)
