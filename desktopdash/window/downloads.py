"""Downloads in the Qt window: each is saved where the person says.

A download begins at once, into a private folder, while the dialog asks where it is to go: an address that lives only
for a moment (a blob of the page) is read in time. Nothing stands under the chosen name before the file is whole.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6 import QtCore, QtWebEngineCore, QtWidgets

from ..profile.temporary import TemporaryFolder
from ..records import dataclass
from .saving import base_name, explain, save_as

_Request: Final = QtWebEngineCore.QWebEngineDownloadRequest
_State: Final = _Request.DownloadState
_COPY_END_S: Final = 30.0


@dataclass(eq=False, slots=True)
class _Download:
    """One file on its way.

    Attributes:
        request: the engine's side of it.
        name: what it is called.
        folder: the private folder that it is in.
        target: where it is to go, as soon as the person has said so.
        copy: the thread that brings it there.
        error: why it could not be brought there.
    """

    request: Any
    name: str
    folder: TemporaryFolder
    target: Path | None = None
    copy: threading.Thread | None = None
    error: OSError | None = None

    @property
    def path(self) -> Path:
        return self.folder.path / "file"


class Downloads(QtCore.QObject):
    """The downloads of one window; made and used in the window's thread.

    Args:
        window: the widget that the dialogs belong to.
        profile: the engine's profile of the window's page.
    """

    _copied = QtCore.Signal(object)

    def __init__(self, window: Any, profile: Any) -> None:
        super().__init__(window)
        self._window = window
        self._place = downloads_folder()
        self._all: list[_Download] = []
        self._to_ask: deque[_Download] = deque()
        self._asked: tuple[_Download, Any] | None = None
        self._copied.connect(self._end_copy)
        profile.downloadRequested.connect(self._begin)
        program: Any = QtCore.QCoreApplication.instance()
        program.aboutToQuit.connect(self._end_all)

    def _begin(self, request: Any) -> None:
        name = base_name(request.suggestedFileName())
        try:
            folder = TemporaryFolder("download")
        except OSError as error:
            request.cancel()
            self._tell(name, f"{explain(error)}: {tempfile.gettempdir()}")
            return
        download = _Download(request, name, folder)
        self._all.append(download)
        request.setDownloadDirectory(str(folder.path))
        request.setDownloadFileName(download.path.name)
        request.stateChanged.connect(lambda state: self._follow(download, state))
        request.accept()
        self._to_ask.append(download)
        self._ask_next()

    def _follow(self, download: _Download, state: Any) -> None:
        if download not in self._all:
            return
        if state == _State.DownloadCompleted:
            self._begin_copy(download)
        elif state == _State.DownloadInterrupted:
            reason = download.request.interruptReasonString()
            self._drop(download)
            self._tell(download.name, f"The download broke off: {reason}.")

    def _ask_next(self) -> None:
        """Show the dialog of the next download, unless one is shown.

        It does not block the window, not even as a sheet: a window that is blocked cannot be closed.
        """
        if self._asked is not None or not self._to_ask:
            return
        download = self._to_ask.popleft()
        dialog = QtWidgets.QFileDialog(self._window, f"Save {download.name}", str(self._place))
        dialog.setAcceptMode(QtWidgets.QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QtWidgets.QFileDialog.FileMode.AnyFile)
        dialog.setWindowModality(QtCore.Qt.WindowModality.NonModal)
        dialog.setLabelText(QtWidgets.QFileDialog.DialogLabel.LookIn, "Save in:")
        dialog.selectFile(download.name)
        dialog.finished.connect(lambda _: self._take_answer(download, dialog))
        self._asked = (download, dialog)
        dialog.show()

    def _take_answer(self, download: _Download, dialog: Any) -> None:
        chosen = dialog.selectedFiles() if dialog.result() == QtWidgets.QDialog.DialogCode.Accepted else []
        dialog.deleteLater()
        self._asked = None
        if chosen:
            download.target = Path(chosen[0])
            self._place = download.target.parent
            self._begin_copy(download)
        elif download in self._all:
            self._drop(download)
        self._ask_next()

    def _begin_copy(self, download: _Download) -> None:
        """Bring it to its place, in a thread, when it is whole and the place is known."""
        target = download.target
        if target is None or download.request.state() != _State.DownloadCompleted:
            return

        def copy() -> None:
            try:
                save_as(download.path, target)
            except OSError as error:
                download.error = error
            self._copied.emit(download)

        download.copy = threading.Thread(target=copy, name="save-download", daemon=True)
        download.copy.start()

    @QtCore.Slot(object)
    def _end_copy(self, download: _Download) -> None:
        error, target = download.error, download.target
        if error is None or target is None:
            self._drop(download)
            return
        download.copy = download.error = download.target = None
        self._place = downloads_folder()
        why = f"{_describe(error, target)}\nChoose another place."
        self._tell(download.name, why, then=lambda: self._ask_again(download))

    def _ask_again(self, download: _Download) -> None:
        self._to_ask.appendleft(download)
        self._ask_next()

    def _tell(self, name: str, why: str, then: Callable[[], None] | None = None) -> None:
        box = QtWidgets.QMessageBox(
            QtWidgets.QMessageBox.Icon.Warning, "Not saved", f"{name} was not saved.", parent=self._window
        )
        box.setInformativeText(why)
        box.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        box.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowModality(QtCore.Qt.WindowModality.NonModal)
        if then is not None:
            box.finished.connect(lambda _: then())
        box.show()

    def _drop(self, download: _Download) -> None:
        """Forget a download, and remove what is left of it."""
        self._all.remove(download)
        if download in self._to_ask:
            self._to_ask.remove(download)
        if self._asked is not None and self._asked[0] is download:
            self._asked[1].reject()
        if not download.request.isFinished():
            download.request.cancel()
        download.folder.remove()

    def _end_all(self) -> None:
        """The loop ends: let files that are being written come to their place, and give up the others."""
        self._to_ask.clear()
        for download in list(self._all):
            if download.copy is not None:
                download.copy.join(_COPY_END_S)
            if download.error is not None and download.target is not None:
                print(
                    f"desktopdash: {download.name} was not saved. {_describe(download.error, download.target)}",
                    file=sys.stderr,
                )
            self._drop(download)


def downloads_folder() -> Path:
    """The person's folder for downloads; their home where there is none."""
    kind = QtCore.QStandardPaths.StandardLocation.DownloadLocation
    folder = Path(QtCore.QStandardPaths.writableLocation(kind))
    return folder if folder.is_dir() else Path.home()


def _describe(error: OSError, target: Path) -> str:
    return f"{explain(error)}: {target}"
