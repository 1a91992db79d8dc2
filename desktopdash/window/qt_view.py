"""What a person does to the view of a Qt window: zoom by keys, and full screen, also when the page asks for it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Final

from PySide6 import QtCore, QtGui, QtWebEngineCore

ZOOMS: Final = (0.25, 0.33, 0.5, 0.67, 0.75, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0)
"""The steps of browsers."""


def next_zoom(factor: float, step: int) -> float:
    """The zoom that follows one: the next larger step (1), the next smaller (-1), or none (0)."""
    if step == 0:
        return 1.0
    further = [zoom for zoom in ZOOMS if (zoom - factor) * step > 0.01]
    if not further:
        return factor
    return min(further) if step > 0 else max(further)


class QtView(QtCore.QObject):
    """See the module; made in the window's thread.

    Args:
        native: pywebview's `BrowserView`.
        changed: called when the zoom has changed.
    """

    def __init__(self, native: Any, changed: Callable[[], None]) -> None:
        super().__init__(native)
        self._native = native
        self._changed = changed
        self._was_maximised = False
        Key = QtGui.QKeySequence.StandardKey
        keys: list[tuple[Any, Callable[[], None]]] = [
            (Key.ZoomIn, lambda: self._zoom(1)),
            ("Ctrl+=", lambda: self._zoom(1)),
            (Key.ZoomOut, lambda: self._zoom(-1)),
            ("Ctrl+0", lambda: self._zoom(0)),
            (Key.FullScreen if sys.platform == "darwin" else "F11", self._toggle_full_screen),
        ]
        for key, action in keys:
            QtGui.QShortcut(QtGui.QKeySequence(key), native).activated.connect(action)
        page = native.webview.page()
        page.settings().setAttribute(QtWebEngineCore.QWebEngineSettings.WebAttribute.FullScreenSupportEnabled, True)
        page.fullScreenRequested.connect(self._answer_request)

    def set_full_screen(self, on: bool) -> None:
        """Fill the screen, or go back to what the window was before."""
        native = self._native
        if on and not native.isFullScreen():
            self._was_maximised = native.isMaximized()
            native.showFullScreen()
        elif not on and native.isFullScreen():
            native.showMaximized() if self._was_maximised else native.showNormal()

    def _zoom(self, step: int) -> None:
        view = self._native.webview
        view.setZoomFactor(next_zoom(view.zoomFactor(), step))
        self._changed()

    def _toggle_full_screen(self) -> None:
        self.set_full_screen(not self._native.isFullScreen())

    def _answer_request(self, request: Any) -> None:
        """A part of the page, such as a video, wants the whole screen; Escape ends it."""
        request.accept()
        self.set_full_screen(request.toggleOn())
