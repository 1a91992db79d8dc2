"""Loading an app: its module, its Dash instance. No server and no window is loaded for it: workers load apps too."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from .. import compat
from ..app import Dash
from ..app.loading import app_is_loading
from ..app.origin import Origin
from ..processes.memory import loading
from . import problems
from .loader import AppSpec, LoadError, find_app, load_module


def load_app(spec: AppSpec) -> Any:
    """The user's Dash instance, from a freshly imported module.

    Raises:
        LoadError: it cannot be had; the problem says why.
    """
    compat.install()
    with app_is_loading(), loading():
        module = load_module(spec.path)
    app = find_app(module, Dash, spec)
    app.origin = Origin(path=str(spec.path), name=spec.name)
    return app


def load_imported(module: str, name: str | None) -> Any:
    """The Dash instance of a module that Python finds by its name.

    Raises:
        LoadError: it cannot be had; the problem says why.
    """
    compat.install()
    with app_is_loading(), loading():
        try:
            found = importlib.import_module(module)
        except (Exception, SystemExit) as error:
            raise LoadError(problems.import_failed(Path(module), error)) from error
    return getattr(found, name) if name else None
