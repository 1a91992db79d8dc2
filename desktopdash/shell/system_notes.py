"""The system's notifications, loaded for the first one: an app that posts none does without."""

from __future__ import annotations

import importlib
import queue
import threading
from collections.abc import Callable, Sequence
from typing import Any


class SystemNotes:
    """See `notes.System`. What is asked is done in its order, in a thread: loading takes a moment, and who asks, the
    window's thread, does not wait for it.

    Args:
        title: gives the app's name.
        icon: gives the path of its icon; None for none.
    """

    def __init__(self, title: Callable[[], str], icon: Callable[[], str | None]) -> None:
        self._title = title
        self._icon = icon
        self._heard: Callable[[str, str, str | None], None] = lambda *_: None
        self._notifier: Any = None
        self._wanted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def listen(self, heard: Callable[[str, str, str | None], None]) -> None:
        """Say who is told what becomes of notes."""
        self._heard = heard

    def post(
        self, note: str, title: str, body: str, actions: Sequence[tuple[str, str]], done: Callable[[str], None]
    ) -> None:
        """See `notes.System`."""
        with self._lock:
            self._wanted.put(lambda: self._post(note, title, body, actions, done))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="notes", daemon=True)
                self._thread.start()

    def close(self, note: str) -> None:
        """See `notes.System`."""
        with self._lock:
            if self._thread is not None:  # else nothing was posted
                self._wanted.put(lambda: self._close(note))

    def _work(self) -> None:
        while True:
            self._wanted.get()()

    def _close(self, note: str) -> None:
        if self._notifier is not None:
            self._notifier.close(note)

    def _post(
        self, note: str, title: str, body: str, actions: Sequence[tuple[str, str]], done: Callable[[str], None]
    ) -> None:
        try:
            module = importlib.import_module("desktopdash.window.notifier")
            if self._notifier is None:
                self._notifier = module.Notifier(self._title(), self._icon(), self._heard)
            self._notifier.post(module.SystemNote(note, title, body, actions), done)
        except Exception as error:  # noqa: BLE001  a system without what it takes: the window shows the note
            done(f"{type(error).__name__}: {error}")
