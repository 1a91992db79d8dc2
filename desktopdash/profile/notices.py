"""What a person is told of the profile, such as that damaged settings were set aside."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable


class Notices:
    """Sentences, in their order.

    Args:
        is_told: whether stderr is told each at once; another process of the app may tell them.
    """

    def __init__(self, *, is_told: bool = True) -> None:
        self._is_told = is_told
        self._texts: list[str] = []
        self._followers: list[Callable[[str], object]] = []
        self._lock = threading.Lock()

    @property
    def texts(self) -> list[str]:
        """All of them so far."""
        with self._lock:
            return list(self._texts)

    def add(self, text: str) -> None:
        """Tell one; from any thread."""
        if self._is_told:
            print(f"desktopdash: {text}", file=sys.stderr, flush=True)
        with self._lock:
            self._texts.append(text)
            for tell in self._followers:
                tell(text)

    def follow(self, tell: Callable[[str], object]) -> None:
        """Call `tell` with each, those before included."""
        with self._lock:
            self._followers.append(tell)
            for text in self._texts:
                tell(text)
