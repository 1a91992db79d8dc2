"""The native window. The only module that knows pywebview."""

from __future__ import annotations

import logging
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol

import webview

from .engine import EngineName
from .pages import LIGHT_BACKGROUND

DEFAULT_SIZE: Final = (1100, 760)
MIN_SIZE: Final = (360, 240)


@dataclass(frozen=True, slots=True)
class WindowHooks:
    """What a window tells; each is called in a thread of the window's choice.

    Attributes:
        shown: it is on screen.
        closed: it is closed.
        retry: the problem page's button was pressed.
    """

    shown: Callable[[], None]
    closed: Callable[[], None]
    retry: Callable[[], None]


class NativeWindow(Protocol):
    """A window that is on screen; every method may be called from any thread and returns soon."""

    def show_html(self, html: str) -> None:
        """Show a page of the window's own."""

    def show_url(self, url: str) -> None:
        """Show the app."""

    def reload(self) -> None:
        """Load the page again."""

    def set_title(self, title: str) -> None:
        """Set the window's title."""

    def close(self) -> None:
        """Close the window."""


class PlainWindow:
    """A window whose native side is left as pywebview has it: GTK, macOS, Windows. None of them is tested yet.

    Args:
        window: pywebview's window.
        retry: called by the problem page's button.
    """

    def __init__(self, window: Any, retry: Callable[[], None]) -> None:
        self._window = window
        window.expose(retry)

    def show_html(self, html: str) -> None:
        """See `NativeWindow`."""
        self._window.load_html(html)

    def show_url(self, url: str) -> None:
        """See `NativeWindow`."""
        self._window.load_url(url)

    def reload(self) -> None:
        """See `NativeWindow`."""
        self._window.run_js("location.reload()")

    def set_title(self, title: str) -> None:
        """See `NativeWindow`."""
        self._window.set_title(title)

    def close(self) -> None:
        """See `NativeWindow`."""
        self._window.destroy()


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """How the first window looks.

    Attributes:
        title: text of its title bar until the app gives another.
        html: the page that it opens with.
        debug: whether it has a context menu and developer tools.
    """

    title: str
    html: str
    debug: bool = False


def run_window(
    engine: EngineName, options: WindowOptions, hooks: WindowHooks, attach: Callable[[NativeWindow], None]
) -> None:
    """Open the window and run its loop; returns when it is closed. The main thread only.

    Args:
        engine: what `engine.find_engine` found.
        options: how it looks.
        hooks: whom it tells.
        attach: given the window as soon as it can be used.

    Raises:
        ImportError: the engine's libraries cannot be loaded.
        webview.WebViewException: the engine does not start.
    """
    logging.getLogger("pywebview").setLevel(logging.WARNING)
    width, height = DEFAULT_SIZE
    window: Any = webview.create_window(
        options.title,
        html=options.html,
        width=width,
        height=height,
        min_size=MIN_SIZE,
        background_color=LIGHT_BACKGROUND,
        text_select=True,
        zoomable=True,
    )
    window.events.closed += lambda: hooks.closed()
    if engine == "qt":
        _start_qt(window, options, hooks, attach)
    else:
        _start_plain(engine, window, options, hooks, attach)


def _start_qt(window: Any, options: WindowOptions, hooks: WindowHooks, attach: Callable[[NativeWindow], None]) -> None:
    qt = _load_qt()

    def adapt() -> None:
        page_hooks = qt.PageHooks(retry=hooks.retry, open_outside=open_outside)
        attach(qt.QtWindow(window.native, page_hooks, debug=options.debug))

    def replace_loop() -> None:
        platform: Any = webview.guilib
        platform.create_window = lambda first: qt.run_loop(lambda: platform.BrowserView(first))

    window.events.initialized += replace_loop
    window.events.before_show += adapt
    window.events.shown += lambda: hooks.shown()
    qt.silence_engine()
    webview.start(gui="qt", debug=False, private_mode=True)


def _start_plain(
    engine: EngineName,
    window: Any,
    options: WindowOptions,
    hooks: WindowHooks,
    attach: Callable[[NativeWindow], None],
) -> None:
    def retry() -> None:
        hooks.retry()

    def shown() -> None:
        attach(PlainWindow(window, retry))
        hooks.shown()

    window.events.shown += shown
    webview.settings["OPEN_DEVTOOLS_IN_DEBUG"] = False
    webview.start(
        gui="gtk" if engine == "gtk" else None,
        debug=options.debug,
        private_mode=engine != "gtk",  # WebKitGTK has no localStorage and no notifications in private mode
    )


def _load_qt() -> Any:
    from . import qt  # the extra [qt], which Windows and macOS do without

    return qt


def open_outside(url: str) -> None:
    """Open a link in the system's browser, in a thread: some browsers take their time."""
    threading.Thread(target=webbrowser.open, args=(url,), name="open-outside", daemon=True).start()
