"""What a shell loads late or only in debug mode, so that its window is there at once."""

from __future__ import annotations

import importlib
from types import ModuleType

from .arguments import RuntimeArguments
from .events import Watcher


def make_watcher(arguments: RuntimeArguments) -> Watcher | None:
    """What notices changes of the app in debug mode, else None."""
    if not arguments.debug or not arguments.spec.path.is_file():
        return None
    module = importlib.import_module("desktopdash.shell.watch")
    watcher: Watcher = module.FolderWatcher(arguments.spec.path.parent)
    return watcher


def load_backend() -> ModuleType:
    """The window's backend; loading the engine takes a while, in which the runtime starts."""
    return importlib.import_module("desktopdash.window.backend")
