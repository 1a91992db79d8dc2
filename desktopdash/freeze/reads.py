"""Which files a process reads, as Python's audit events tell it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from types import FrameType
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from ..records import dataclass
from .places import (
    absolute,
    is_of_library,
    is_of_python,
    is_of_system,
    is_python,
    is_shared,
    own_folder,
    relative_to_app,
)

# What these keep in files they can make again, in a folder that they make as well.
_CACHES: Final = frozenset({"diskcache", "cachelib", "flask_caching", "joblib", "requests_cache"})
_METADATA: Final = frozenset({"METADATA", "PKG-INFO"})
_METADATA_FOLDERS: Final = (".dist-info", ".egg-info")


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """What was read, sorted by whose it is.

    Attributes:
        data: files that are neither Python's nor a library's.
        library: files of installed libraries, no Python.
        metadata: folders of the distributions that were asked for their metadata.
    """

    data: tuple[Path, ...]
    library: tuple[Path, ...]
    metadata: tuple[Path, ...]


class ReadWatch:
    """Notes the files that are opened for reading. What it wrote itself before, the process does not need to be given.

    An audit hook cannot be taken off again: it stays, and notes nothing any more.
    """

    def __init__(self) -> None:
        self._is_on = False
        self._read: dict[str, None] = {}
        self._written: set[str] = set()
        sys.addaudithook(self._take)

    @contextmanager
    def on(self) -> Iterator[None]:
        """Note what is opened inside this."""
        self._is_on = True
        try:
            yield
        finally:
            self._is_on = False

    def files(self, app_folder: Path) -> ReadFiles:
        """Return the files that are still there.

        Args:
            app_folder: what is below it is the app's, also where it is below a folder for temporary files.
        """
        return _sorted_out([Path(text) for text in list(self._read)], app_folder)

    def _take(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._is_on:
            return
        if event == "open":
            path, mode, flags = arguments
            if (text := _text(path)) is not None:
                self._note(text, is_read=_reads(mode, flags))
        elif event == "sqlite3.connect":
            text = _database(arguments[0])
            if text is not None and not _is_asked_by_a_cache(sys._getframe(1)):
                self._note(text, is_read=Path(text).is_file())

    def _note(self, text: str, *, is_read: bool) -> None:
        path = os.path.abspath(text)
        if not is_read:
            if path not in self._read:
                self._written.add(path)
        elif path not in self._written and path not in self._read and not self._is_cached(path):
            self._read[path] = None

    def _is_cached(self, path: str) -> bool:
        return not path.endswith((".py", ".pyc")) and _is_asked_by_a_cache(sys._getframe(3))


def _sorted_out(paths: Iterable[Path], app_folder: Path) -> ReadFiles:
    data, library, metadata = set(), set(), set()
    temporary = absolute(tempfile.gettempdir())
    for path in paths:
        if is_python(path) or not path.is_file() or path.is_relative_to(own_folder()):
            continue
        if is_of_library(path):
            if path.name in _METADATA and path.parent.suffix in _METADATA_FOLDERS:
                metadata.add(path.parent)
            elif path.parent.suffix not in _METADATA_FOLDERS and path.suffix != ".pth":
                library.add(path)
        elif relative_to_app(path, app_folder) is not None or not (
            is_of_python(path) or is_of_system(path) or is_shared(path) or path.is_relative_to(temporary)
        ):
            data.add(path)
    return ReadFiles(tuple(sorted(data)), tuple(sorted(library)), tuple(sorted(metadata)))


def _reads(mode: Any, flags: Any) -> bool:
    """Tell whether a file is opened for what stands in it."""
    if isinstance(mode, str):
        return "r" in mode
    if not isinstance(flags, int) or flags & (os.O_TRUNC | os.O_EXCL):
        return False
    return flags & (os.O_WRONLY | os.O_RDWR) != os.O_WRONLY


def _text(path: Any) -> str | None:
    """Return a path as text; None for a file that is open already, by its number, and for what is no path."""
    if isinstance(path, (str, bytes, PurePath)):
        return os.fsdecode(path)
    return None


def _database(name: Any) -> str | None:
    """Return the file of a database; None where it is in memory."""
    text = _text(name)
    if not text or text == ":memory:":
        return None
    if not text.startswith("file:"):
        return text
    address = urlsplit(text)
    path = unquote(address.path)
    return path if path and path != ":memory:" and "mode=memory" not in address.query else None


def _is_asked_by_a_cache(frame: FrameType | None) -> bool:
    while frame is not None:
        if str(frame.f_globals.get("__name__", "")).partition(".")[0] in _CACHES:
            return True
        frame = frame.f_back
    return False
