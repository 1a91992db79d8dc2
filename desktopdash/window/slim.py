"""Keeps from being loaded what pywebview brings along and a Qt window of ours never uses.

pywebview reaches Qt over qtpy, which makes every class of the modules that it hands on, and loads OpenGL and data
visualisation for names that nobody asks for. Its server for local files is a framework of its own. Together they take
as long as Qt itself. Stand-ins lead to PySide6 directly, and to the server where it is asked for all the same.

Only in a process of ours that has a window: no code of the app's runs there.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from types import ModuleType
from typing import Any, Final

_SERVER: Final = "webview.http"
_QT: Final = {
    "QtCore": ("QtCore",),
    "QtGui": ("QtGui",),
    "QtNetwork": ("QtNetwork",),
    "QtWebChannel": ("QtWebChannel",),
    "QtWebEngineCore": ("QtWebEngineCore",),
    "QtWebEngineWidgets": ("QtWebEngineWidgets", "QtWebEngineCore"),  # as in Qt 5, which qtpy speaks
    "QtWidgets": ("QtWidgets", "QtGui"),
}
"""qtpy's modules, and where PySide6 has what stands in them."""


class _Forward(ModuleType):
    """A module whose names are those of others."""

    def __init__(self, name: str, sources: Iterable[str]) -> None:
        super().__init__(name)
        self._sources = tuple(sources)

    def __getattr__(self, attribute: str) -> Any:
        for source in self._sources:
            try:
                return getattr(importlib.import_module(source), attribute)
            except AttributeError:
                continue
        raise AttributeError(f"{self.__name__} has no {attribute}")


class _Server(ModuleType):
    """pywebview's server for local files, loaded for whatever asks for more than whether it runs."""

    BottleServer = None
    global_server = None

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        del sys.modules[_SERVER]
        real = importlib.import_module(_SERVER)
        self.__dict__.update({name: value for name, value in vars(real).items() if not name.startswith("__")})
        return getattr(real, attribute)


def load_backend() -> ModuleType:
    """Load `backend` with pywebview for Qt, and no more of it than is used."""
    if "webview" not in sys.modules and "qtpy" not in sys.modules:
        stand_in()
        try:
            importlib.import_module("webview.platforms.qt")
        except (ImportError, AttributeError):  # a pywebview that uses more of them
            _take_back()
    return importlib.import_module("desktopdash.window.backend")


def stand_in() -> None:
    """Put the stand-ins in their places."""
    qtpy = ModuleType("qtpy")
    qtpy.__path__ = []
    vars(qtpy).update(API="pyside6", PYQT5=False, PYQT6=False, PYSIDE2=False, PYSIDE6=True)
    sys.modules["qtpy"] = qtpy
    for name, sources in _QT.items():
        module = _Forward(f"qtpy.{name}", [f"PySide6.{source}" for source in sources])
        sys.modules[module.__name__] = module
        setattr(qtpy, name, module)
    sys.modules[_SERVER] = _Server(_SERVER)


def _take_back() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] in ("qtpy", "webview")]:
        del sys.modules[name]
