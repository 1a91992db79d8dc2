"""A worker process (hidden entry `_worker`): load the app, do its jobs, end with the server's process."""

from __future__ import annotations

import argparse
import faulthandler
import sys
from pathlib import Path
from typing import Any

from ..callbacks.live import Send
from ..callbacks.registry import CallbackRegistry
from ..desktop.api import Desktop
from ..desktop.link import Link, provide
from ..desktop.worker_link import WorkerLink
from ..jobs.talk import hear, say
from ..jobs.work import Found, Work
from ..processes.parent import die_with_parent
from ..processes.pipes import open_pipe
from .load import load_app, load_imported
from .loader import AppSpec, LoadError


def main(argv: list[str]) -> int:
    """Run the entry; returns the exit code."""
    arguments = _parse(argv)
    pipe = open_pipe(arguments.pipe)
    said = hear(pipe)
    if not die_with_parent(arguments.parent) or said is None:
        return 1
    faulthandler.enable()
    loaded = _Loaded()
    work = Work(pipe, loaded.find)
    work.listen()
    try:
        names = loaded.load(said[0])
        loaded.lead_to_desktop(WorkerLink(work.ask))
        loaded.redirect(work.broadcast)
    except LoadError as error:
        say(pipe, "unready", message=error.problem.as_text())
        return 1
    say(pipe, "ready", callbacks=names)
    work.run()
    return 0


class _Loaded:
    """The app that was loaded, if any."""

    def __init__(self) -> None:
        self._registry = CallbackRegistry()
        self._app: Any = None

    def load(self, told: dict[str, Any]) -> list[str]:
        """Load what the server says; returns the names of the long callbacks that are there."""
        sys.path[:] = [*told["sys_path"]] or sys.path
        app = self._app = _load(told)
        if app is not None:
            self._registry = app.registry
        return [spec.name for spec in self._registry if spec.background is not None]

    def lead_to_desktop(self, link: Link) -> None:
        """Take what is asked of the desktop elsewhere."""
        provide(lambda: link)
        if self._app is not None:
            self._app.desktop = Desktop(lambda: link)

    def redirect(self, broadcast: Send) -> None:
        """Take what `set_props` changes outside a callback elsewhere."""
        self._registry.redirect(broadcast)

    def find(self, name: str) -> Found:
        """Return a callback of the app."""
        spec = self._registry.get(name)
        if spec is None:
            raise LookupError(f"the app has no long callback `{name}`")
        return spec, self._registry.on_error


def _load(told: dict[str, Any]) -> Any:
    if told.get("path"):
        return load_app(AppSpec(Path(told["path"]), told["name"]))
    return load_imported(told["module"], told["name"]) if told.get("module") else None


def _parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="desktopdash _worker", add_help=False)
    parser.add_argument("--pipe", required=True)
    parser.add_argument("--parent", type=int, required=True)
    return parser.parse_args(argv)
