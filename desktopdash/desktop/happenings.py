"""What happens to the window and to notifications, and which of the app's functions hear of it."""

from __future__ import annotations

import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from ..callbacks.awaiting import finished
from ..errors import DesktopError
from .link import Handler

Failed: TypeAlias = Callable[[str, BaseException], None]
"""Told where a function of the user's raised, and what."""

EVENTS: Final = ("focus", "blur", "theme")
MOST_NOTES: Final = 500
"""Notifications whose clicks are waited for; the oldest is forgotten first."""


class Happenings:
    """See the module.

    Args:
        failed: see `Failed`.
    """

    def __init__(self, failed: Failed) -> None:
        self._failed = failed
        self._handlers: dict[str, dict[object, Handler]] = {}
        self._notes: OrderedDict[str, Handler] = OrderedDict()
        self._happened: queue.SimpleQueue[tuple[str, Mapping[str, Any]]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def listen(self, event: str, handler: Handler) -> Callable[[], None]:
        """See `Link`."""
        if event not in EVENTS:
            raise DesktopError("invalid", f"there is no event {event!r}; expected one of {', '.join(EVENTS)}")
        key = object()  # one function may listen twice
        with self._lock:
            self._handlers.setdefault(event, {})[key] = handler

        def stop() -> None:
            with self._lock:
                self._handlers[event].pop(key, None)

        return stop

    def watch_note(self, note: str, handler: Handler) -> None:
        """Call `handler` with the action's id, None for the note itself, when a note is clicked."""
        with self._lock:
            self._notes[note] = handler
            if len(self._notes) > MOST_NOTES:
                self._notes.popitem(last=False)

    def happened(self, event: str, detail: Mapping[str, Any]) -> None:
        """Tell the app's functions; in a thread, one event after the other."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._tell_all, name="desktop-events", daemon=True)
                self._thread.start()
        self._happened.put((event, detail))

    def _tell_all(self) -> None:
        while True:
            event, detail = self._happened.get()
            for handler, args in self._whom(event, detail):
                try:
                    finished(handler(*args))
                except BaseException as error:  # noqa: BLE001  an exit of the user's: the next event is told all the same
                    self._failed(f"the function for {event}", error)

    def _whom(self, event: str, detail: Mapping[str, Any]) -> list[tuple[Handler, tuple[Any, ...]]]:
        with self._lock:
            if event == "note":
                return self._clicked(detail)
            args = (detail["theme"],) if event == "theme" else ()
            return [(handler, args) for handler in self._handlers.get(event, {}).values()]

    def _clicked(self, detail: Mapping[str, Any]) -> list[tuple[Handler, tuple[Any, ...]]]:
        handler = self._notes.get(detail["note"])
        if detail["how"] == "closed":
            self._notes.pop(detail["note"], None)
        return [(handler, (detail.get("action"),))] if handler is not None and detail["how"] == "clicked" else []
