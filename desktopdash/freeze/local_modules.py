"""The modules below an app's folder that it can come to import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from .dynamic import dynamic_imports
from .places import files_below
from .source import Source, read_source
from .statements import LocalFinder, import_statements


def local_modules(
    app: Path, folder: Path, search_path: Sequence[Path] = (), further: Iterable[Path] = ()
) -> dict[Path, Source]:
    """Follow import statements from the app's file, through functions and relative imports as well.

    What `pages/` beside the app holds belongs to the app, too.

    Args:
        app: the app's file.
        folder: the app's folder.
        search_path: `sys.path`; what of it is below the folder is looked in.
        further: more files to begin with.

    Returns:
        The Python files with what stands in them. Compiled modules are `compiled_modules`' to find.

    Raises:
        BuildError: one of them is no Python.
    """
    finder = LocalFinder.over(folder, search_path)
    waiting = [app, *sorted(further), *_pages(folder)]
    found: dict[Path, Source] = {}
    while waiting:
        file = waiting.pop()
        if file not in found and file.suffix in (".py", ".pyw"):
            found[file] = read_source(file)
            waiting.extend(_imported(found[file], finder))
    return found


def compiled_modules(sources: Iterable[Source], folder: Path, search_path: Sequence[Path] = ()) -> set[Path]:
    """Return the compiled modules below an app's folder that its sources import."""
    finder = LocalFinder.over(folder, search_path)
    return {file for source in sources for file in _imported(source, finder) if file.suffix not in (".py", ".pyw")}


def _imported(source: Source, finder: LocalFinder) -> Iterator[Path]:
    for statement in import_statements(source):
        yield from finder.files(statement, source.path)
    asked = dynamic_imports(source, finder)
    for name in asked.names:
        yield from finder.named(name)
    for package in asked.packages:
        yield from (file for file in files_below(package, finder.folder) if file.suffix == ".py")


def _pages(folder: Path) -> list[Path]:
    pages = folder / "pages"
    return [file for file in files_below(pages, folder) if file.suffix == ".py"] if pages.is_dir() else []
