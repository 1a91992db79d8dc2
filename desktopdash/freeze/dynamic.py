"""Imports by a name that is a value: `importlib.import_module(name)`."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final

from ..records import dataclass
from .source import Source, callee, text_of
from .statements import LocalFinder

_CALLS: Final = frozenset({"importlib.import_module", "import_module", "__import__", "importlib.__import__"})


@dataclass(frozen=True, slots=True)
class DynamicImports:
    """What a source imports by values.

    Attributes:
        names: absolute names that are known.
        packages: folders of local packages, of which one module or another is imported.
        unknown: the lines where nothing is known, as "app.py:3".
    """

    names: tuple[str, ...] = ()
    packages: tuple[Path, ...] = ()
    unknown: tuple[str, ...] = ()


def dynamic_imports(source: Source, finder: LocalFinder) -> DynamicImports:
    """Return the imports by value of a source."""
    names: list[str] = []
    packages: list[Path] = []
    unknown: list[str] = []
    for node in source.nodes():
        if not isinstance(node, ast.Call) or callee(node) not in _CALLS:
            continue
        known = _names(node, source, finder)
        if known is not None:
            names.extend(known)
        elif (package := _head_package(node, finder)) is not None:
            packages.append(package)
        else:
            unknown.append(source.where(node, finder.folder))
    return DynamicImports(tuple(names), tuple(packages), tuple(unknown))


def _names(call: ast.Call, source: Source, finder: LocalFinder) -> list[str] | None:
    name = text_of(_argument(call, 0, "name"))
    if name is None:
        return None
    if not name.startswith("."):
        return [name]
    package = _package(_argument(call, 1, "package"), source, finder)
    if package is None:
        return None
    level = len(name) - len(name.lstrip("."))
    parts = package.split(".")
    above = parts[: len(parts) - level + 1]
    return [".".join([*above, name.lstrip(".")])]


def _package(node: ast.expr | None, source: Source, finder: LocalFinder) -> str | None:
    if isinstance(node, ast.Name) and node.id in ("__package__", "__name__"):
        package = finder.package_of(source.path)
        # In the `__init__` of a package both are the package itself.
        is_module = node.id == "__name__" and source.path.stem != "__init__"
        return f"{package}.{source.path.stem}".strip(".") if is_module else package
    return text_of(node)


def _head_package(call: ast.Call, finder: LocalFinder) -> Path | None:
    """Return the local package of `f"plugins.{name}"` or `"plugins." + name`."""
    node = _argument(call, 0, "name")
    head: str | None = None
    if isinstance(node, ast.JoinedStr) and node.values:
        head = text_of(node.values[0])
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        head = text_of(node.left)
    package, dot, _ = (head or "").rpartition(".")
    return finder.package_folder(package) if dot else None


def _argument(call: ast.Call, index: int, name: str) -> ast.expr | None:
    if index < len(call.args):
        return call.args[index]
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)
