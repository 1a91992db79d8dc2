"""Write a Dash app, get a desktop application.

Every name below is loaded when it is first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from .version import __version__ as __version__

if TYPE_CHECKING:
    from . import dash_table as dash_table
    from . import dcc as dcc
    from . import dependencies as dependencies
    from . import desktop as desktop
    from . import development as development
    from . import exceptions as exceptions
    from . import html as html
    from .app.current import get_app as get_app
    from .app.current import get_asset_url as get_asset_url
    from .app.current import get_relative_path as get_relative_path
    from .app.current import strip_relative_path as strip_relative_path
    from .app.dash import Dash as Dash
    from .callbacks.appless import callback as callback
    from .callbacks.appless import clientside_callback as clientside_callback
    from .callbacks.appless import set_props as set_props
    from .callbacks.context import callback_context as callback_context
    from .callbacks.context import ctx as ctx
    from .desktop.options import WindowOptions as WindowOptions
    from .errors import DesktopError as DesktopError
    from .jobs.managers import CeleryManager as CeleryManager
    from .jobs.managers import DiskcacheManager as DiskcacheManager
    from .jobs.managers import MemoryManager as MemoryManager
    from .model.dependency import ClientsideFunction as ClientsideFunction
    from .model.dependency import Input as Input
    from .model.dependency import Output as Output
    from .model.dependency import State as State
    from .model.ids import ALL as ALL
    from .model.ids import ALLSMALLER as ALLSMALLER
    from .model.ids import MATCH as MATCH
    from .model.ids import stringify_id as stringify_id
    from .model.patch import Patch as Patch
    from .model.sentinels import NoUpdate as NoUpdate
    from .model.sentinels import no_update as no_update

_MODULES = ("dash_table", "dcc", "dependencies", "desktop", "development", "exceptions", "html", "long_callback")

_HOME = {
    "ALL": "model.ids",
    "ALLSMALLER": "model.ids",
    "CeleryManager": "jobs.managers",
    "ClientsideFunction": "model.dependency",
    "Dash": "app.dash",
    "DesktopError": "errors",
    "DiskcacheManager": "jobs.managers",
    "Input": "model.dependency",
    "MATCH": "model.ids",
    "MemoryManager": "jobs.managers",
    "NoUpdate": "model.sentinels",
    "Output": "model.dependency",
    "Patch": "model.patch",
    "State": "model.dependency",
    "WindowOptions": "desktop.options",
    "callback": "callbacks.appless",
    "callback_context": "callbacks.context",
    "clientside_callback": "callbacks.appless",
    "ctx": "callbacks.context",
    "get_app": "app.current",
    "get_asset_url": "app.current",
    "get_relative_path": "app.current",
    "no_update": "model.sentinels",
    "set_props": "callbacks.appless",
    "stringify_id": "model.ids",
    "strip_relative_path": "app.current",
}

__all__ = [
    "ALL",
    "ALLSMALLER",
    "MATCH",
    "CeleryManager",
    "ClientsideFunction",
    "Dash",
    "DesktopError",
    "DiskcacheManager",
    "Input",
    "MemoryManager",
    "NoUpdate",
    "Output",
    "Patch",
    "State",
    "WindowOptions",
    "__version__",
    "callback",
    "callback_context",
    "clientside_callback",
    "ctx",
    "dash_table",
    "dcc",
    "dependencies",
    "desktop",
    "development",
    "exceptions",
    "get_app",
    "get_asset_url",
    "get_relative_path",
    "html",
    "no_update",
    "set_props",
    "stringify_id",
    "strip_relative_path",
]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*__all__, *globals()})
