"""PyInstaller's runtime hooks, run when the module that each is for is imported, and not at every start.

Some load what they are for: the one of PySide6 loads Qt, which neither the app's process nor its workers use.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Final

LATE_HOOKS: Final[Mapping[str, str]] = {"PySide6": "pyi_rth_pyside6", "multiprocessing": "pyi_rth_multiprocessing"}
"""Modules, and their hooks, which stand in the program as modules of these names."""


class HookFinder(MetaPathFinder):
    """Finds a module as others do, and has its hook run right after it.

    Args:
        hooks: module -> hook.
    """

    def __init__(self, hooks: Mapping[str, str]) -> None:
        self._hooks = dict(hooks)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """See `MetaPathFinder`; None for modules without a hook, and after the first time."""
        hook = self._hooks.pop(fullname, None)
        if hook is None or importlib.util.find_spec(hook) is None:
            return None
        others = (finder for finder in sys.meta_path if finder is not self)
        found = (finder.find_spec(fullname, path, target) for finder in others)
        spec = next((spec for spec in found if spec is not None), None)
        if spec is not None and spec.loader is not None:
            spec.loader = _HookedLoader(spec.loader, hook)
        return spec


class _HookedLoader(Loader):
    """Loads as another loader does, which the module then shows as its own."""

    def __init__(self, loader: Any, hook: str) -> None:
        self._loader = loader
        self._hook = hook

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        created: ModuleType | None = self._loader.create_module(spec)
        return created

    def exec_module(self, module: ModuleType) -> None:
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        module.__loader__ = self._loader
        self._loader.exec_module(module)
        importlib.import_module(self._hook)


def install() -> None:
    """Have the hooks run late; once, before anything of theirs is imported."""
    sys.meta_path.insert(0, HookFinder(LATE_HOOKS))
