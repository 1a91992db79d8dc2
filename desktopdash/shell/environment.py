"""The environment variables of a package's program: what it must not inherit, and what it must not hand on."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from ..processes.package import package_folder

PACKAGE_VARIABLE: Final = "DESKTOPDASH_PACKAGE"
"""In processes that run the app's code: the program that must not be started once more from there."""

DRIVER_VARIABLE: Final = "DESKTOPDASH_ALLOW_DEBUGGER"
"""Set to 1, it lets tests drive the window of a package by the engine's debugging port, which anybody on the machine
can use: nobody else is to set it.
"""

_LIBRARY_PATHS: Final = ("LD_LIBRARY_PATH", "LIBPATH", "DYLD_LIBRARY_PATH")
_DEBUGGERS: Final = ("QTWEBENGINE_REMOTE_DEBUGGING", "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS", "WEBKIT_INSPECTOR_SERVER")

_ENGINE_FILES: Final = {
    "QTWEBENGINEPROCESS_PATH": "libexec/QtWebEngineProcess",
    "QTWEBENGINE_RESOURCES_PATH": "resources",
    "QTWEBENGINE_LOCALES_PATH": "translations/qtwebengine_locales",
}
_ENGINE_PATHS: Final = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH", *_ENGINE_FILES)
_is_restored = False  # what the library path is afterwards is the app's own matter


def clear_variables() -> None:
    """Remove what would open a package's window to a debugger."""
    if os.environ.get(DRIVER_VARIABLE) != "1":
        for name in _DEBUGGERS:
            os.environ.pop(name, None)


def name_engine_files(folder: Path) -> None:
    """Say where the parts of a package's engine are.

    The engine would find them by itself, but not in a folder with a comma, a quote or a backslash in its path: it reads
    that as a list of settings.

    Args:
        folder: the package's.
    """
    for name, place in _ENGINE_FILES.items():
        file = folder / "PySide6" / "Qt" / place
        if file.exists():
            os.environ[name] = str(file)


def restore_library_path() -> None:
    """Give programs of the system back the library path that they had before the package put its own in front; once.

    Without it a browser or a shell that the app starts loads the package's libraries in place of its own, and fails.
    The same goes for the engine's plugins, which PyInstaller's hook names in the environment.
    Our own processes do not need it: each start of the program sets it anew. The engine's do, and are started before.
    """
    global _is_restored
    if _is_restored or not getattr(sys, "frozen", False):
        return
    _is_restored = True
    for name in _LIBRARY_PATHS:
        before = os.environ.pop(f"{name}_ORIG", None)
        if before is not None:
            os.environ[name] = before
        else:
            os.environ.pop(name, None)
    folder = package_folder()
    for name in _ENGINE_PATHS:
        if folder is not None and os.environ.get(name, "").startswith(f"{folder}{os.sep}"):
            del os.environ[name]
