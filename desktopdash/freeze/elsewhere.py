"""Modules from elsewhere that an app imports: Python's own and those of installed libraries."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Final

from ..compat import ALIASES
from .facts import AppFacts, OutsideModule
from .scan import Scan

_ALIASED: Final = frozenset(name.partition(".")[0] for name in ALIASES)


def hidden_imports(found: Scan, facts: AppFacts) -> tuple[str, ...]:
    """Return the modules that are installed here, of those that the app imports; desktopdash's aliases left out.

    Args:
        found: what the sources name.
        facts: what loading the app told; what it imported is there for sure.
    """
    folders = [str(path) for path in facts.search_path] or None
    named = {*found.imports, *found.dynamic_imports}
    names = {name for name in named if not _is_alias(name) and is_installed(name, folders)}
    loaded = [*facts.requested_names, *(module.name for module in facts.outside_modules)]
    return tuple(sorted(names | {name for name in loaded if not _is_alias(name)}))


def search_path(facts: AppFacts) -> tuple[Path, ...]:
    """Return the folders in which the modules are found that are neither the app's own nor installed."""
    return tuple(sorted({_root(module) for module in facts.outside_modules}))


def _root(module: OutsideModule) -> Path:
    parts = module.name.split(".")
    is_package = module.file.stem == "__init__" and parts[-1] != "__init__"
    return module.file.parents[len(parts) if is_package else len(parts) - 1]


def is_installed(name: str, folders: Sequence[str] | None = None) -> bool:
    """Tell whether there is a module of that name. Nothing is imported for it, not even the package it is in.

    Args:
        name: its dotted name.
        folders: where to look; `sys.path` by default.
    """
    if name in sys.builtin_module_names:
        return False  # always there
    at = folders
    parts = name.split(".")
    for index, _ in enumerate(parts):
        spec = PathFinder.find_spec(".".join(parts[: index + 1]), at)
        if spec is None:
            return False
        at = spec.submodule_search_locations
        if at is None:
            return index == len(parts) - 1
        at = list(at)
    return True


def _is_alias(name: str) -> bool:
    return name.partition(".")[0] in _ALIASED or name.partition(".")[0] == "desktopdash"
