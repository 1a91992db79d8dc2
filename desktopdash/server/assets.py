"""The app's own files: which are loaded by the page, in Dash's order, and under which URL."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ..records import dataclass

_SCRIPTS = (".js", ".mjs")
_STYLES = (".css",)


@dataclass(frozen=True, slots=True)
class AssetFile:
    """A file of the assets folder.

    Attributes:
        path: relative to the folder, with slashes.
        modified: seconds since the epoch.
    """

    path: str
    modified: float

    @property
    def is_script(self) -> bool:
        """Whether the page loads it as a script."""
        return self.path.endswith(_SCRIPTS)

    @property
    def is_module(self) -> bool:
        """Whether it is a script that must be loaded as a module."""
        return self.path.endswith(".mjs")

    @property
    def is_style(self) -> bool:
        """Whether the page loads it as a style sheet."""
        return self.path.endswith(_STYLES)


@dataclass(frozen=True, slots=True)
class AssetFolder:
    """The assets folder and Dash's rules for it.

    Attributes:
        folder: absolute path; need not exist.
        url_path: where it is served, relative to the app's prefix, without slashes at the ends.
        ignore: regular expression; file names in which it is found are served and not loaded. "" for none.
        ignore_paths: regular expressions; paths relative to the folder in which one is found are not loaded.
        include: False: nothing is loaded by itself.
    """

    folder: Path
    url_path: str
    ignore: str = ""
    ignore_paths: tuple[str, ...] = ()
    include: bool = True

    def loaded(self) -> list[AssetFile]:
        """Return the scripts and style sheets that the page loads: folder by folder, each sorted by name."""
        if not self.include or not self.folder.is_dir():
            return []
        return [file for file in self._walk() if file.is_script or file.is_style]

    def favicon(self) -> AssetFile | None:
        """Return favicon.ico, wherever it stands in the folder."""
        if not self.include or not self.folder.is_dir():
            return None
        return next((file for file in self._walk() if PurePosixPath(file.path).name == "favicon.ico"), None)

    def _walk(self) -> Iterator[AssetFile]:
        for here, folders, names in os.walk(self.folder):
            folders.sort()
            relative = Path(here).relative_to(self.folder)
            for name in sorted(names):
                path = (relative / name).as_posix()
                if not self._is_ignored(name, path):
                    yield AssetFile(path, (Path(here) / name).stat().st_mtime)

    def _is_ignored(self, name: str, path: str) -> bool:
        if self.ignore and re.search(self.ignore, name):
            return True
        return any(re.search(pattern, path) for pattern in self.ignore_paths)
