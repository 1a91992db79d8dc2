"""`desktopdash worker app.py`: a Celery worker for an app's long callbacks, under the name by which the app is run."""

from __future__ import annotations

import sys
from typing import Any

from ..jobs.managers import BaseManager, CeleryManager
from .load import load_app
from .loader import AppSpec, LoadError

_EXIT_PROBLEM = 1


def work(spec: AppSpec, words: list[str]) -> int:
    """Run a worker until it is ended; returns the exit code.

    Args:
        spec: the app.
        words: further arguments of `celery worker`.
    """
    try:
        app = load_app(spec)
    except LoadError as error:
        print(error.problem.as_text(), file=sys.stderr)
        return _EXIT_PROBLEM
    handles = _celery_apps(app)
    if len(handles) != 1:
        found = f"{len(handles)} Celery apps" if handles else "no CeleryManager"
        print(f"desktopdash: {spec.path.name} has {found}; expected one, which its long callbacks use", file=sys.stderr)
        return _EXIT_PROBLEM
    handles[0].worker_main(["worker", *(words or ["--loglevel=INFO"])])
    return 0


def _celery_apps(app: Any) -> list[Any]:
    """The Celery apps behind an app's managers, each once."""
    managers: list[BaseManager] = [app.manager] if app.manager is not None else []
    managers += [spec.background.manager for spec in app.registry if spec.background and spec.background.manager]
    found = {id(manager.handle): manager.handle for manager in managers if isinstance(manager, CeleryManager)}
    return list(found.values())
