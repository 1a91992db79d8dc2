"""Source files, read and never run."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..protocol.problem import Problem
from ..records import dataclass, field
from .errors import BuildError


@dataclass(frozen=True, slots=True)
class Source:
    """A Python file.

    Attributes:
        path: the file.
        tree: what stands in it.
        every: all its nodes.
        remarks: the ids of the nodes of docstrings and other texts that stand alone: no code uses them.
    """

    path: Path
    tree: ast.Module
    every: tuple[ast.AST, ...] = field(repr=False)
    remarks: frozenset[int] = field(repr=False)

    def nodes(self) -> list[ast.AST]:
        """Return all nodes but remarks, line by line."""
        return sorted((node for node in self.every if id(node) not in self.remarks), key=line_of)

    def where(self, node: ast.AST, folder: Path) -> str:
        """Return the place of a node, as "pages/sales.py:12"."""
        return f"{shown(self.path, folder)}:{line_of(node)}"


def line_of(node: ast.AST) -> int:
    """Return the line that a node begins in."""
    return getattr(node, "lineno", 1)


def shown(path: Path, folder: Path) -> str:
    """Return a path as a person is told it: relative to the app's folder where it is below it."""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)


def read_source(path: Path) -> Source:
    """Read a Python file in the encoding that it says it has.

    Raises:
        BuildError: it cannot be read, or is no Python.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BuildError(_unreadable(path, error)) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(data, str(path))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise BuildError(_no_python(path, error)) from error
    every = tuple(ast.walk(tree))
    return Source(path, tree, every, frozenset(_remarks(every)))


def callee(node: ast.AST) -> str:
    """Return the dotted name of what is called, as "pd.read_csv"; ".glob" for a method of something without a name."""
    function = node.func if isinstance(node, ast.Call) else node
    parts: list[str] = []
    while isinstance(function, ast.Attribute):
        parts.append(function.attr)
        function = function.value
    parts.append(function.id if isinstance(function, ast.Name) else "")
    return ".".join(reversed(parts))


def last_name(node: ast.AST) -> str:
    """Return the last part of the name of what is called, as "read_csv"."""
    return callee(node).rpartition(".")[2]


def text_of(node: ast.AST | None) -> str | None:
    """Return the text that a node is; None for anything but a constant text."""
    value: Any = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) else None


def summands(node: ast.expr) -> list[ast.expr]:
    """Return the parts of a sum from left to right; a text may be a sum of hundreds."""
    parts: list[ast.expr] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts.append(node.right)
        node = node.left
    return [node, *reversed(parts)]


def _remarks(nodes: Iterable[ast.AST]) -> Iterator[int]:
    for node in nodes:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)


def _unreadable(path: Path, error: OSError) -> Problem:
    return Problem(
        "unreadable_file",
        f"{path.name} cannot be read.",
        f"{error.strerror or error} ({path})",
        "a Python file that you may read",
        "Check the file and its permissions, and build again.",
    )


def _no_python(path: Path, error: BaseException) -> Problem:
    line = getattr(error, "lineno", None)
    said = getattr(error, "msg", None) or str(error) or type(error).__name__
    return Problem(
        "no_python",
        f"{path.name} is no valid Python.",
        f"{said} ({path}{f', line {line}' if line else ''})",
        "Python source in UTF-8, or in the encoding that its first two lines name",
        "Correct the file, or save it as UTF-8, and build again.",
    )
