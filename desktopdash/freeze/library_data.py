"""Files of installed libraries that are no Python, and that PyInstaller knows nothing of."""

from __future__ import annotations

import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .facts import AppFacts, ComponentPackage

_CODE: Final = (".py", ".pyc", ".pyi", ".pyo", ".map", ".so", ".pyd")
_METADATA: Final = ("METADATA", "entry_points.txt", "top_level.txt")


def library_data(facts: AppFacts) -> dict[str, Path]:
    """Return what goes into a package beside the app's own files: place -> file.

    Files that libraries have read while the app was loaded, all files of component packages, which read some of them
    later, and the metadata of distributions that were asked for theirs.
    """
    found = {place: file for file in facts.library_files if (place := _place(file)) is not None}
    for package in facts.packages:
        found.update(_of_package(package))
    for folder in facts.metadata:
        found.update({f"{folder.name}/{name}": folder / name for name in _METADATA if (folder / name).is_file()})
    return found


def _of_package(package: ComponentPackage) -> Iterator[tuple[str, Path]]:
    if package.folder is None:
        return
    place = package.module.replace(".", "/")
    for file in sorted(package.folder.rglob("*")):
        if file.is_file() and file.suffix not in _CODE and "__pycache__" not in file.parts:
            yield f"{place}/{file.relative_to(package.folder).as_posix()}", file


def _place(file: Path) -> str | None:
    """Return where a library's file is looked for in a package: below its library, as where it is installed."""
    for folder in dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))):
        if file.is_relative_to(folder):
            return file.relative_to(folder).as_posix()
    return None
