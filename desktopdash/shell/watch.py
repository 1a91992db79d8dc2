"""Changes in the app's folder, for `--debug`."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

import watchfiles

from .events import Changed

_SUFFIXES: Final = frozenset({".py", ".css", ".js", ".json", ".html", ".svg", ".png", ".jpg", ".gif", ".md", ".toml"})
_DEBOUNCE_MS: Final = 200


class AppFilter(watchfiles.DefaultFilter):
    """Python anywhere below the app's folder, and what stands in its assets; no caches, no environments."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __call__(self, change: watchfiles.Change, path: str) -> bool:
        """Whether a change of `path` concerns the app."""
        file = Path(path)
        if file.suffix not in _SUFFIXES or not super().__call__(change, path):
            return False
        parts = file.relative_to(self._folder).parts
        return file.suffix == ".py" or parts[0] == "assets"


class FolderWatcher:
    """Posts `Changed` until it is stopped.

    Args:
        folder: the app's folder, watched with all below it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, post: Callable[[Changed], None]) -> None:
        """Begin to watch, in a thread."""
        self._thread = threading.Thread(target=self._watch, args=(post,), name="watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; returns at once."""
        self._stop.set()

    def _watch(self, post: Callable[[Changed], None]) -> None:
        changes = watchfiles.watch(
            self._folder,
            watch_filter=AppFilter(self._folder),
            debounce=_DEBOUNCE_MS,
            stop_event=self._stop,
            ignore_permission_denied=True,
        )
        for found in changes:
            post(Changed(frozenset(Path(path) for _, path in found)))
