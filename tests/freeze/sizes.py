"""How much room a packaged program takes, and which part of it is the window engine."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Qt, its bindings and pywebview, by the path inside of the package's `_internal`.
ENGINE = re.compile(r"(^|/)(PySide6|shiboken6|webview|qtpy)/|(^|/)(libQt6|libpyside6|libshiboken6|libicu)[^/]*$")


@dataclass(frozen=True)
class Size:
    """Bytes of a package and the part of them that is the window engine, and its number of files."""

    total: int
    engine: int
    files: int

    @property
    def rest(self) -> int:
        """What the app and its Python take."""
        return self.total - self.engine

    def __str__(self) -> str:
        return f"{mebibytes(self.total)} MiB in {self.files} files, {mebibytes(self.engine)} MiB of it window engine"


def measure_size(program: Path) -> Size:
    """Sum the files of the folder that a packaged program stands in; a file with several names counts once."""
    folder = program.parent
    total = engine = 0
    seen = set()
    for path in _files(folder):
        found = path.stat()
        if found.st_ino not in seen:
            seen.add(found.st_ino)
            total += found.st_size
            engine += found.st_size if ENGINE.search(path.relative_to(folder).as_posix()) else 0
    return Size(total, engine, len(seen))


def mebibytes(count: int) -> int:
    return round(count / 2**20)


def _files(folder: Path) -> Iterator[Path]:
    """Every file that is none by a link only."""
    for parent, _, files in os.walk(folder):
        yield from (path for name in files if not (path := Path(parent) / name).is_symlink())
