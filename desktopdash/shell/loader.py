"""Finding and loading the user's app: its file, its module, its Dash instance."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from ..protocol.problem import Problem
from ..records import dataclass
from . import problems

_RESERVED: Final = frozenset({"dash", "desktopdash", "flask", "plotly", "pandas", "numpy", "webview"})


class LoadError(Exception):
    """The app cannot be loaded; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class AppSpec:
    """Which app: a file, and the name of the Dash instance in it when it was given.

    Shape:
        "tools/app.py"       ->  AppSpec(/…/tools/app.py, None)
        "tools/app.py:other" ->  AppSpec(/…/tools/app.py, "other")
    """

    path: Path
    name: str | None = None

    def argument(self) -> str:
        """The text that `parse_spec` makes this of."""
        return f"{self.path}:{self.name}" if self.name else str(self.path)


def parse_spec(text: str) -> AppSpec:
    """Read `app.py` or `app.py:name`; a folder means the app.py in it.

    Raises:
        LoadError: there is no such file.
    """
    path, _, name = text.rpartition(":")
    if not path or not name.isidentifier() or Path(text).exists():
        path, name = text, ""
    file = Path(path).expanduser().absolute()
    if file.is_dir():
        file /= "app.py"
    if not file.is_file():
        raise LoadError(problems.missing_file(file))
    return AppSpec(file, name or None)


def module_name(path: Path) -> str:
    """The name under which an app's file is imported, the same in every process.

    Shape:
        app.py -> "app", my-tool.py -> "my_tool", json.py -> "app_json" (a module of Python has that name)
    """
    name = re.sub(r"\W", "_", path.stem)
    if not name.isidentifier() or name in sys.stdlib_module_names or name in _RESERVED:
        return f"app_{name}"
    return name


def load_module(path: Path) -> ModuleType:
    """Import the app's file, with its folder first on `sys.path`.

    Raises:
        LoadError: it raised, exited, or is not Python.
    """
    folder = str(path.parent)
    if sys.path[:1] != [folder]:
        sys.path.insert(0, folder)
    name = module_name(path)
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise LoadError(problems.missing_file(path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except OSError as error:
        if error.filename == str(path):
            raise LoadError(problems.unreadable_file(path, error)) from error
        raise LoadError(problems.import_failed(path, error)) from error
    except (Exception, SystemExit) as error:
        raise LoadError(problems.import_failed(path, error)) from error
    return module


def find_app(module: ModuleType, app_class: type[Any], spec: AppSpec) -> Any:
    """The Dash instance: the named one, else `app`, else the only one.

    Raises:
        LoadError: none, or several and none of them is called app.
    """
    apps = {name: value for name, value in vars(module).items() if isinstance(value, app_class)}
    if spec.name is not None:
        if spec.name in apps:
            return apps[spec.name]
        raise LoadError(problems.no_app(spec.path, spec.name, list(apps)))
    if "app" in apps:
        return apps["app"]
    if not apps:
        raise LoadError(problems.no_app(spec.path, None, []))
    if len({id(app) for app in apps.values()}) > 1:
        raise LoadError(problems.several_apps(spec.path, list(apps)))
    return next(iter(apps.values()))
