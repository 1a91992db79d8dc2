"""The import statements of a source, and the files below the app's folder that they mean."""

from __future__ import annotations

import ast
import importlib.machinery
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from ..records import dataclass
from .places import is_left_out, relative_to_app
from .source import Source, last_name

_SUFFIXES: Final = (".py", *importlib.machinery.EXTENSION_SUFFIXES)


@dataclass(frozen=True, slots=True)
class ImportStatement:
    """One module that a statement names.

    Attributes:
        node: the statement.
        module: its dotted name; "" for `from . import x`.
        names: what is taken from it, by its name there and its name here; () for `import module`.
        level: the number of dots in front.
        alias: the name that `import module as alias` gives it.
    """

    node: ast.stmt
    module: str
    names: tuple[tuple[str, str], ...] = ()
    level: int = 0
    alias: str | None = None


def import_statements(source: Source) -> Iterator[ImportStatement]:
    """Yield what a source imports when it runs, inside functions as well."""
    skipped = _for_type_checkers(source)
    for node in source.every:
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (ImportStatement(node, alias.name, alias=alias.asname) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = tuple((alias.name, alias.asname or alias.name) for alias in node.names)
            yield ImportStatement(node, node.module or "", names, node.level)


def _for_type_checkers(source: Source) -> set[int]:
    blocks = [node for node in source.every if isinstance(node, ast.If) and last_name(node.test) == "TYPE_CHECKING"]
    return {id(node) for block in blocks for statement in block.body for node in ast.walk(statement)}


@dataclass(frozen=True, slots=True)
class LocalFinder:
    """Finds modules below the app's folder, without importing them.

    Attributes:
        folder: the app's folder.
        roots: where absolute imports are looked for, the app's folder first.
    """

    folder: Path
    roots: tuple[Path, ...]

    @classmethod
    def over(cls, folder: Path, search_path: Sequence[Path] = ()) -> LocalFinder:
        """Return a finder for an app's folder and whatever of `sys.path` is below it."""
        own = [path for path in search_path if relative_to_app(path, folder) not in (None, Path())]
        return cls(folder, (folder, *own))

    def files(self, statement: ImportStatement, importer: Path) -> list[Path]:
        """Return the files that a statement loads: packages on the way, the module, modules taken from it."""
        names = [name for name, _ in statement.names]
        return self._first(statement.module, names, self._bases(statement, importer))

    def module_file(self, statement: ImportStatement, importer: Path) -> Path | None:
        """Return the file of the module that a statement names, or of the package."""
        for base in self._bases(statement, importer):
            if not statement.module:
                return _package_file(base)
            found = self._below(base, statement.module.split("."))
            if found is not None:
                return found[-1] if found else None
        return None

    def named(self, name: str) -> list[Path]:
        """Return the files that importing a dotted name loads; none for a module from elsewhere."""
        return self._first(name, [], self.roots)

    def package_folder(self, name: str) -> Path | None:
        """Return the folder of a local package."""
        for root in self.roots:
            found = root.joinpath(*name.split("."))
            if name and found.is_dir() and not self._is_left_out(found / "__init__.py"):
                return found
        return None

    def package_of(self, file: Path) -> str:
        """Return the dotted name of the package that a file is in; "" beside the app."""
        root = next((root for root in reversed(self.roots) if file.is_relative_to(root)), self.folder)
        return ".".join(file.relative_to(root).parent.parts) if file.is_relative_to(root) else ""

    def _bases(self, statement: ImportStatement, importer: Path) -> tuple[Path, ...]:
        if not statement.level:
            return self.roots
        base = importer.parent
        for _ in range(statement.level - 1):
            base = base.parent
        return (base,)

    def _first(self, module: str, names: Sequence[str], bases: Sequence[Path]) -> list[Path]:
        for base in bases:
            found = self._below(base, module.split(".") if module else [])
            if found is None:
                continue
            last = base.joinpath(*module.split(".")) if module else base
            if not module and (own := _package_file(base)) is not None:
                found.append(own)
            for name in names if last.is_dir() else ():
                found.extend(self._below(last, [name]) or [])
            return [file for file in found if not self._is_left_out(file)]
        return []

    def _below(self, base: Path, parts: Sequence[str]) -> list[Path] | None:
        """Return the files of a module and of the packages above it; None where it is not there."""
        found: list[Path] = []
        at = base
        for index, part in enumerate(parts):
            at = at / part
            package, file = _package_file(at), _module_file(at)
            if package is not None:
                found.append(package)
            elif file is not None:
                return [*found, file] if index == len(parts) - 1 else None
            elif not at.is_dir() or self._is_left_out(at / "x.py"):
                return None
        return found

    def _is_left_out(self, file: Path) -> bool:
        relative = relative_to_app(file, self.folder)
        return relative is None or is_left_out(relative, self.folder)


def _package_file(folder: Path) -> Path | None:
    return _module_file(folder / "__init__")


def _module_file(stem: Path) -> Path | None:
    candidates = (stem.with_name(stem.name + suffix) for suffix in _SUFFIXES)
    return next((path for path in candidates if path.is_file()), None)
