"""Dash's core components: inputs, graphs, stores; the classes are those of `components.dcc`."""

from __future__ import annotations

from .components.dcc import *  # noqa: F403
from .components.dcc import __all__ as __all__
