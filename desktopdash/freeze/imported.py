"""Where the modules come from that loading an app has imported."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

from ..records import dataclass
from .facts import OutsideModule
from .places import absolute, is_left_out, is_of_library, is_of_python, own_folder, relative_to_app


@dataclass(frozen=True, slots=True)
class Imported:
    """Modules by where they come from, sorted.

    Attributes:
        own: files of the modules below the app's folder.
        outside: modules that are neither there nor installed.
        installed: names of the modules of installed libraries.
    """

    own: tuple[Path, ...]
    outside: tuple[OutsideModule, ...]
    installed: tuple[str, ...]


def imported_modules(app: Path, known: Collection[str]) -> Imported:
    """Return the modules of this process.

    Args:
        app: the app's file.
        known: the names of the modules that were there before the app was loaded: only those below the app's folder
            count among them.
    """
    own, outside, installed = {app}, set(), set()
    for name, module in list(sys.modules.items()):
        text = getattr(module, "__file__", None)
        if not isinstance(text, str):
            continue
        file = absolute(text)
        if _is_own(file, app.parent):
            own.add(file)
        elif name not in known and not file.is_relative_to(own_folder()):
            if is_of_library(file):
                installed.add(name)
            elif not is_of_python(file) and file.is_file():
                outside.add(OutsideModule(name, file))
    return Imported(
        tuple(sorted(own)), tuple(sorted(outside, key=lambda one: (one.name, one.file))), tuple(sorted(installed))
    )


def _is_own(file: Path, folder: Path) -> bool:
    if file.resolve().is_relative_to(own_folder()):
        return False
    relative = relative_to_app(file, folder)
    return relative is not None and not is_left_out(relative, folder)
