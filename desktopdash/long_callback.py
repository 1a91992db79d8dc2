"""Dash's older module of managers for long callbacks (`dash.long_callback`)."""

from __future__ import annotations

from typing import Any

from .errors import NotSupportedYet


class _LaterManager:
    def __init__(self, *_: Any, **__: Any) -> None:
        raise NotSupportedYet(f"{type(self).__name__}(...): desktopdash cannot run long callbacks yet")


class DiskcacheLongCallbackManager(_LaterManager):
    """Keeps jobs in a diskcache."""


class CeleryLongCallbackManager(_LaterManager):
    """Hands jobs to Celery."""


__all__ = ["CeleryLongCallbackManager", "DiskcacheLongCallbackManager"]
