"""What an app's sources name: files, addresses, modules. They are read and never run."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from ..records import dataclass
from .addresses import Address, addresses
from .dynamic import dynamic_imports
from .guesses import Guess, is_windows_path
from .naming import Naming
from .places import absolute, files_below, is_left_out, is_of_system, is_python, relative_to_app
from .source import Source, line_of, read_source
from .statements import ImportStatement, LocalFinder, import_statements
from .uses import Meaning, Use, uses

# These belong together: who opens the one reads the others beside it.
_TOGETHER: Final = {".shp": (".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix")}
_LONGEST_PATH: Final = 1000


@dataclass(frozen=True, slots=True)
class OutsideData:
    """A path that an app names and that is not taken.

    Attributes:
        path: the path, absolute.
        where: the first line that names it, as "app.py:3".
        reason: "outside" of the app's folder, "fixed" (inside, by an absolute path that is true on this machine
            only), or "secret": a file of settings that is for this machine.
    """

    path: str
    where: str
    reason: str = "outside"


@dataclass(frozen=True, slots=True)
class Scan:
    """What the sources name; sorted, each once.

    Attributes:
        data: files below the app's folder.
        named_sources: Python files below it that are named as files.
        outside_data: what is named and cannot be taken.
        addresses: addresses elsewhere, and calls that draw maps.
        dynamic_imports: names of modules that are imported by a constant text.
        unknown_imports: the lines that import by a value that is not known, as "app.py:3".
        imports: dotted names of all modules that import statements name, those from elsewhere only.
    """

    data: tuple[Path, ...] = ()
    named_sources: tuple[Path, ...] = ()
    outside_data: tuple[OutsideData, ...] = ()
    addresses: tuple[Address, ...] = ()
    dynamic_imports: tuple[str, ...] = ()
    unknown_imports: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()


def scan(files: Sequence[Path], folder: Path, search_path: Sequence[Path] = ()) -> Scan:
    """Read sources and return what they name.

    Args:
        files: the app's own file first, then its modules.
        folder: the app's folder.
        search_path: `sys.path`; what of it is below the folder is where modules are looked for as well.

    Raises:
        BuildError: one of them is no Python.
    """
    sources = [read_source(absolute(file)) for file in files]
    return scan_sources(sources, absolute(folder), search_path)


def scan_sources(sources: Sequence[Source], folder: Path, search_path: Sequence[Path] = ()) -> Scan:
    """Return what sources that are read already name; see `scan`."""
    if not sources:
        return Scan()
    finder = LocalFinder.over(folder, search_path)
    naming = Naming.over(list(sources), sources[0].path, finder)
    found = _Found(folder)
    for source in sources:
        for use in sorted(uses(source, naming.values(source)), key=lambda use: line_of(use.node)):
            found.take(use, source)
    dynamic = [dynamic_imports(source, finder) for source in sources]
    return Scan(
        data=tuple(sorted(found.data)),
        named_sources=tuple(sorted(found.sources)),
        outside_data=tuple(sorted(found.outside.values(), key=lambda one: (one.path, one.where))),
        addresses=_first_of_each(one for source in sources for one in addresses(source, folder)),
        dynamic_imports=tuple(sorted({name for one in dynamic for name in one.names})),
        unknown_imports=tuple(dict.fromkeys(place for one in dynamic for place in one.unknown)),
        imports=tuple(sorted({name for source in sources for name in _from_elsewhere(source, finder)})),
    )


class _Found:
    """Collects what the uses of paths come to.

    Args:
        folder: the app's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._walked: set[Path] = set()
        self.data: set[Path] = set()
        self.sources: set[Path] = set()
        self.outside: dict[str, OutsideData] = {}

    def take(self, use: Use, source: Source) -> None:
        """Take the files that a use means."""
        guess = use.guess
        if use.meaning is Meaning.NOTHING or guess.is_elsewhere or not _may_be_path(guess.text):
            return
        is_path = guess.is_path or use.meaning is Meaning.FOLDERS
        head, pattern = guess.head() if is_path else (guess.text, "")
        takes_folders = use.meaning is not Meaning.FILES and (is_path or not guess.is_whole)
        where = source.where(use.node, self._folder)
        for path in self._candidates(head, source):
            self._take_one(path, pattern, guess, where, takes_folders)
        if is_path and guess.is_fixed and is_windows_path(guess.text) and os.name != "nt":
            self._note(guess.text, where, "outside")

    def _candidates(self, text: str, source: Source) -> list[Path]:
        """Return where a path may lie: beside the module, or in the app's folder."""
        if os.path.isabs(text):
            return [absolute(text)]
        return list(dict.fromkeys(absolute(base / text) for base in (source.path.parent, self._folder)))

    def _take_one(self, path: Path, pattern: str, guess: Guess, where: str, takes_folders: bool) -> None:
        relative = relative_to_app(path, self._folder)
        if relative is None:
            self._take_outside(path, guess, where, takes_folders)
        elif os.path.isfile(path) and guess.is_whole:
            self._take_file(path, relative, where)
            if guess.is_fixed:
                self._note(str(path), where, "fixed")
        elif takes_folders and os.path.isdir(path):
            self._take_folder(path, relative, pattern)
            if guess.is_fixed:
                self._note(str(path), where, "fixed")

    def _take_file(self, path: Path, relative: Path, where: str) -> None:
        if path.name.startswith(".env"):
            self._note(str(path), where, "secret")
        elif not _is_left_out(relative, self._folder):
            if is_python(path):
                self.sources.add(path)
            else:
                self.data.add(path)
                others = (path.with_suffix(suffix) for suffix in _TOGETHER.get(path.suffix.lower(), ()))
                self.data.update(other for other in others if other.is_file())

    def _take_folder(self, path: Path, relative: Path, pattern: str) -> None:
        if relative == Path():
            # Not all that is beside the app is its data; what matches a pattern is.
            for found in path.glob(pattern) if pattern else ():
                below = relative_to_app(found, self._folder)
                if found.is_file() and below is not None and not is_left_out(below, self._folder):
                    self._take_file(found, below, "")
        elif not is_left_out(relative / "x", self._folder) and path not in self._walked:
            self._walked.add(path)
            self.data.update(files_below(path, self._folder))

    def _take_outside(self, path: Path, guess: Guess, where: str, takes_folders: bool) -> None:
        if self._folder.is_relative_to(path) or is_of_system(path) or is_python(path):
            return
        is_there = os.path.isfile(path) or (takes_folders and os.path.isdir(path))
        if is_there or (guess.is_fixed and takes_folders):
            self._note(str(path), where, "outside")

    def _note(self, path: str, where: str, reason: str) -> None:
        self.outside.setdefault(path, OutsideData(path, where, reason))


def _is_left_out(relative: Path, folder: Path) -> bool:
    """Tell whether a file that is named is not packed; one with a dot in front of its own name is."""
    return is_left_out(relative.with_name(relative.name.lstrip(".") or "x"), folder)


def _may_be_path(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_PATH and not any(char in text for char in "\n\r\0") and bool(text.strip("./\\ "))


def _first_of_each(found: Iterable[Address]) -> tuple[Address, ...]:
    first: dict[tuple[str, str], Address] = {}
    for one in found:
        first.setdefault((one.kind, one.text), one)
    return tuple(sorted(first.values(), key=lambda one: (one.kind, one.text)))


def _from_elsewhere(source: Source, finder: LocalFinder) -> Iterator[str]:
    """Yield the names of modules that are not the app's own, those that may be taken from a package among them."""
    for statement in import_statements(source):
        if not statement.level and not _is_local(statement, source, finder):
            yield statement.module
            yield from (f"{statement.module}.{name}" for name, _ in statement.names if name != "*")


def _is_local(statement: ImportStatement, source: Source, finder: LocalFinder) -> bool:
    return bool(finder.files(statement, source.path))
