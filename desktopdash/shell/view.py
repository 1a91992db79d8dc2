"""The native window as the shell sees it: it may come to be later than the first things to show."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

from ..protocol.pipe import Ready
from ..protocol.problem import Problem
from ..window.hooks import NativeWindow
from ..window.pages import problem_page, restart_page, start_page


class WindowView:
    """A `View`, a `Surface` and a `Person` (see `bridge`, `notes`) on a native window.

    Args:
        title: what the app is called until it answers.
        file_name: the file that is imported; None where that is nobody's concern.
        announce: told the app's URL when the window is off screen.
    """

    stays_after_problem = True

    def __init__(self, title: str, file_name: str | None, announce: Callable[[str], None] | None = None) -> None:
        self.title = title
        self.file_name = file_name
        self._announce = announce
        self._lock = threading.Lock()
        self._window: NativeWindow | None = None
        self._latest: Callable[[NativeWindow], None] | None = None
        self._closed = threading.Event()
        self._is_closing = False

    def attach(self, window: NativeWindow) -> None:
        """Take the native window, and show what was to be shown meanwhile."""
        with self._lock:
            self._window = window
            if self._latest is not None:
                self._latest(window)

    def note_closed(self) -> None:
        """The window is closed, or will never be."""
        self._closed.set()

    def show_start(self) -> None:
        """See `View`."""
        html = start_page(self.title, self.file_name)
        self._show(lambda window: window.show_html(html))

    def show_app(self, app: Ready) -> None:
        """See `View`."""
        self.title = app.title
        if self._announce is not None:
            self._announce(app.printed or app.url)

        def show(window: NativeWindow) -> None:
            window.set_title(app.title)
            if app.window:
                window.apply(app.window)
            window.show_url(app.start or app.url)

        self._show(show)

    def show_problem(self, problem: Problem) -> None:
        """See `View`."""
        html = problem_page(self.title, problem)
        self._show(lambda window: window.show_html(html))

    def show_restart(self, problem: Problem, seconds: float) -> None:
        """See `View`."""
        html = restart_page(self.title, problem, seconds)
        self._show(lambda window: window.show_html(html))

    def reload(self) -> None:
        """See `View`."""
        self._use(lambda window: window.reload())

    def close(self) -> None:
        """See `View`. Nothing is asked of the window any more: its loop may end before the answer."""
        self._is_closing = True
        self._show(lambda window: window.close())

    def wait_closed(self, timeout_s: float) -> bool:
        """See `View`."""
        return self._closed.wait(timeout_s)

    def operate(self, name: str, args: Mapping[str, Any], reply: Callable[[Any], None]) -> bool:
        """See `Surface`."""
        window = self._window
        is_open = not self._is_closing and not self._closed.is_set()
        return window is not None and is_open and window.operate(name, args, reply)

    def tell_page(self, text: str) -> None:
        """See `Surface`."""
        self._use(lambda window: window.tell(text))

    def is_focused(self) -> bool:
        """See `Person`."""
        return self._window is not None and self._window.is_focused()

    def focus(self) -> None:
        """See `Person`."""
        self._use(lambda window: window.focus())

    def ask(self, text: str, buttons: list[str], reply: Callable[[str | None], None]) -> None:
        """See `Person`."""
        window = self._window
        if window is None or self._closed.is_set():
            reply(None)
        else:
            window.ask(text, buttons, reply)

    def _show(self, action: Callable[[NativeWindow], None]) -> None:
        """Do it now, or when there is a window: only the last of several counts then."""
        with self._lock:
            self._latest = action
            if self._window is not None and not self._closed.is_set():
                action(self._window)

    def _use(self, action: Callable[[NativeWindow], None]) -> None:
        """Do it, if there is a window."""
        window = self._window
        if window is not None and not self._closed.is_set():
            action(window)
