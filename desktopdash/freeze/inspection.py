"""The process that loads an app for a build and says what it found (hidden entry `_inspect`)."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ..errors import DesktopdashError
from ..model.component import ComponentRegistry
from ..processes.parent import die_with_parent
from ..protocol.problem import Problem
from ..server.packages import files_of, folder_of
from ..shell import problems
from ..shell.load import load_app
from ..shell.loader import AppSpec, LoadError, parse_spec
from ..shell.serving import window_title
from .facts import AppFacts, ComponentPackage, write_report
from .imported import imported_modules
from .missing import with_importer
from .outside import outside_addresses
from .places import is_of_library
from .reads import ReadWatch

_OWN: str = __name__.partition(".")[0]


def main(argv: Sequence[str]) -> int:
    """Run the entry.

    Args:
        argv: APP --out FILE [--parent PID].

    Returns:
        The exit code: 0, the file holds the app's facts; 1, it holds a problem.
    """
    arguments = _parse(argv)
    if arguments.parent is not None and not die_with_parent(arguments.parent):
        return 1
    told = _look_at(arguments.app)
    write_report(Path(arguments.out), told)
    code = 0 if isinstance(told, AppFacts) else 1
    _leave_threads(code)
    return code


def _look_at(text: str) -> AppFacts | Problem:
    try:
        spec = parse_spec(text)
        return inspect_app(spec)
    except LoadError as error:
        return with_importer(error)
    except DesktopdashError as error:
        return problems.app_refused(error)


def inspect_app(spec: AppSpec) -> AppFacts:
    """Load an app in this process and return what is found.

    Raises:
        LoadError: it cannot be loaded.
        DesktopdashError: it cannot be served as it is.
    """
    known, watch = set(sys.modules), ReadWatch()
    os.chdir(spec.path.parent)  # as in the package, where what came with the app is in the working folder
    with watch.on():
        app = load_app(spec)
        page = _page(app, spec)
        layout, layout_error = _layout(app)
    folder = spec.path.parent
    read, imported = watch.files(folder), imported_modules(spec.path, known)
    icon = app.window_settings()["icon"]
    return AppFacts(
        title=window_title(None, app, spec.path.stem),
        page=page,
        assets_folder=app.assets.folder,
        assets_url_path=app.assets.url_path,
        assets_module=_assets_module(app),
        icon=None if icon is None else Path(icon),
        modules=imported.own,
        outside_modules=imported.outside,
        search_path=tuple(Path(part).absolute() for part in sys.path if isinstance(part, str)),
        packages=_packages(),
        read_files=read.data,
        library_files=read.library,
        metadata=read.metadata,
        requested_names=imported.installed,
        outside=outside_addresses(layout),
        layout_error=layout_error,
    )


def _page(app: Any, spec: AppSpec) -> str:
    app.prepare()
    try:
        return str(app.index())
    except DesktopdashError:
        raise
    except Exception as error:
        raise LoadError(problems.import_failed(spec.path, error)) from error


def _layout(app: Any) -> tuple[Any, str]:
    """Return the layout and why it could not be had: its function may need what is not here while an app is built."""
    try:
        return app.get_layout(), ""
    except (Exception, SystemExit) as error:  # noqa: BLE001
        return None, f"{type(error).__name__}: {error}"


def _packages() -> tuple[ComponentPackage, ...]:
    """Return the component packages. A module of the app that only derives from one of theirs declares nothing."""
    names: Iterable[str] = (name for name in sorted(ComponentRegistry.registry) if name != _OWN)
    found = []
    for name in names:
        files = tuple(sorted(files_of(name)))
        declares = any(hasattr(sys.modules.get(name), kind) for kind in ("_js_dist", "_css_dist"))
        if files or declares:
            found.append(ComponentPackage(name, folder_of(name), files))
    return tuple(found)


def _assets_module(app: Any) -> str | None:
    """Return the package whose folder the assets are looked for in, where a library makes the app."""
    module = sys.modules.get(app.config.name)
    file = getattr(module, "__file__", None)
    if module is None or file is None or not is_of_library(Path(file)):
        return None
    package = str(getattr(module, "__package__", "") or "")
    return package if Path(app.config.assets_folder).is_relative_to(Path(file).resolve().parent) else None


def _leave_threads(code: int) -> None:
    """End at once where threads of the app would keep this process alive."""
    here = threading.current_thread()
    if any(thread is not here and not thread.daemon for thread in threading.enumerate()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="desktopdash _inspect", add_help=False)
    parser.add_argument("app")
    parser.add_argument("--out", required=True)
    parser.add_argument("--parent", type=int)
    return parser.parse_args(argv)
