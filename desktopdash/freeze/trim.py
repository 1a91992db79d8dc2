"""What PyInstaller has found is cut down to what the program needs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final, TypeAlias

from ..records import dataclass, field
from ..shell.late_hooks import INSPECT_HOOK, LATE_HOOKS
from . import engine_parts
from .libraries import is_pythons_own, needed_libraries, stripped
from .reach import Distributions, normal, reached

Entry: TypeAlias = tuple[str, str, str]
"""As PyInstaller lists files: place, file, kind."""

_OUTSIDE_GRAPH: Final = ("MissingModule", "ExcludedModule", "RuntimeModule", "BuiltinModule", "InvalidSourceModule")
# The program's script is said to need all scripts that run before it, and these what they are for.
_NOBODYS_IMPORT: Final = (*_OUTSIDE_GRAPH, "Script")
_METADATA: Final = re.compile(r"^([^/]+)-[^-/]+\.(?:dist|egg)-info/")
_USELESS: Final = re.compile(
    r"plotly/package_data/widgetbundle\.js$|desktopdash/(?:ARCHITECTURE\.md|py\.typed|.*\.pyi)$|.*\.d\.ts$"
)
"""What is for notebooks, for developers and for type checkers."""

_HOOKS: Final = {
    "pyi_rth_pkgres": "pkg_resources",
    "pyi_rth_setuptools": "setuptools",
    "pyi_rth_multiprocessing": "multiprocessing",
    "pyi_rth_pyside6": "PySide6",
    "pyi_rth_mplconfig": "matplotlib",
}
"""Scripts that run at every start of the program, and the modules they are for."""


@dataclass(slots=True)
class Trimmed:
    """What was cut.

    Attributes:
        bytes_by_part: what was left out, by parts that people know.
    """

    bytes_by_part: dict[str, int] = field(default_factory=dict)

    def note(self, entries: Iterable[Entry]) -> None:
        """Note files that are left out."""
        for place, file, kind in entries:
            if file and os.path.isfile(file):
                part = place.partition(".")[0] if kind == "PYMODULE" else part_of(place)
                self.bytes_by_part[part] = self.bytes_by_part.get(part, 0) + os.path.getsize(file)


def trim(analysis: Any, starts: Iterable[str], work: Path) -> Trimmed:
    """Cut an analysis down, in place.

    Args:
        analysis: PyInstaller's `Analysis`, fresh: one that was read from a cache has no graph.
        starts: the scripts and modules that the program begins with.
        work: a folder for copies.
    """
    trimmed, distributions = Trimmed(), Distributions()
    edges = _edges(analysis.graph)
    modules = reached(edges, starts, distributions)
    # In place: PyInstaller knows by the list itself which modules it has compiled already.
    analysis.pure[:] = _cut(analysis.pure, lambda entry: _is_pure_wanted(entry[0], modules, edges), trimmed)
    analysis.scripts = [entry for entry in analysis.scripts if _is_hook_wanted(entry[0], modules)]
    _put_hooks_off(analysis)
    _trim_binaries(analysis, modules, edges, trimmed)
    analysis.datas = _cut(
        analysis.datas, lambda entry: _is_data_wanted(entry[0], modules, edges, distributions), trimmed
    )
    analysis.binaries = [_smaller(entry, work / "stripped") for entry in analysis.binaries]
    return trimmed


def is_hook(script: str) -> bool:
    """Tell whether a script is there only for a module, and is to go where that goes."""
    return script in _HOOKS


def _is_hook_wanted(script: str, modules: frozenset[str]) -> bool:
    return script not in _HOOKS or _HOOKS[script] in modules


def _put_hooks_off(analysis: Any) -> None:
    """Make modules of the hooks that the program runs later; see `shell.late_hooks`."""
    late = {*LATE_HOOKS.values(), INSPECT_HOOK}
    analysis.pure += [(name, file, "PYMODULE") for name, file, _ in analysis.scripts if name in late]
    analysis.scripts = [entry for entry in analysis.scripts if entry[0] not in late]


def _edges(graph: Any) -> dict[str, set[str]]:
    """Return who imports whom."""
    found: dict[str, set[str]] = {}
    for node in graph.nodes():
        if type(node).__name__ not in _OUTSIDE_GRAPH:
            others = (other for other in graph.outgoing(node) if other is not None)
            found[node.identifier] = {
                other.identifier for other in others if type(other).__name__ not in _NOBODYS_IMPORT
            }
    return found


def _cut(entries: Iterable[Entry], is_wanted: Any, trimmed: Trimmed) -> list[Entry]:
    kept: list[Entry] = []
    dropped: list[Entry] = []
    for entry in entries:
        (kept if is_wanted(entry) else dropped).append(entry)
    trimmed.note(dropped)
    return kept


def _is_pure_wanted(module: str, modules: frozenset[str], known: Mapping[str, Any]) -> bool:
    """What is not in the graph is PyInstaller's own."""
    return module in modules or module not in known or module.startswith(("_pyi", "pyi"))


