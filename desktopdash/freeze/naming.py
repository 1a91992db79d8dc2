"""What the names of an app's modules may be: paths that are assigned once and used elsewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from ..records import dataclass, field
from .source import Source
from .statements import ImportStatement, LocalFinder, import_statements
from .values import MOST, Guesses, Values

# Names may be made of names of other modules, which may be made of names of others.
_ROUNDS: Final = 3


@dataclass(slots=True)
class Naming:
    """The names of several sources.

    Attributes:
        app: the app's file.
        finder: finds local modules.
        names: what each name of a source may be, by file.
        attributes: what attributes may be, whoever has them.
        blurred: by file, the names that may be what is not known as well.
        blurred_attributes: likewise, with a dot in front.
    """

    app: Path
    finder: LocalFinder
    names: dict[Path, dict[str, Guesses]] = field(default_factory=dict)
    attributes: dict[str, Guesses] = field(default_factory=dict)
    blurred: dict[Path, set[str]] = field(default_factory=dict)
    blurred_attributes: set[str] = field(default_factory=set)

    @classmethod
    def over(cls, sources: list[Source], app: Path, finder: LocalFinder) -> Naming:
        """Return the names of all sources."""
        made = cls(app, finder)
        for _ in range(_ROUNDS):
            made.blurred_attributes = set()
            for source in sources:
                made._read(source)
        return made

    def values(self, source: Source) -> Values:
        """Return what works out the expressions of a source."""
        return Values(
            source.path,
            self.app,
            self.names.get(source.path, {}),
            self.attributes,
            self._modules(source),
            self.finder.package_folder,
            self.blurred.get(source.path, set()) | self.blurred_attributes,
        )

    def _read(self, source: Source) -> None:
        names = self.names.setdefault(source.path, {})
        for statement in import_statements(source):
            self._import(statement, source, names)
        values, blurred = self.values(source), _other_bindings(source)
        for target, value in assignments(source):
            found = values.of(value)
            if isinstance(target, ast.Name):
                _add(names, target.id, found)
                blurred |= set() if found else {target.id}
            elif isinstance(target, ast.Attribute):
                _add(self.attributes, target.attr, found)
                self.blurred_attributes |= set() if found else {f".{target.attr}"}
        self.blurred[source.path] = blurred
        for name, found in _class_names(source, values):
            _add(self.attributes, name, found)

    def _import(self, statement: ImportStatement, source: Source, names: dict[str, Guesses]) -> None:
        there = self._names_of(statement, source.path)
        for name, here in statement.names:
            if name == "*":
                for every, found in list(there.items()):
                    _add(names, every, found)
            else:
                _add(names, here, there.get(name, ()))

    def _names_of(self, statement: ImportStatement, importer: Path) -> Mapping[str, Guesses]:
        file = self.finder.module_file(statement, importer)
        return self.names.get(file, {}) if file is not None else {}

    def _modules(self, source: Source) -> dict[str, Mapping[str, Guesses]]:
        """Return the names of modules that a source has imported as such."""
        found: dict[str, Mapping[str, Guesses]] = {}
        for statement in import_statements(source):
            if not statement.names and (statement.alias or "." not in statement.module):
                found[statement.alias or statement.module] = self._names_of(statement, source.path)
            for name, here in statement.names:
                inner = f"{statement.module}.{name}".strip(".")
                there = self._names_of(ImportStatement(statement.node, inner, level=statement.level), source.path)
                if there:
                    found[here] = there
        return found


def assignments(source: Source) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield (target, value) of what is assigned to one name or attribute."""
    for node in source.every:
        if isinstance(node, ast.Assign):
            yield from ((target, node.value) for target in node.targets)
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
            yield node.target, node.value


def _other_bindings(source: Source) -> set[str]:
    """Return the names that get their values otherwise: parameters, loops, parts of tuples."""
    found: set[str] = set()
    plain = {id(target) for target, _ in assignments(source)}
    for node in source.every:
        if isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in plain:
            found.add(node.id)
    return found


def _class_names(source: Source, values: Values) -> Iterator[tuple[str, Guesses]]:
    for node in source.every:
        if isinstance(node, ast.ClassDef):
            for statement in node.body:
                targets = statement.targets if isinstance(statement, ast.Assign) else []
                if isinstance(statement, ast.AnnAssign) and statement.value is not None:
                    targets = [statement.target]
                for target in targets:
                    if isinstance(target, ast.Name):
                        yield target.id, values.of(getattr(statement, "value", None))


def _add(names: dict[str, Guesses], name: str, found: Guesses) -> None:
    if found:
        names[name] = tuple(dict.fromkeys((*names.get(name, ()), *found)))[:MOST]
