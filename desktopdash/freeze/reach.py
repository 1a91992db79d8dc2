"""Which modules a program really needs: those that are reached from it, over imports that count.

PyInstaller follows every import of every library, also those that a library only tries: a test runner, a picture
library, five kinds of data frames, whatever happens to be installed where the build runs. An import by a library of
`WELL_KNOWN` counts only where it leads to what that library's distribution requires; what the app itself imports, or
has loaded when it was inspected, counts always.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from importlib import metadata
from typing import Final

WELL_KNOWN: Final = frozenset(
    {
        "blinker",
        "bottle",
        "click",
        "dbus-fast",
        "desktop-notifier",
        "dill",
        "diskcache",
        "flask",
        "itsdangerous",
        "jinja2",
        "markupsafe",
        "narwhals",
        "numpy",
        "orjson",
        "packaging",
        "pandas",
        "platformdirs",
        "plotly",
        "psutil",
        "python-dateutil",
        "six",
        "typing-extensions",
        "waitress",
        "werkzeug",
    }
)
"""Distributions whose optional imports are known to be optional."""

_CUT: Final = (
    (re.compile(r"qtpy$"), "qtpy.Qt"),  # it names a hundred modules of Qt; each is imported where it is used
    (re.compile(r"webview\.guilib$"), "webview.platforms."),  # the hook names the one that is used
    (re.compile(r"numpy\.testing\b"), ""),
    (re.compile(r"numpy\.lib\._utils_impl$"), "pydoc"),
    (re.compile(r"werkzeug\.debug\b"), ""),
    (re.compile(r"flask\.cli$"), ""),
)
"""Importers, and the beginnings of names that do not count in them: tools for developers."""

_TOOLS: Final = frozenset(
    {
        "PySide6.QtDataVisualization",
        "tkinter",
        "pydoc",
        "pydoc_data",
        "doctest",
        "idlelib",
        "lib2to3",
        "ensurepip",
        "venv",
    }
)
"""Never reached by an import of a well-known library."""

_EXTRA: Final = re.compile(r"\bextra\s*==")


class Distributions:
    """Who a module belongs to, and what that requires.

    Args:
        owners: top-level modules, and the distributions that have them.
        requires: the requirements of a distribution, as its metadata has them.
    """

    def __init__(
        self,
        owners: Mapping[str, Iterable[str]] | None = None,
        requires: Callable[[str], Iterable[str] | None] = metadata.requires,
    ) -> None:
        found = metadata.packages_distributions() if owners is None else owners
        self._owners = {module: frozenset(map(normal, names)) for module, names in found.items()}
        self._requires = requires
        self._needed: dict[str, frozenset[str]] = {}

    def owners(self, module: str) -> frozenset[str]:
        """Return the distributions of a module; none for Python's own and the app's.

        Several may have files in one folder, and then nobody can tell whose the module is.
        """
        return self._owners.get(module.partition(".")[0], frozenset())

    def needs(self, distribution: str, other: str) -> bool:
        """Tell whether a distribution requires another, extras aside."""
        if distribution not in self._needed:
            self._needed[distribution] = self._read(distribution)
        return other in self._needed[distribution]

    def _read(self, distribution: str) -> frozenset[str]:
        try:
            lines = self._requires(distribution) or ()
        except metadata.PackageNotFoundError:
            return frozenset()
        return frozenset(
            normal(re.split(r"[ ;<>=!~@\[(]", line, maxsplit=1)[0]) for line in lines if not _EXTRA.search(line)
        )


def normal(name: str) -> str:
    """Return a distribution's name as others compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def counts(importer: str, imported: str, distributions: Distributions) -> bool:
    """Tell whether an import counts."""
    if any(pattern.match(importer) and imported.startswith(prefix) for pattern, prefix in _CUT):
        return False
    owners = distributions.owners(importer)
    if not owners or not owners <= WELL_KNOWN:
        return True
    if imported in _TOOLS or imported.partition(".")[0] in _TOOLS:
        return False
    others = distributions.owners(imported)
    return not others or any(
        other in owners or any(distributions.needs(owner, other) for owner in owners) for other in others
    )


def reached(edges: Mapping[str, Iterable[str]], starts: Iterable[str], distributions: Distributions) -> frozenset[str]:
    """Return the modules that are needed.

    Args:
        edges: who imports whom, by whole names.
        starts: the program, and what is taken in whoever imports it.
        distributions: see `counts`.
    """
    found: set[str] = set()
    left = [name for start in starts for name in with_parents(start)]
    while left:
        module = left.pop()
        if module in found:
            continue
        found.add(module)
        for imported in edges.get(module, ()):
            if imported not in found and counts(module, imported, distributions):
                left += with_parents(imported)
    return frozenset(found)


def with_parents(module: str) -> list[str]:
    """Return a module's name and those of the packages that it is in; a file's path stays what it is."""
    if "/" in module or "\\" in module:
        return [module]
    parts = module.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1)]
