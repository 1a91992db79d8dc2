"""The mark of a launch."""

from __future__ import annotations

from typing import Final

RUN_VARIABLE: Final = "DESKTOPDASH_RUN"
"""Environment variable that marks every process of one launch, orphans included."""
