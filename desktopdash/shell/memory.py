"""What the shell remembers of an app: the window's place, and what the person has decided."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from ..profile.faults import enable_faults
from ..profile.folder import profile_folder, usable_folder
from ..profile.notices import Notices
from ..profile.state import JsonFile

_log: Final = logging.getLogger("desktopdash.shell")
_POLICIES: Final = ("granted", "prompt", "denied")


class ShellMemory:
    """See the module. Every method may be called from any thread.

    Args:
        app: the app's file.

    Attributes:
        folder: the profile.
        window: what was remembered of the window; empty at the first start.
    """

    def __init__(self, app: Path) -> None:
        # That there is no folder for it is told by the app's own process, which comes to the same end.
        self.folder, self._stand_in = usable_folder(profile_folder(str(app)), Notices(is_told=False))
        notices = Notices()
        self._window_file = JsonFile(self.folder / "window.json", notices)
        self._settings_file = JsonFile(self.folder / "settings.json", notices)
        self.window = self._window_file.read()
        self._decided = self._settings_file.read().get("notifications")
        self._default = "granted"
        self._lock = threading.Lock()
        self._end_faults: Callable[[], None] = lambda: None

    @property
    def icon(self) -> str | None:
        """The icon that the app had at its last start."""
        icon = self.window.get("icon")
        return icon if isinstance(icon, str) and os.path.isfile(icon) else None  # raises for no text, unlike Path

    def take(self, options: dict[str, Any]) -> None:
        """Take what the app says of its window."""
        with self._lock:
            self._default = options.get("notifications", "granted")
            self.window["remember"] = options.get("remember", True)
            if not self.window["remember"] and self.window.get("geometry"):
                self.window.update(geometry="", zoom=1.0)
                self._window_file.update(geometry="", zoom=1.0)
            if self.window.get("icon") != options.get("icon"):
                self.window["icon"] = options.get("icon")
                self._window_file.update(icon=self.window["icon"])

    def remember(self, state: dict[str, Any]) -> None:
        """Remember where the window is."""
        if self.window.get("remember", True):
            self._window_file.update(
                **{name: value for name, value in state.items() if name not in ("icon", "remember")}
            )

    def get(self) -> str:
        """What is decided about notifications; see `notes.Policy`. Neither a refusal of the app's nor of the person's
        is overruled by the other.
        """
        if self._default == "prompt" and self._decided in _POLICIES:
            return str(self._decided)
        return "denied" if self._decided == "denied" else self._default

    def decide(self, policy: str) -> None:
        """Remember what the person has said; see `notes.Policy`."""
        self._decided = policy
        self._settings_file.update(notifications=policy)

    def watch_faults(self) -> None:
        """Have this process write down its crashes."""
        try:
            self._end_faults = enable_faults(self.folder)
        except OSError as error:
            _log.error("crashes are not written down: %s", error)

    def close(self) -> None:
        """Remove a temporary folder, where there is one."""
        self._end_faults()
        if self._stand_in is not None:
            self._stand_in.remove()
