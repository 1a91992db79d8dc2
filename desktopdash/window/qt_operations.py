"""The operations of `protocol.operations` on a Qt window: all in the window's thread, and none of them waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from PySide6 import QtCore, QtGui, QtWidgets

from .qt_front import QtFront
from .saving import base_name

Reply: TypeAlias = Callable[[Any], None]
Args: TypeAlias = Mapping[str, Any]

_Icon: Final = QtWidgets.QMessageBox.Icon
_ICONS: Final = {
    "info": _Icon.Information,
    "question": _Icon.Question,
    "warning": _Icon.Warning,
    "error": _Icon.Critical,
}


class QtOperations:
    """Does what is asked.

    Args:
        native: pywebview's `BrowserView`.
        set_full_screen: lets the window fill the screen, or not.
        close: closes the window without a question.
        confirm_close: sets the question before it closes.
    """

    def __init__(
        self,
        native: Any,
        set_full_screen: Callable[[bool], None],
        close: Callable[[], None],
        confirm_close: Callable[[str | None], None],
    ) -> None:
        self._native = native
        self._front = QtFront(native)
        self._open: set[QtWidgets.QDialog] = set()
        self._questions: set[str] = set()
        self._table: Mapping[str, Callable[[Args, Reply], None]] = {
            "dialogs.open": self._ask_open,
            "dialogs.save": self._ask_save,
            "dialogs.folder": self._ask_folder,
            "dialogs.message": self._show_message,
            "clipboard.read": lambda _, reply: reply(QtGui.QGuiApplication.clipboard().text()),
            "clipboard.write": _done(lambda args: QtGui.QGuiApplication.clipboard().setText(args["text"])),
            "window.state": lambda _, reply: reply(self._state()),
            "window.title": _done(lambda args: native.setWindowTitle(args["title"])),
            "window.size": _done(lambda args: self._resize(args["width"], args["height"])),
            "window.zoom": _done(lambda args: native.webview.setZoomFactor(args["factor"])),
            "window.fullScreen": _done(lambda args: set_full_screen(args["on"])),
            "window.minimise": _done(lambda _: native.showMinimized()),
            "window.maximise": _done(lambda _: native.showMaximized()),
            "window.restore": _done(lambda _: native.showNormal()),
            "window.focus": _done(lambda _: self.focus()),
            "window.attention": _done(lambda _: QtWidgets.QApplication.alert(native)),
            "window.confirmClose": _done(lambda args: confirm_close(args["text"])),
            "window.close": _done(lambda _: close()),
        }

    def knows(self, name: str) -> bool:
        """Whether there is such an operation here."""
        return name in self._table

    def operate(self, name: str, args: Args, reply: Reply) -> None:
        """Do an operation and reply with its value."""
        self._table[name](args, reply)

    def is_asking(self, key: str) -> bool:
        """Whether the question of a key is on the screen."""
        return key in self._questions

    def focus(self) -> None:
        """Bring the window to the front."""
        self._front.bring()

    def ask(self, title: str, text: str, kind: str, buttons: list[str], reply: Reply, key: str = "") -> None:
        """Show a message; replies with the label of the button that was pressed, None where there was none.

        The first button is the default one; Escape presses the last of several.
        """
        box = QtWidgets.QMessageBox(_ICONS[kind], title or self._native.windowTitle(), text, parent=self._native)
        box.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        Role = QtWidgets.QMessageBox.ButtonRole
        labels: dict[Any, str] = {}
        for index, label in enumerate(buttons):
            role = Role.AcceptRole if index == 0 else Role.RejectRole
            added = box.addButton(label.replace("&", "&&"), role)  # a single one marks a key
            labels[added] = label
            if index == 0:
                box.setDefaultButton(added)
            if index == len(buttons) - 1 > 0:
                box.setEscapeButton(added)

        def ended(_: bool) -> None:
            self._questions.discard(key)
            reply(labels.get(box.clickedButton()))

        self._questions.add(key)
        self._show(box, ended)

    def _ask_open(self, args: Args, reply: Reply) -> None:
        mode = QtWidgets.QFileDialog.FileMode
        dialog = self._file_dialog(args, mode.ExistingFiles if args["multiple"] else mode.ExistingFile)
        self._show(dialog, lambda accepted: reply(dialog.selectedFiles() if accepted else None))

    def _ask_save(self, args: Args, reply: Reply) -> None:
        dialog = self._file_dialog(args, QtWidgets.QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QtWidgets.QFileDialog.AcceptMode.AcceptSave)
        if args["name"]:
            dialog.selectFile(base_name(args["name"]).lstrip("."))
        endings = [end for entry in args["filters"] for end in entry["extensions"] if end != "*"]
        if endings:
            dialog.setDefaultSuffix(endings[0])
        self._show(dialog, lambda accepted: reply(dialog.selectedFiles()[0] if accepted else None))

    def _ask_folder(self, args: Args, reply: Reply) -> None:
        dialog = self._file_dialog(args, QtWidgets.QFileDialog.FileMode.Directory)
        dialog.setOption(QtWidgets.QFileDialog.Option.ShowDirsOnly, True)
        self._show(dialog, lambda accepted: reply(dialog.selectedFiles()[0] if accepted else None))

    def _file_dialog(self, args: Args, mode: Any) -> QtWidgets.QFileDialog:
        dialog = QtWidgets.QFileDialog(self._native, args["title"])
        dialog.setFileMode(mode)
        if args["folder"]:
            dialog.setDirectory(args["folder"])
        filters = [
            f"{entry['name']} ({' '.join('*' if end == '*' else f'*.{end}' for end in entry['extensions'])})"
            for entry in args.get("filters", ())
        ]
        if filters:
            dialog.setNameFilters(filters)
        return dialog

    def _show_message(self, args: Args, reply: Reply) -> None:
        usual = ["Yes", "No"] if args["kind"] == "question" else ["OK"]
        self.ask(args["title"], args["text"], args["kind"], args["buttons"] or usual, reply)

    def _show(self, dialog: QtWidgets.QDialog, ended: Callable[[bool], None]) -> None:
        """Show a dialog over the window without waiting for it."""

        def finish(result: int) -> None:
            self._open.discard(dialog)
            ended(result == QtWidgets.QDialog.DialogCode.Accepted or isinstance(dialog, QtWidgets.QMessageBox))
            dialog.deleteLater()

        self._open.add(dialog)  # Qt forgets a dialog that nobody holds
        dialog.finished.connect(finish)
        dialog.open()

    def _state(self) -> dict[str, Any]:
        native = self._native
        is_dark = QtGui.QGuiApplication.styleHints().colorScheme() == QtCore.Qt.ColorScheme.Dark
        return {
            "title": native.windowTitle(),
            "x": native.x(),
            "y": native.y(),
            "width": native.width(),
            "height": native.height(),
            "zoom": round(native.webview.zoomFactor(), 3),
            "fullScreen": native.isFullScreen(),
            "maximised": native.isMaximized(),
            "minimised": native.isMinimized(),
            "focused": native.isActiveWindow(),
            "theme": "dark" if is_dark else "light",
        }

    def _resize(self, width: int, height: int) -> None:
        native = self._native
        area = native.screen().availableGeometry() if callable(native.screen) else None
        native.showNormal()
        native.resize(min(width, area.width()) if area else width, min(height, area.height()) if area else height)

    def end(self) -> None:
        """Close the dialogs that are open: a window that they block cannot be closed."""
        for dialog in list(self._open):
            dialog.reject()


def _done(work: Callable[[Args], Any]) -> Callable[[Args, Reply], None]:
    def operation(args: Args, reply: Reply) -> None:
        work(args)
        reply(None)

    return operation
