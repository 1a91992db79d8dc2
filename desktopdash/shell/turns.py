"""Whose turn it is in a process of ours: its threads answer people, and none may keep the others waiting."""

from __future__ import annotations

import sys
from typing import Final

SWITCH_INTERVAL_S: Final = 0.0005
"""Seconds after which a thread gives up the GIL. A window's thread must not wait for others, nor a request for imports
or for a callback that computes.
"""


def take_short_turns() -> None:
    """Have the threads of this process give way to one another soon."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
