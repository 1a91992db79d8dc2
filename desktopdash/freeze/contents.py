"""What goes into the package of an app, and what does not though the app names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from ..records import dataclass
from ..shell.loader import AppSpec
from .addresses import Address
from .elsewhere import hidden_imports, search_path
from .facts import AppFacts
from .findings import find
from .includes import included
from .local_modules import compiled_modules, local_modules
from .packed import Packed, Places
from .places import absolute, files_below, is_left_out, is_python, relative_to_app
from .scan import Scan, scan_sources
from .source import Source

LARGE_BYTES: Final = 100 * 2**20
"""Data that is more than this is worth a word."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a package; each file once, sorted by place.

    Attributes:
        sources: the app's own modules, its file among them, compiled ones too.
        assets: the files of the assets folder.
        data: the files that the app names or reads, and those of `--include`.
        findings: what is named and not taken, and what else a person should know: what, where, and what to do.
        hidden_imports: modules from elsewhere that the app imports; those that loading it has imported among them.
        search_path: folders in which some of these are found, though they are not installed; PyInstaller's `pathex`.
        addresses: addresses elsewhere that the sources name, and calls that draw maps.
        size: bytes of all files.
    """

    sources: tuple[Packed, ...]
    assets: tuple[Packed, ...]
    data: tuple[Packed, ...]
    findings: tuple[str, ...]
    hidden_imports: tuple[str, ...]
    search_path: tuple[Path, ...]
    addresses: tuple[Address, ...]
    size: int

    def all(self) -> tuple[Packed, ...]:
        """Return every file."""
        return (*self.sources, *self.assets, *self.data)


def find_contents(spec: AppSpec, facts: AppFacts, includes: Sequence[str] = ()) -> Contents:
    """Put together what loading the app and reading its sources tell.

    Args:
        spec: which app.
        facts: what loading it told.
        includes: files, folders and globs that are to be taken as well, relative to the app's folder or to the
            working folder.

    Raises:
        BuildError: a source that is no Python, an include that is not there, two files for one place.
    """
    app = absolute(spec.path)
    folder = app.parent
    sources, found = _read(app, folder, facts)
    places = Places(folder)
    own = places.take(_own_files(sources, folder, facts))
    assets = places.take(_assets(folder, facts))
    data = places.take(_data(folder, facts, found), included(includes, folder, Path.cwd()))
    findings = find(folder, facts, found, {packed.file for packed in (*own, *assets, *data)})
    return Contents(
        own,
        assets,
        data,
        (*findings, *_too_large(data)),
        hidden_imports(found, facts),
        search_path(facts),
        found.addresses,
        sum(packed.size() for packed in (*own, *assets, *data)),
    )


def _read(app: Path, folder: Path, facts: AppFacts) -> tuple[dict[Path, Source], Scan]:
    """Return the app's sources and what they name; a source that is named as a file may name more."""
    loaded = [file for file in facts.modules if is_python(file)]
    sources = local_modules(app, folder, facts.search_path, loaded)
    while True:
        found = scan_sources(
            [sources[app], *(sources[file] for file in sorted(sources) if file != app)], folder, facts.search_path
        )
        further = set(found.named_sources) - set(sources)
        if not further:
            return sources, found
        sources |= local_modules(app, folder, facts.search_path, {*loaded, *further})


def _own_files(sources: dict[Path, Source], folder: Path, facts: AppFacts) -> Iterator[tuple[Path, str | None]]:
    compiled = compiled_modules(sources.values(), folder, facts.search_path)
    for file in {*sources, *compiled, *facts.modules}:
        yield file, None


def _assets(folder: Path, facts: AppFacts) -> Iterator[tuple[Path, str | None]]:
    """Yield the assets, each with its place where that is not the one below the app's folder."""
    root = facts.assets_folder
    if not root.is_dir():
        return
    place = assets_place(folder, facts)
    if place is None and relative_to_app(root, folder) in (None, Path()):
        return
    for file in files_below(root, folder):
        yield file, None if place is None else str(PurePosixPath(place, file.relative_to(root).as_posix()))


def assets_place(folder: Path, facts: AppFacts) -> str | None:
    """Return where an installed library will look for the assets; None for the app's own."""
    if facts.assets_module is None or relative_to_app(facts.assets_folder, folder) is not None:
        return None
    package = facts.assets_module.split(".")
    parts = facts.assets_folder.parts
    for index in range(len(parts) - len(package), 0, -1):
        if list(parts[index : index + len(package)]) == package:
            return "/".join(parts[index:])
    return None


def _data(folder: Path, facts: AppFacts, found: Scan) -> Iterator[tuple[Path, str | None]]:
    icon = () if facts.icon is None else (facts.icon,)
    for file in (*found.data, *facts.read_files, *icon):
        relative = relative_to_app(file, folder)
        if relative is not None and not is_left_out(relative, folder):
            yield file, None


def _too_large(data: Iterable[Packed]) -> Iterator[str]:
    sizes = sorted(((packed.size(), packed.place) for packed in data), reverse=True)
    total = sum(size for size, _ in sizes)
    if total > LARGE_BYTES:
        largest = ", ".join(f"{place.removeprefix('app/')} ({_told(size)})" for size, place in sizes[:3])
        yield (
            f"the app's data has {_told(total)}, and whoever gets the package gets all of it. The largest: {largest}. "
            "Leave out what the app does not need, or keep it where the app can fetch it"
        )


def _told(size: int) -> str:
    return f"{size / 2**20:,.1f} MiB"
