"""What pywebview's Qt window lacks or does wrong, put right on the window itself.

pywebview's own handlers for permissions and downloads raise on Qt 6 and so end the process; its timer wakes
the process twice a second; its bridge reaches every attribute of what it is given. None of them is used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6 import QtCore, QtGui, QtWebEngineCore, QtWebEngineWidgets, QtWidgets

from .navigation import judge, origin_of
from .pages import DARK_BACKGROUND, LIGHT_BACKGROUND

_Permission: Final = QtWebEngineCore.QWebEnginePermission.PermissionType
_GRANTED: Final = (_Permission.Notifications, _Permission.ClipboardReadWrite)
_SCREEN_SHARE: Final = 0.9


@dataclass(frozen=True, slots=True)
class PageHooks:
    """What the page may make happen outside.

    Attributes:
        retry: the problem page's button was pressed.
        open_outside: a link that leaves the app, to be opened in the system's browser.
    """

    retry: Callable[[], None]
    open_outside: Callable[[str], None]


class QtWindow(QtCore.QObject):
    """A pywebview window on Qt, adapted; made in the thread of the window.

    Args:
        native: pywebview's `BrowserView`.
        hooks: see `PageHooks`.
        debug: whether the context menu and the developer tools are there.
    """

    _posted = QtCore.Signal(object)

    def __init__(self, native: Any, hooks: PageHooks, *, debug: bool) -> None:
        super().__init__(native)
        self._native = native
        self._hooks = hooks
        self._origin = ""
        self._notes: list[Any] = []
        self._tools: Any = None
        self._posted.connect(self._run)
        native.installEventFilter(self)
        self._adapt_page(native.webview.page())
        self._fit_screen()
        if debug:
            self._add_developer_tools()

    def post(self, action: Callable[[], None]) -> None:
        """Run `action` in the window's thread, soon; from any thread."""
        self._posted.emit(action)

    def show_html(self, html: str) -> None:
        """Show a page of the window's own; from any thread."""
        self.post(lambda: self._show_html(html))

    def show_url(self, url: str) -> None:
        """Show the app; from any thread."""
        self.post(lambda: self._show_url(url))

    def reload(self) -> None:
        """Load the page again; from any thread."""
        self.post(self._native.webview.reload)

    def set_title(self, title: str) -> None:
        """Set the window's title; from any thread."""
        self.post(lambda: self._native.setWindowTitle(title))

    def close(self) -> None:
        """Close the window; from any thread."""
        self.post(self._native.close)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Swallow a second close: pywebview's handler raises on it."""
        is_closed = self._native.uid not in type(self._native).instances
        if event.type() == QtCore.QEvent.Type.Close and is_closed:
            return True
        return bool(super().eventFilter(watched, event))

    @QtCore.Slot(object)
    def _run(self, action: Callable[[], None]) -> None:
        action()

    def _show_html(self, html: str) -> None:
        self._origin = ""
        self._native.webview.setHtml(html, QtCore.QUrl("about:blank"))

    def _show_url(self, url: str) -> None:
        self._origin = origin_of(url)
        self._native.webview.setUrl(QtCore.QUrl(url))

    def _adapt_page(self, page: Any) -> None:
        page.featurePermissionRequested.disconnect()
        page.loadFinished.disconnect(self._native.on_load_finished)
        page.permissionRequested.connect(self._answer_permission)
        page.navigationRequested.connect(self._judge_navigation)
        page.newWindowRequested.connect(self._judge_new_window)
        page.nav_handler = None
        page.setBackgroundColor(QtGui.QColor(background_color()))
        profile = page.profile()
        profile.setUrlRequestInterceptor(None)
        profile.setNotificationPresenter(self._present_note)

    def _answer_permission(self, permission: Any) -> None:
        if permission.permissionType() in _GRANTED and origin_of(permission.origin().toString()) == self._origin:
            permission.grant()
        else:
            permission.deny()

    def _judge_navigation(self, request: Any) -> None:
        url = request.url().toString()
        verdict = judge(url, self._origin, is_main_frame=request.isMainFrame())
        if verdict == "stay":
            request.accept()
            return
        request.reject()
        if verdict == "outside":
            self._hooks.open_outside(url)
        elif verdict == "retry":
            self._hooks.retry()

    def _judge_new_window(self, request: Any) -> None:
        url = request.requestedUrl().toString()
        verdict = judge(url, self._origin, is_main_frame=True)
        if verdict == "outside" or (verdict == "stay" and origin_of(url)):
            self._hooks.open_outside(url)

    def _present_note(self, note: Any) -> None:
        self._notes = [*self._notes[-20:], note]  # Qt forgets a note that nobody holds
        note.show()

    def _fit_screen(self) -> None:
        native = self._native
        free = native.screen() if callable(native.screen) else QtWidgets.QApplication.primaryScreen()
        area = free.availableGeometry()
        width = min(native.width(), int(area.width() * _SCREEN_SHARE))
        height = min(native.height(), int(area.height() * _SCREEN_SHARE))
        native.resize(width, height)
        native.move(area.x() + (area.width() - width) // 2, area.y() + (area.height() - height) // 2)

    def _add_developer_tools(self) -> None:
        view = self._native.webview
        view.setContextMenuPolicy(QtCore.Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        shortcut = QtGui.QShortcut(QtGui.QKeySequence("F12"), self._native)
        shortcut.activated.connect(self._open_tools)

    def _show_menu(self, place: Any) -> None:
        view = self._native.webview
        menu = view.createStandardContextMenu()
        menu.addAction("Developer tools", self._open_tools)
        menu.popup(view.mapToGlobal(place))

    def _open_tools(self) -> None:
        if self._tools is None:
            self._tools = QtWebEngineWidgets.QWebEngineView()
            self._tools.resize(1000, 640)
            self._tools.setWindowTitle("Developer tools")
            self._native.webview.page().setDevToolsPage(self._tools.page())
        self._tools.show()
        self._tools.raise_()


def background_color() -> str:
    """The colour of an empty page, by the system's light or dark scheme."""
    scheme = QtGui.QGuiApplication.styleHints().colorScheme()
    return DARK_BACKGROUND if scheme == QtCore.Qt.ColorScheme.Dark else LIGHT_BACKGROUND


def silence_engine() -> None:
    """Keep Qt's warnings about graphics drivers off the terminal, unless QT_LOGGING_RULES asks for something."""
    if "QT_LOGGING_RULES" not in os.environ:
        QtCore.qInstallMessageHandler(_print_errors)


def _print_errors(kind: QtCore.QtMsgType, context: QtCore.QMessageLogContext, text: str) -> None:
    is_error = kind in (QtCore.QtMsgType.QtCriticalMsg, QtCore.QtMsgType.QtFatalMsg)
    if is_error and context.category != "js":  # "js" is the page's console, which is the developer tools' matter
        print(f"Qt: {text}", file=sys.stderr, flush=True)


def run_loop(make_native: Callable[[], Any]) -> None:
    """Make and show the first window, and run Qt's loop until the last one is closed."""
    native = make_native()
    native.installEventFilter(native)
    native.show()
    QtWidgets.QApplication.exec()
