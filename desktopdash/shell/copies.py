"""The copies that came with a package; see `server.vendored`, which is loaded only where there are some."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, Final

FOLDER_NAME: Final = "vendored"
"""The folder beside the app's file, as `server.lock` calls it."""


def load_copies(folder: Path) -> Any:
    """Return the copies of a folder; None where it has no lock file.

    Raises:
        ResourceException: the lock file is damaged.
    """
    return importlib.import_module("desktopdash.server.vendored").Vendored.load(folder)
