"""The alias: `import dash` and its older packages resolve to desktopdash.

`install()` puts a finder first on `sys.meta_path`, so that it wins over a `dash` that is installed. Each
alias is a module of its own name whose attributes are those of the module behind it, so `dash.dcc.Graph is
desktopdash.dcc.Graph`.
"""

from __future__ import annotations

import importlib
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, Final

from .errors import CompatError

# What packages that ask for it are told: the Dash whose behaviour this is.
DASH_VERSION: Final = "4.4.1"

ALIASES: Final = {
    "dash": "desktopdash",
    "dash.background_callback": "desktopdash.long_callback",
    "dash.dash": "desktopdash.app.dash",
    "dash.dash_table": "desktopdash.dash_table",
    "dash.dash_table.Format": "desktopdash.components.dash_table.Format",
    "dash.dash_table.FormatTemplate": "desktopdash.components.dash_table.FormatTemplate",
    "dash.dcc": "desktopdash.dcc",
    "dash.dependencies": "desktopdash.dependencies",
    "dash.development": "desktopdash.development",
    "dash.development.base_component": "desktopdash.development.base_component",
    "dash.exceptions": "desktopdash.exceptions",
    "dash.html": "desktopdash.html",
    "dash.long_callback": "desktopdash.long_callback",
    "dash.types": "desktopdash.typing",
    "dash.version": "desktopdash.version",
    "dash_core_components": "desktopdash.dcc",
    "dash_html_components": "desktopdash.html",
    "dash_table": "desktopdash.dash_table",
    "dash_table.Format": "desktopdash.components.dash_table.Format",
    "dash_table.FormatTemplate": "desktopdash.components.dash_table.FormatTemplate",
}
_ROOTS: Final = frozenset(name.partition(".")[0] for name in ALIASES)
_PACKAGES: Final = ("dash", "dash.dash_table", "dash.development", "dash_table")


class _Alias(ModuleType):
    """A module that looks its attributes up in another."""

    def __init__(self, name: str, behind: ModuleType) -> None:
        super().__init__(name, behind.__doc__)
        self.__dict__["_behind"] = behind
        if hasattr(behind, "__all__"):
            self.__dict__["__all__"] = behind.__all__
        if name in ("dash", "dash.version"):
            self.__dict__["__version__"] = DASH_VERSION

    def __getattr__(self, name: str) -> Any:
        nested = f"{self.__name__}.{name}"
        if nested in ALIASES:
            return importlib.import_module(nested)
        return getattr(self.__dict__["_behind"], name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *dir(self.__dict__["_behind"])})


class _Finder:
    """Finds and makes the aliases; under their roots nothing else is found.

    A meta path finder and a loader by what it has: the base classes for it load half of `importlib`.
    """

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,  # noqa: ARG002  the protocol's
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname in ALIASES:
            loader: Any = self
            return importlib.machinery.ModuleSpec(fullname, loader, is_package=fullname in _PACKAGES)
        if fullname.partition(".")[0] == "dash":
            known = ", ".join(sorted(name for name in ALIASES if name.startswith("dash.")))
            raise ModuleNotFoundError(f"desktopdash has no module `{fullname}`; it has {known}", name=fullname)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _Alias(spec.name, importlib.import_module(ALIASES[spec.name]))

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: an alias has no code."""


_finder: Final = _Finder()


def install() -> None:
    """Make the alias; a second time does nothing.

    Raises:
        CompatError: another `dash` has been imported already; its classes are in use, so it is too late.
    """
    if _finder in sys.meta_path:
        return
    foreign = sorted(name for name in _ROOTS if name in sys.modules)
    if foreign:
        file = getattr(sys.modules[foreign[0]], "__file__", None)
        raise CompatError(
            f"`{foreign[0]}` is imported already, from {file}; expected desktopdash.compat.install() before that. "
            f"Call install() first, or import from desktopdash instead of {foreign[0]}"
        )
    sys.meta_path.insert(0, _finder)


def uninstall() -> None:
    """Take the alias away, and the modules imported through it."""
    if _finder in sys.meta_path:
        sys.meta_path.remove(_finder)
    for name in [name for name, module in sys.modules.items() if isinstance(module, _Alias)]:
        del sys.modules[name]
