"""How often something that crashes is started again: soon at first, then later, then not any more."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

WINDOW_S: Final = 60.0
"""What is longer ago does not count."""


class Patience:
    """Counts crashes.

    Args:
        delays_s: seconds to wait after the first crash, the second and so on; one more is one too many.
        clock: seconds; tests give another.
    """

    def __init__(self, delays_s: tuple[float, ...], clock: Callable[[], float] = time.monotonic) -> None:
        self._delays_s = delays_s
        self._clock = clock
        self._crashes: list[float] = []

    def crashed(self) -> float | None:
        """Count a crash; returns the seconds to wait before another try, None for no more tries."""
        now = self._clock()
        self._crashes = [*(then for then in self._crashes if now - then < WINDOW_S), now]
        count = len(self._crashes)
        return self._delays_s[count - 1] if count <= len(self._delays_s) else None

    def forget(self) -> None:
        """A person has looked after it: count anew."""
        self._crashes.clear()
