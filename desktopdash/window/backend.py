"""The native window. The only module that knows pywebview."""

from __future__ import annotations

import logging
import threading
import webbrowser
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import webview

from .engine import EngineName
from .hooks import NativeWindow, WindowHooks, WindowOptions
from .pages import LIGHT_BACKGROUND

DEFAULT_SIZE: Final = (1100, 760)
MIN_SIZE: Final = (360, 240)

Attach: TypeAlias = Callable[[NativeWindow], None]


class PlainWindow:
    """A window whose native side is left as pywebview has it: GTK, macOS, Windows. None of them is tested yet.

    Its page has no channel: it speaks to the app's process by requests, and what only the desktop can do is asked of it
    by that process.

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

    def apply(self, options: Mapping[str, Any]) -> None:
        """See `NativeWindow`."""
        self._window.resize(*options["size"])

    def operate(self, name: str, args: Mapping[str, Any], reply: Callable[[Any], None]) -> bool:
        """See `NativeWindow`."""
        work: dict[str, Callable[[], Any]] = {
            "window.title": lambda: self._window.set_title(args["title"]),
            "window.size": lambda: self._window.resize(args["width"], args["height"]),
            "window.minimise": self._window.minimize,
            "window.maximise": self._window.maximize,
            "window.restore": self._window.restore,
            "window.focus": self._window.show,
            "window.close": self._window.destroy,
        }
        if name in work:
            work[name]()
            reply(None)
        return name in work

    def tell(self, text: str) -> None:
        """See `NativeWindow`: there is no channel; the app's process tells the page."""

    def focus(self) -> None:
        """See `NativeWindow`."""
        self._window.show()

    def is_focused(self) -> bool:
        """See `NativeWindow`; pywebview does not say."""
        return False

    def ask(self, text: str, buttons: list[str], reply: Callable[[str | None], None]) -> None:
        """See `NativeWindow`."""

        def wait() -> None:
            reply(buttons[0] if self._window.create_confirmation_dialog(self._window.title, text) else buttons[-1])

        threading.Thread(target=wait, name="question", daemon=True).start()

    def close(self) -> None:
        """See `NativeWindow`."""
        self._window.destroy()


def run_window(engine: EngineName, options: WindowOptions, hooks: WindowHooks, attach: Attach) -> None:
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


def _start_qt(window: Any, options: WindowOptions, hooks: WindowHooks, attach: Attach) -> None:
    qt = _load_qt()

    def adapt() -> None:
        attach(qt.QtWindow(window.native, hooks, options))

    def replace_loop() -> None:
        platform: Any = webview.guilib
        platform.create_window = lambda first: qt.run_loop(lambda: platform.BrowserView(first))

    window.events.initialized += replace_loop
    window.events.before_show += adapt
    window.events.shown += lambda: hooks.shown()
    qt.silence_engine()
    webview.start(gui="qt", debug=False, private_mode=True)


def _start_plain(engine: EngineName, window: Any, options: WindowOptions, hooks: WindowHooks, attach: Attach) -> None:
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
