"""What pywebview's Qt window lacks or does wrong, put right on the window itself.

pywebview's own handlers for permissions and downloads raise on Qt 6 and so end the process; its timer wakes
the process twice a second; its bridge reaches every attribute of what it is given. None of them is used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from PySide6 import QtCore, QtGui, QtWebChannel, QtWebEngineCore, QtWebEngineWidgets, QtWidgets

from ..processes.package import ICON, package_folder, this_package
from .channel import PageChannel
from .downloads import Downloads
from .hooks import WindowHooks, WindowOptions
from .navigation import judge, origin_of
from .pages import DARK_BACKGROUND, LIGHT_BACKGROUND
from .qt_notes import QtNotes
from .qt_operations import QtOperations
from .qt_placement import QtPlacement, fit_screen
from .qt_view import QtView

_LEAVE_MS: Final = 500
"""A page that is busy for so long when its window is closed is not waited for."""
_LAST_REQUESTS_MS: Final = 50
"""Requests that a page makes while it is left have gone out after so long."""
_ICON: Final = Path(__file__).parent.parent / "icons" / "desktopdash.ico"


class QtWindow(QtCore.QObject):
    """A pywebview window on Qt, adapted; made in the thread of the window. See `NativeWindow`.

    Args:
        native: pywebview's `BrowserView`.
        hooks: see `WindowHooks`.
        options: see `WindowOptions`.
    """

    _posted = QtCore.Signal(object)

    def __init__(self, native: Any, hooks: WindowHooks, options: WindowOptions) -> None:
        super().__init__(native)
        self._native = native
        self._hooks = hooks
        self._origin = ""
        self._question: str | None = None
        self._may_close = False
        self._has_left = False
        self._is_active = False
        self._tools: Any = None
        # Queued from the window's own thread too: what was asked for before it was shown, a close above all, waits.
        self._posted.connect(self._run, QtCore.Qt.ConnectionType.QueuedConnection)
        page = native.webview.page()
        self._notes = QtNotes(page, hooks.notes, lambda: self._origin, self.post)
        self._placement = QtPlacement(native, options.state, hooks.remember)
        self._view = QtView(native, self._placement.note_change)
        self._operations = QtOperations(native, self._view.set_full_screen, self._close, self._set_question)
        if self._placement.is_new:
            fit_screen(native)
        native.installEventFilter(self)  # the last one installed is asked first
        self._channel = PageChannel(hooks.page, self._is_own_page, self)
        self._adapt_page(page)
        self._set_icon(options.icon)
        self._follow_theme()
        if options.debug:
            self._add_developer_tools()

    def post(self, action: Callable[[], None]) -> None:
        """Run `action` in the window's thread, soon; from any thread."""
        self._posted.emit(action)

    def show_html(self, html: str) -> None:
        """See `NativeWindow`."""
        self.post(lambda: self._show_html(html))

    def show_url(self, url: str) -> None:
        """See `NativeWindow`."""
        self.post(lambda: self._show_url(url))

    def reload(self) -> None:
        """See `NativeWindow`."""
        self.post(self._native.webview.reload)

    def set_title(self, title: str) -> None:
        """See `NativeWindow`."""
        self.post(lambda: self._native.setWindowTitle(title))

    def apply(self, options: Mapping[str, Any]) -> None:
        """See `NativeWindow`."""
        self.post(lambda: self._apply(options))

    def operate(self, name: str, args: Mapping[str, Any], reply: Callable[[Any], None]) -> bool:
        """See `NativeWindow`."""
        if not self._operations.knows(name):
            return False
        self.post(lambda: self._operations.operate(name, args, reply))
        return True

    def tell(self, text: str) -> None:
        """See `NativeWindow`. Qt's channel may be used in the window's thread only."""
        self.post(lambda: self._channel.told.emit(text))

    def focus(self) -> None:
        """See `NativeWindow`."""
        self.post(self._operations.focus)

    def is_focused(self) -> bool:
        """See `NativeWindow`."""
        return self._is_active

    def ask(self, text: str, buttons: list[str], reply: Callable[[str | None], None]) -> None:
        """See `NativeWindow`."""
        self.post(lambda: self._operations.ask("", text, "question", buttons, reply))

    def close(self) -> None:
        """See `NativeWindow`. Not a word to the page, whose app ends too."""

        def close() -> None:
            self._has_left = True
            self._close()

        self.post(close)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Ask before a close that is to be confirmed, let the page be left before any other, and notice focus."""
        kind, Type = event.type(), QtCore.QEvent.Type
        if kind == Type.Close:
            if not self._closes_now():
                event.ignore()
                return True
        elif kind in (Type.WindowActivate, Type.WindowDeactivate):
            self._is_active = kind == Type.WindowActivate
            self._hooks.happened("focus" if self._is_active else "blur", {})
        return bool(super().eventFilter(watched, event))

    def _closes_now(self) -> bool:
        """Whether the window is to close at once; else what comes before that is begun."""
        if self._native.uid not in type(self._native).instances:
            return False  # it is closed: pywebview's handler raises on a second close
        if self._question is not None and not self._may_close:
            self._confirm_close(self._question)
            return False
        if self._has_left or not self._origin:
            return True
        self._leave_page()
        return False

    def _leave_page(self) -> None:
        """Leave the page of a window that a person has closed, so that it sends what is to be kept; then close it.

        Nothing tells a page that its window is destroyed. Another address in its place does.
        """
        self._has_left = self._may_close = True
        self._placement.save()
        self._native.hide()
        web_view = self._native.webview
        web_view.page().loadFinished.connect(lambda _: QtCore.QTimer.singleShot(_LAST_REQUESTS_MS, self._native.close))
        QtCore.QTimer.singleShot(_LEAVE_MS, self._native.close)
        web_view.setUrl(QtCore.QUrl("about:blank"))

    @QtCore.Slot(object)
    def _run(self, action: Callable[[], None]) -> None:
        action()

    def _show_html(self, html: str) -> None:
        self._origin = ""
        self._native.webview.setHtml(html, QtCore.QUrl("about:blank"))

    def _show_url(self, url: str) -> None:
        self._origin = origin_of(url)
        self._notes.begin()
        self._native.webview.setUrl(QtCore.QUrl(url))

    def _is_own_page(self) -> bool:
        """Whether the page that is shown is the app's."""
        return bool(self._origin) and origin_of(self._native.webview.url().toString()) == self._origin

    def _apply(self, options: Mapping[str, Any]) -> None:
        self._placement.apply(options)
        self._set_icon(options.get("icon"))
        self._question = options.get("confirm_close")

    def _set_icon(self, path: str | None) -> None:
        icon = QtGui.QIcon(path) if path else QtGui.QIcon()
        self._native.setWindowIcon(icon if not icon.isNull() else QtGui.QIcon(str(default_icon())))

    def _set_question(self, text: str | None) -> None:
        self._question = text

    def _close(self) -> None:
        self._may_close = True
        self._operations.end()
        self._native.close()

    def _confirm_close(self, question: str) -> None:
        if self._operations.is_asking("close"):
            return

        def decided(answer: str | None) -> None:
            if answer == "Close":
                self._close()

        self._operations.ask("", question, "question", ["Close", "Cancel"], decided, key="close")

    def _adapt_page(self, page: Any) -> None:
        page.featurePermissionRequested.disconnect()
        page.loadFinished.disconnect(self._native.on_load_finished)
        page.permissionRequested.connect(self._notes.answer_permission)
        page.navigationRequested.connect(self._judge_navigation)
        page.newWindowRequested.connect(self._judge_new_window)
        page.renderProcessTerminated.connect(self._note_death)
        page.nav_handler = None
        page.setBackgroundColor(QtGui.QColor(background_color()))
        web_channel = QtWebChannel.QWebChannel(self)
        web_channel.registerObject("desktop", self._channel)
        page.setWebChannel(web_channel)  # in the place of pywebview's, which reaches attributes by their names
        page.profile().setUrlRequestInterceptor(None)
        Downloads(self._native, page.profile())

    def _note_death(self, status: Any, code: int) -> None:
        # Of a process whose parent is gone, the zygote, the engine knows no end but a normal one.
        if not self._has_left:
            self._hooks.page_died(f"{status.name} {code}")

    def _judge_navigation(self, request: Any) -> None:
        url = request.url().toString()
        verdict = judge(url, self._origin, is_main_frame=request.isMainFrame())
        if verdict == "stay":
            request.accept()
            return
        request.reject()
        if verdict == "outside":
            self._hooks.page.open_outside(url)
        elif verdict == "retry":
            self._hooks.retry()

    def _judge_new_window(self, request: Any) -> None:
        url = request.requestedUrl().toString()
        verdict = judge(url, self._origin, is_main_frame=True)
        if verdict == "outside":
            self._hooks.page.open_outside(url)
        elif verdict == "stay" and origin_of(url):
            self._hooks.page.open_own(url)

    def _follow_theme(self) -> None:
        hints = QtGui.QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._tell_theme)

    def _tell_theme(self) -> None:
        page = self._native.webview.page()
        page.setBackgroundColor(QtGui.QColor(background_color()))
        # The engine looks at the system's scheme when its settings change, and only then.
        attribute = QtWebEngineCore.QWebEngineSettings.WebAttribute.ErrorPageEnabled
        was = page.settings().testAttribute(attribute)
        for value in (not was, was):
            page.settings().setAttribute(attribute, value)
        self._hooks.happened("theme", {"theme": "dark" if is_dark() else "light"})

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


def is_dark() -> bool:
    """Whether the system's scheme is a dark one."""
    return bool(QtGui.QGuiApplication.styleHints().colorScheme() == QtCore.Qt.ColorScheme.Dark)


def default_icon() -> Path:
    """The icon of an app that names none: its package's, else ours."""
    folder = package_folder()
    own = folder / ICON if folder is not None else _ICON
    return own if own.is_file() else _ICON


def background_color() -> str:
    """The colour of an empty page, by the system's light or dark scheme."""
    return DARK_BACKGROUND if is_dark() else LIGHT_BACKGROUND


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
    package = this_package()
    if package is not None:  # by it a desktop finds the window's entry, and pins the right thing
        QtGui.QGuiApplication.setDesktopFileName(package.identifier)
    native = make_native()
    native.installEventFilter(native)
    native.show()
    QtWidgets.QApplication.exec()
