"""Bringing a Qt window to the front, from wherever it is."""

from __future__ import annotations

from typing import Any, Final

from PySide6 import QtCore

_LEAVING_MS: Final = 1000
"""So long the system may take to say that a window that has left the screen is a minimised one."""


class QtFront(QtCore.QObject):
    """Brings a window to the front; lives in the window's thread.

    A window that is being minimised is off the screen before it counts as minimised (X11 says the one, then the other).
    What asks for the front in between, such as a click on a notification, would ask in vain: Qt keeps it until the
    window is shown again, which nobody does. Such a window is brought back once it counts as minimised.

    Args:
        native: pywebview's `BrowserView`.
    """

    def __init__(self, native: Any) -> None:
        super().__init__(native)
        self._native = native
        self._leaving = QtCore.QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.setInterval(_LEAVING_MS)
        self._leaving.timeout.connect(self._stop)

    def bring(self) -> None:
        """Bring the window to the front."""
        native = self._native
        native.setWindowState(native.windowState() & ~QtCore.Qt.WindowState.WindowMinimized)
        native.show()
        native.raise_()
        native.activateWindow()
        if not native.windowHandle().isExposed() and not native.isMinimized():
            native.installEventFilter(self)
            self._leaving.start()

    def eventFilter(self, _: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Bring back what has become minimised."""
        if event.type() == QtCore.QEvent.Type.WindowStateChange and self._native.isMinimized():
            self._stop()
            QtCore.QTimer.singleShot(0, self.bring)  # Qt is in the middle of what it tells
        return False

    def _stop(self) -> None:
        self._leaving.stop()
        self._native.removeEventFilter(self)
