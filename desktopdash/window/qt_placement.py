"""Where a Qt window stands and how large it is: remembered from one start to the next.

Qt's own `saveGeometry` knows the frame and the screens: what it restores does not walk across the screen, and is moved
into view where a screen is gone.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6 import QtCore, QtWidgets

_SETTLED_MS: Final = 800
"""So long after the last change the place is written: a window that is dragged changes with every frame."""
_SCREEN_SHARE: Final = 0.9


class QtPlacement(QtCore.QObject):
    """See the module; lives in the window's thread.

    Args:
        native: pywebview's `BrowserView`.
        state: what was remembered; empty at the first start.
        remember: takes what is to be remembered.
    """

    def __init__(self, native: Any, state: Mapping[str, Any], remember: Callable[[dict[str, Any]], None]) -> None:
        super().__init__(native)
        self._native = native
        self._remember = remember
        self._latest: dict[str, Any] = dict(state)
        self._timer = QtCore.QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLED_MS)
        self._timer.timeout.connect(self.save)
        self.is_new = not self._restore(state)
        self._is_restored = not self.is_new
        native.installEventFilter(self)

    def _restore(self, state: Mapping[str, Any]) -> bool:
        """Go where the window was; False where that is not known."""
        minimum = _pair(state.get("min_size"))
        if minimum is not None:
            self._native.setMinimumSize(*minimum)
        zoom = state.get("zoom")
        if isinstance(zoom, (int, float)) and 0.25 <= zoom <= 5:
            self._native.webview.setZoomFactor(zoom)
        try:
            saved = base64.b64decode(str(state.get("geometry", "")), validate=True)
        except (binascii.Error, ValueError):
            return False
        return bool(saved) and bool(self._native.restoreGeometry(QtCore.QByteArray(saved)))

    def apply(self, options: Mapping[str, Any]) -> None:
        """Take what the app says of its window; what the person has chosen goes before."""
        native = self._native
        minimum = _pair(options.get("min_size"))
        if minimum is not None:
            native.setMinimumSize(*minimum)
            self._latest["min_size"] = list(minimum)
        if self._is_restored and not options.get("remember", True):  # an app that has remembered before
            self._is_restored, self.is_new = False, True
            native.webview.setZoomFactor(1.0)
        size = _pair(options.get("size"))
        if self.is_new and size is not None:
            self.is_new = False
            native.resize(*size)
            fit_screen(native)
            if options.get("full_screen"):
                native.showFullScreen()

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Notice that the window was moved, resized or is about to close."""
        kind, Type = event.type(), QtCore.QEvent.Type
        if kind in (Type.Move, Type.Resize, Type.WindowStateChange):
            self._timer.start()
        elif kind == Type.Close:
            self.save()
        return bool(super().eventFilter(watched, event))

    def note_change(self) -> None:
        """Have it remembered soon."""
        self._timer.start()

    def save(self) -> None:
        """Have the place remembered as it is now."""
        self._timer.stop()
        native = self._native
        if not native.isVisible():
            return
        geometry = native.saveGeometry().toBase64().data().decode()
        zoom = round(native.webview.zoomFactor(), 3)
        found = {**self._latest, "geometry": geometry, "zoom": zoom}
        if found != self._latest:
            self._latest = found
            self._remember(found)


def fit_screen(native: Any) -> None:
    """Put a window into the middle of its screen, and make it no larger than that allows."""
    screen = native.screen() if callable(native.screen) else QtWidgets.QApplication.primaryScreen()
    area = screen.availableGeometry()
    width = min(native.width(), int(area.width() * _SCREEN_SHARE))
    height = min(native.height(), int(area.height() * _SCREEN_SHARE))
    native.resize(width, height)
    native.move(area.x() + (area.width() - width) // 2, area.y() + (area.height() - height) // 2)


def _pair(value: Any) -> tuple[int, int] | None:
    if not (isinstance(value, (list, tuple)) and len(value) == 2):
        return None
    width, height = value
    return (width, height) if all(type(side) is int and 0 < side <= 20_000 for side in value) else None