def _module_of(place: str) -> str:
    """Return the name of the module that an extension's file is for."""
    path = re.sub(r"^python[\d.]+/lib-dynload/", "", place.replace("\\", "/"))
    folder, _, name = path.rpartition("/")
    return ".".join([*folder.split("/"), name.split(".", 1)[0]]).strip(".")


def _trim_binaries(analysis: Any, modules: frozenset[str], known: Mapping[str, Any], trimmed: Trimmed) -> None:
    qt = frozenset(name for name in modules if name.startswith("PySide6.Qt") and _is_asked_for(name, known, modules))
    kept: list[Entry] = []
    dropped: list[Entry] = []
    links: list[Entry] = []
    libraries: dict[str, Entry] = {}
    for place, file, kind in analysis.binaries:
        entry = (place.replace("\\", "/"), file, kind)
        if kind == "SYMLINK":
            links.append(entry)
        elif engine_parts.is_library(entry[0]) or not (kind == "EXTENSION" or engine_parts.is_engine(entry[0])):
            libraries[entry[0]] = entry
        elif engine_parts.is_engine(entry[0]):
            (kept if engine_parts.is_wanted(entry[0], qt) else dropped).append(entry)
        else:
            (kept if _is_extension_wanted(entry[0], modules, known) else dropped).append(entry)
    stay = needed_libraries(
        [entry[1] for entry in kept],
        [entry[1] for entry in dropped],
        {place: entry[1] for place, entry in libraries.items()},
    )
    dropped += [entry for place, entry in libraries.items() if place not in stay]
    kept += [libraries[place] for place in libraries if place in stay]
    analysis.binaries = [*kept, *_living(links, (entry[0] for entry in kept))]
    trimmed.note(dropped)


def _living(links: Iterable[Entry], kept: Iterable[str]) -> list[Entry]:
    """Return the links that lead to a file or a folder that stays, or to another such link."""
    left, found = list(links), list[Entry]()
    places = {above for place in kept for above in (place, *map(str, PurePosixPath(place).parents))}
    while living := [link for link in left if _target(link) in places]:
        found += living
        places |= {link[0] for link in living}
        left = [link for link in left if link not in living]
    return found


def _target(link: Entry) -> str:
    return os.path.normpath(os.path.join(os.path.dirname(link[0]), link[1])).replace("\\", "/")


def _is_asked_for(module: str, edges: Mapping[str, Any], modules: frozenset[str]) -> bool:
    """Tell whether somebody imports a module of Qt who is not of Qt: hooks name more than what is loaded."""
    foreign = (name for name in modules if not name.startswith(("PySide6", "qtpy", "webview")))
    return any(module in edges.get(name, ()) for name in foreign)


def _is_extension_wanted(place: str, modules: frozenset[str], known: Mapping[str, Any]) -> bool:
    module = _module_of(place)
    return module in modules or module not in known


def _is_data_wanted(
    place: str, modules: frozenset[str], known: Mapping[str, Any], distributions: Distributions
) -> bool:
    place = place.replace("\\", "/")
    if _USELESS.match(place) or not engine_parts.is_wanted(place, frozenset()):
        return False
    found = _METADATA.match(place)
    if found is not None:
        name = normal(found[1])
        return any(name in distributions.owners(module) for module in modules)
    top = place.partition("/")[0]
    return top not in known or top in modules


def _smaller(entry: Entry, folder: Path) -> Entry:
    place, file, kind = entry
    if kind == "SYMLINK" or not is_pythons_own(place):
        return entry
    return (place, stripped(file, folder) or file, kind)


def part_of(place: str) -> str:
    """Return the part that a file of a package belongs to, by a name that people know."""
    place = place.replace("\\", "/")
    if "/" not in place:
        return "libraries of the system" if ".so" in place or place.endswith((".dll", ".dylib")) else place
    top = place.partition("/")[0]
    if top == "PySide6":
        return "/".join(place.split("/")[:4]) if "/qml/" not in place else "PySide6/Qt/qml"
    return re.sub(r"\.libs$|-[^-/]+\.(?:dist|egg)-info$", "", top)
