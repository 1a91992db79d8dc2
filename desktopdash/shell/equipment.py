"""What a window needs beside its view: memory, notifications, the bridge. Loaded while the app's process starts."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..profile.logs import open_shell_log
from ..version import __version__
from ..window.hooks import PageHooks, WindowHooks, WindowOptions
from ..window.pages import start_page
from .bridge import Bridge
from .environment import restore_library_path
from .events import Closed, Equipped, Event, PageDied, Retry, Shown
from .late import clear_up, load_backend
from .memory import ShellMemory
from .notes import Notes
from .system_notes import SystemNotes

if TYPE_CHECKING:
    from .view import WindowView

_log: Final = logging.getLogger("desktopdash.shell")


class Equipment:
    """See the module.

    Args:
        view: the window's.
        app: the app's file.
        what: what it runs on, for the log.
    """

    def __init__(self, view: WindowView, app: Path, what: str) -> None:
        open_shell_log(str(app))
        _log.info("desktopdash %s, %s, process %d", __version__, what, os.getpid())
        self._view = view
        self._memory = ShellMemory(app)
        self._memory.watch_faults()
        system = SystemNotes(lambda: view.title, lambda: self._memory.icon)
        self._notes = Notes(system, view, self._memory, lambda: view.title)
        self._bridge = Bridge(view, self._notes, _open_outside)

    def equipped(self) -> Equipped:
        """What the supervisor is told of it."""
        return Equipped(self._bridge, self._memory.take, self._memory.folder)

    def run_window(self, engine: str, post: Callable[[Event], None], debug: bool) -> None:
        """Open the window, and run its loop until it is closed. The main thread only.

        Raises:
            Exception: whatever the engine raises that does not start.
        """
        backend = load_backend(engine)
        view, memory = self._view, self._memory
        html = start_page(view.title, view.file_name)
        options = WindowOptions(view.title, html, debug, memory.window, memory.icon)
        backend.run_window(engine, options, self._hooks(post), view.attach)

    def _hooks(self, post: Callable[[Event], None]) -> WindowHooks:
        bridge = self._bridge
        page = PageHooks(
            hello=bridge.page_hello,
            ask=bridge.page_ask,
            call=bridge.page_call,
            happened=bridge.page_happened,
            open_outside=_open_outside,
            open_own=bridge.open_own,
        )
        return WindowHooks(
            shown=lambda: self._tell_shown(post),
            closed=lambda: post(Closed()),
            retry=lambda: post(Retry()),
            remember=self._memory.remember,
            happened=bridge.happened,
            page_died=lambda how: post(PageDied(how)),
            page=page,
            notes=self._notes,
        )

    def _tell_shown(self, post: Callable[[Event], None]) -> None:
        post(Shown())
        folder = self._memory.folder
        threading.Thread(target=lambda: clear_up(folder), name="looks-after", daemon=True).start()

    def close(self, code: int) -> None:
        """The shell ends, with this exit code."""
        self._bridge.close()
        self._memory.close()
        _log.info("ended with %d", code)


def _open_outside(url: str) -> None:
    """Open a link in the system's browser, which is to find its own libraries and not a package's."""
    restore_library_path()
    load_backend().open_outside(url)
