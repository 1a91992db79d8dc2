"""The copies that came with a package; see `server.vendored`, which is loaded only where there are some."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, Final

from ..processes.package import COPIES_FOLDER

FOLDER_NAME: Final = COPIES_FOLDER


def load_copies(folder: Path) -> Any:
    """Return the copies of a folder; None where it has no lock file.

    Raises:
        ResourceException: the lock file is damaged.
    """
    return importlib.import_module("desktopdash.server.vendored").Vendored.load(folder)
