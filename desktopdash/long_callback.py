"""The managers of long callbacks, by their newer and older names (`dash.long_callback`, `dash.background_callback`)."""

from __future__ import annotations

from .jobs.managers import CeleryManager as CeleryManager
from .jobs.managers import DiskcacheManager as DiskcacheManager
from .jobs.managers import MemoryManager as MemoryManager

DiskcacheLongCallbackManager = DiskcacheManager
CeleryLongCallbackManager = CeleryManager

__all__ = [
    "CeleryLongCallbackManager",
    "CeleryManager",
    "DiskcacheLongCallbackManager",
    "DiskcacheManager",
    "MemoryManager",
]
