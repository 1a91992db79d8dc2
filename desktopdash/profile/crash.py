"""Reports of crashes: what happened, versions, and the last lines. Nothing in them comes from the user's data."""

from __future__ import annotations

import importlib
import os
import platform
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..version import __version__
from .faults import CRASHES, fault_file, keep_newest
from .logs import masked

KEPT_REPORTS: Final = 20
_LAST_LINES: Final = 50
_MOST_FRAMES: Final = 200
_MOST_READ_BYTES: Final = 2**18
_PACKAGES: Final = (
    "pywebview",
    "PySide6",
    "PySide6-Essentials",
    "QtPy",
    "flask",
    "waitress",
    "plotly",
    "pandas",
    "numpy",
    "orjson",
    "diskcache",
    "dash-bootstrap-components",
    "dash-ag-grid",
)
_FRAME: Final = re.compile(
    r'\s*File "(?P<file>[^"\n]+)", line (?P<line>\d+|\?\?\?)(?:,)? in (?P<function>[\w<>.]+)\s*$'
)
_THREAD: Final = re.compile(r"(?:Current thread|Thread) 0x[0-9a-f]+")
_FATAL: Final = re.compile(r"Fatal Python error: [\w ]{1,60}|Windows fatal exception: [\w ]{1,60}")
_BEGIN: Final = re.compile(r"\s*Traceback \(most recent call last\):\s*$")
_EXCEPTION: Final = re.compile(r"([A-Za-z_][\w.]*(?:Error|Exception|Warning|Exit|Interrupt|Timeout|[A-Z]\w*))(?::.*)?$")


def write_crash_report(
    folder: Path, what: str, *, process: int | None = None, traceback: str = "", log: Path | None = None
) -> Path:
    """Write down a crash; the last reports are kept.

    Args:
        folder: the profile.
        what: what happened, in our own words.
        process: the id of the process that crashed; its fault file is read, and deleted.
        traceback: the text of one; of its lines only places and the exception's type are taken.
        log: the shell's log; `logs/shell.log` by default.

    Returns:
        The report.

    Raises:
        OSError: it cannot be written.
    """
    reports = folder / CRASHES
    reports.mkdir(mode=0o700, parents=True, exist_ok=True)
    fault = None if process is None else fault_file(folder, process)
    parts = [
        ("What happened", [without_home(what)]),
        ("When", [time.strftime("%Y-%m-%d %H:%M:%S %z")]),
        ("Versions", list(_versions())),
        ("Where the process was", list(frames_of(_tail(fault)))),
        ("Traceback", list(frames_of(traceback))),
        ("The shell's last lines", _last_lines(log or folder / "logs" / "shell.log")),
    ]
    text = "\n\n".join("\n".join([f"## {title}", *lines]) for title, lines in parts if lines)
    path = _written(reports, text + "\n")
    if fault is not None:
        fault.unlink(missing_ok=True)
    keep_newest(reports, "crash-*.txt", KEPT_REPORTS)
    return path


def frames_of(text: str) -> Iterator[str]:
    """Yield what a traceback, or a dump of faulthandler, says of places: no source lines, no messages of exceptions."""
    count = 0
    in_traceback = False
    for line in text.splitlines():
        frame = _FRAME.match(line)
        if frame is not None:
            count += 1
            if count <= _MOST_FRAMES:
                yield f"  {without_home(frame['file'])}:{frame['line']} in {frame['function']}"
        elif _BEGIN.match(line):
            in_traceback = True
        elif found := _FATAL.match(line) or _THREAD.match(line):
            yield found.group()
        elif in_traceback and (found := _EXCEPTION.match(line)):
            in_traceback = False  # further lines are its message
            yield found.group(1)


def without_home(text: str) -> str:
    """Return a text with `~` for the user's home folder: it says who the user is."""
    home = os.path.expanduser("~").rstrip("/\\")
    return text.replace(home, "~") if len(home) > 1 else text


def _versions() -> Iterator[str]:
    yield f"desktopdash {__version__}"
    yield f"Python {platform.python_version()} ({platform.python_implementation()})"
    yield f"{platform.system()} {platform.release()} {platform.machine()}"
    metadata = importlib.import_module("importlib.metadata")  # slow to load, and needed for a crash only
    for package in _PACKAGES:
        try:
            yield f"{package} {metadata.version(package)}"
        except metadata.PackageNotFoundError:
            continue


def _tail(path: Path | None) -> str:
    """The end of a file; nothing where there is none, or none that can be read: the report is written all the same."""
    if path is None:
        return ""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _MOST_READ_BYTES))
            return file.read().decode(errors="replace")
    except OSError:
        return ""


def _last_lines(log: Path) -> list[str]:
    return [masked(without_home(line)) for line in _tail(log).splitlines()[-_LAST_LINES:]]


def _written(reports: Path, text: str) -> Path:
    """Write a report under a name of its own."""
    stamp, number = time.strftime("%Y%m%d-%H%M%S"), 1
    while True:
        path = reports / (f"crash-{stamp}.txt" if number == 1 else f"crash-{stamp}-{number}.txt")
        try:
            fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            number += 1
            continue
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            file.write(text)
        return path
