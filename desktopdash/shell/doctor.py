"""`desktopdash doctor`: whether this machine can open a window, and what to install when it cannot."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from importlib import metadata
from typing import Final

from ..records import dataclass
from ..version import __version__
from ..window.engine import (
    GTK_COMMAND,
    QT_COMMAND,
    Machine,
    check_window,
    find_display,
    find_engine,
    missing_packages,
    this_machine,
)

_PACKAGES: Final = ("pywebview", "PySide6", "flask", "waitress", "plotly", "pandas", "numpy")
_ENGINES: Final = {
    "qt": "Qt WebEngine (PySide6)",
    "gtk": "WebKitGTK of the system",
    "webview2": "WebView2 of Windows",
    "wkwebview": "WKWebView of macOS",
}
_DISPLAYS: Final = {
    "system": "the system's",
    "x11": "X11",
    "wayland": "Wayland",
    "none": "none: the window goes off screen, and the app's address is printed",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: lines to print, and whether a window can be opened."""

    lines: tuple[str, ...]
    can_open: bool


def main() -> int:
    """Print the report; returns 0 when a window can be opened, else 1."""
    report = examine(this_machine(), version_of)
    print("\n".join(report.lines))
    return 0 if report.can_open else 1


def examine(machine: Machine, version: Callable[[str], str | None]) -> Report:
    """Look at a machine.

    Args:
        machine: what is asked.
        version: the installed version of a distribution, None when it is missing.
    """
    engine, display = find_engine(machine), find_display(machine)
    rows = [
        ("desktopdash", __version__),
        ("Python", f"{platform.python_version()}  {sys.executable}"),
        ("System", platform.platform()),
        *((name, version(name) or _absent(name)) for name in _PACKAGES if name != "PySide6" or engine == "qt"),
        ("Engine", _ENGINES[engine] if engine else "none"),
        ("Display", _DISPLAYS[display] + _detail(machine, display)),
    ]
    if engine == "qt":
        missing = missing_packages(machine, engine, display)
        rows.append(("Libraries", "all there" if not missing else f"missing: {', '.join(missing)}"))
    problem = check_window(machine)
    lines = [f"{name + ':':<13}{text}" for name, text in rows]
    if problem is None:
        return Report((*lines, "", "A window can be opened."), True)
    todo = [f"To do: {QT_COMMAND}", f"   or: {GTK_COMMAND}"] if engine is None else [f"To do: {problem.todo}"]
    return Report((*lines, "", f"No window can be opened. {problem.message}", *todo), False)


def version_of(name: str) -> str | None:
    """The installed version of a distribution, None when it is missing."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _absent(name: str) -> str:
    return "not installed (needed by apps that use it)" if name in ("pandas", "numpy") else "not installed"


def _detail(machine: Machine, display: str) -> str:
    if display == "x11":
        return f" ({machine.env.get('DISPLAY')})"
    if display == "none" and machine.env.get("DISPLAY"):
        return f" (DISPLAY is {machine.env['DISPLAY']}, and nothing answers there)"
    return ""
