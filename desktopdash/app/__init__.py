"""The `Dash` class and what belongs to it. `desktopdash.app.Dash` is loaded when it is used."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .dash import Dash as Dash

__all__ = ["Dash"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return importlib.import_module(f"{__name__}.dash").Dash
