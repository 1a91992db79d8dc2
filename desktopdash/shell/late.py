"""What a shell loads late or only in debug mode, so that its window is there at once."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from .arguments import RuntimeArguments
from .events import Watcher

if TYPE_CHECKING:
    from .equipment import Equipment
    from .view import WindowView


def make_watcher(arguments: RuntimeArguments) -> Watcher | None:
    """What notices changes of the app in debug mode, else None."""
    if not arguments.debug or not arguments.spec.path.is_file():
        return None
    module = importlib.import_module("desktopdash.shell.watch")
    watcher: Watcher = module.FolderWatcher(arguments.spec.path.parent)
    return watcher


def load_equipment(view: WindowView, app: Path, what: str) -> Equipment:
    """What the window needs beside its view; see `equipment.Equipment`."""
    made: Equipment = importlib.import_module("desktopdash.shell.equipment").Equipment(view, app, what)
    return made


def write_report(folder: Path, what: str, process: int | None) -> Path:
    """Write a report of a crash; see `profile.crash`.

    Raises:
        OSError: it cannot be written.
    """
    made: Path = importlib.import_module("desktopdash.profile.crash").write_crash_report(folder, what, process=process)
    return made


def load_backend(engine: str = "") -> ModuleType:
    """The window's backend; loading the engine takes a while, in which the runtime starts."""
    if engine == "qt":
        backend: ModuleType = importlib.import_module("desktopdash.window.slim").load_backend()
        return backend
    return importlib.import_module("desktopdash.window.backend")


def load_trees() -> ModuleType:
    """How process trees are ended: needed at the end only."""
    return importlib.import_module("desktopdash.processes.trees")


def clear_up(folder: Path) -> None:
    """Clear up behind processes that were killed; see `clearing`."""
    importlib.import_module("desktopdash.shell.clearing").clear_up(folder)
