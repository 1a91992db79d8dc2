"""HTTP for one app: routes, the index page, assets, and the server that listens.

The names below are loaded when they are used: Flask and waitress take longer to import than all the rest.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .apis import attach_api as attach_api
    from .early import early_answer as early_answer
    from .push import Streams as Streams
    from .push import props_text as props_text
    from .routes import attach as attach
    from .routes import make_server as make_server
    from .serve import Server as Server

_HOME = {
    "Streams": "push",
    "early_answer": "early",
    "props_text": "push",
    "attach": "routes",
    "attach_api": "apis",
    "make_server": "routes",
    "Server": "serve",
}

__all__ = ["Server", "Streams", "attach", "attach_api", "early_answer", "make_server", "props_text"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    return found
