"""How much is written to the logs."""

from __future__ import annotations

import logging
import os
from typing import Final

LEVELS: Final = ("debug", "info", "warning", "error", "critical")

LEVEL_VARIABLE: Final = "DESKTOPDASH_LOG_LEVEL"
"""Names one of `LEVELS`, for all processes of a launch."""


def log_level() -> int:
    """Return the level from which on records are written; that of "info" where none, or no such one, is named."""
    name = os.environ.get(LEVEL_VARIABLE, "").lower()
    return int(getattr(logging, name.upper())) if name in LEVELS else logging.INFO
