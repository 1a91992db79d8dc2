"""How an app can be loaded again, in another process."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from ..records import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """A module that makes the app, and the app's name in it.

    Attributes:
        path: the module's file; None where it is found by its name.
        module: the module's name; None where it is found by its file.
        name: the name of the app in it; None where only one app is there.
    """

    path: str | None = None
    module: str | None = None
    name: str | None = None


def find_origin(app: Any, home: str | None) -> Origin | None:
    """Return where an app comes from; None where no file has it: a notebook, an interactive session.

    Args:
        app: the app.
        home: the name of the module that made it.
    """
    main = sys.modules.get("__main__")
    if main is not None and (name := _name_in(main, app)):
        spec = getattr(main, "__spec__", None)
        if spec is not None:
            return Origin(module=spec.name.removesuffix(".__main__"), name=name)
        file = getattr(main, "__file__", None)
        return Origin(path=str(Path(file).absolute()), name=name) if file and Path(file).is_file() else None
    near = [sys.modules.get(home)] if home else []
    for module in [*near, *list(sys.modules.values())]:
        if isinstance(module, ModuleType) and module is not main and (name := _name_in(module, app)):
            return Origin(module=module.__name__, name=name)
    return None


def _name_in(module: ModuleType, app: Any) -> str | None:
    """Return the name that an app has in a module."""
    return next((name for name, value in list(vars(module).items()) if value is app), None)
