"""PyInstaller's runtime hooks, run when what each is for is used, and not at every start.

Some load what they are for: the one of PySide6 loads Qt, which neither the app's process nor its workers use.
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Final

INSPECT_HOOK: Final = "pyi_rth_inspect"

LATE_HOOKS: Final[Mapping[str, str]] = {
    "PySide6": "pyi_rth_pyside6",
    "multiprocessing": "pyi_rth_multiprocessing",
    "pkgutil": "pyi_rth_pkgutil",
}
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
        """See `MetaPathFinder`; None for modules without a hook, and where that has run."""
        hook = self._hooks.get(fullname)
        if hook is None or hook in sys.modules or not _is_there(hook):
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

    def __getattr__(self, name: str) -> Any:
        """Be asked for sources and data, as the other is, by whoever only looks for the module."""
        return getattr(self._loader, name)


def install(hooks: Mapping[str, str] = LATE_HOOKS) -> None:
    """Have the hooks run late; once, at the start of a process."""
    for hook in (hook for module, hook in hooks.items() if module in sys.modules and _is_there(hook)):
        importlib.import_module(hook)
    sys.meta_path.insert(0, HookFinder({module: hook for module, hook in hooks.items() if module not in sys.modules}))
    if _is_there(INSPECT_HOOK):
        _put_inspect_off()


def _put_inspect_off() -> None:
    """Run the hook of `inspect`, which every start loads, when somebody asks for a source: it reads an archive."""
    original = inspect.getsourcefile

    def getsourcefile(thing: Any) -> str | None:
        if inspect.getsourcefile is getsourcefile:
            inspect.getsourcefile = original
            importlib.import_module(INSPECT_HOOK)  # puts its own in the place
        return inspect.getsourcefile(thing)

    inspect.getsourcefile = getsourcefile  # type: ignore[assignment]  # its parameter has another name


def _is_there(hook: str) -> bool:
    return importlib.util.find_spec(hook) is not None
