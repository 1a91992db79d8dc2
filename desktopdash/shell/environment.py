"""The environment variables of a package's program: what it must not inherit, and what it must not hand on."""

from __future__ import annotations

import os
import sys
from typing import Final

PACKAGE_VARIABLE: Final = "DESKTOPDASH_PACKAGE"
"""In processes that run the app's code: the program that must not be started once more from there."""

DRIVER_VARIABLE: Final = "DESKTOPDASH_ALLOW_DEBUGGER"
"""Set to 1, it lets tests drive the window of a package by the engine's debugging port, which anybody on the machine
can use: nobody else is to set it.
"""

_LIBRARY_PATHS: Final = ("LD_LIBRARY_PATH", "LIBPATH", "DYLD_LIBRARY_PATH")
_DEBUGGERS: Final = ("QTWEBENGINE_REMOTE_DEBUGGING", "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS", "WEBKIT_INSPECTOR_SERVER")


def clear_variables() -> None:
    """Remove what would open a package's window to a debugger."""
    if os.environ.get(DRIVER_VARIABLE) != "1":
        for name in _DEBUGGERS:
            os.environ.pop(name, None)


def restore_library_path() -> None:
    """Give programs of the system back the library path that they had before the package put its own in front.

    Without it a browser or a shell that the app starts loads the package's libraries in place of its own, and fails.
    Our own processes do not need it: each start of the program sets it anew. The engine's do, and are started before.
    """
    if not getattr(sys, "frozen", False):
        return
    for name in _LIBRARY_PATHS:
        before = os.environ.pop(f"{name}_ORIG", None)
        if before is not None:
            os.environ[name] = before
        else:
            os.environ.pop(name, None)
