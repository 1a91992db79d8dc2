"""The data table and its formats; the classes are those of `components.dash_table`."""

from __future__ import annotations

from .components.dash_table import *  # noqa: F403
from .components.dash_table import __all__ as __all__
