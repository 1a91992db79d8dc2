"""The object that the page sees by Qt's web channel: texts in, texts out, and nothing to look up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6 import QtCore

from .hooks import PageHooks


class PageChannel(QtCore.QObject):
    """See the module. The names of its methods and of its signal are those of `renderer/src/desktop/channel.ts`.

    Args:
        hooks: see `PageHooks`.
        may_speak: whether the page that is shown is the app's own.
        parent: what it lives as long as.
    """

    told = QtCore.Signal(str)

    def __init__(self, hooks: PageHooks, may_speak: Callable[[], bool], parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self._hooks = hooks
        self._may_speak = may_speak

    @QtCore.Slot(str)
    def hello(self, page: str) -> None:
        """A page has been loaded."""
        if self._may_speak():
            self._hooks.hello(page)

    @QtCore.Slot(str, str)
    def ask(self, id_: str, text: str) -> None:
        """The page asks for an operation."""
        if self._may_speak():
            self._hooks.ask(id_, text)

    @QtCore.Slot(str, str)
    def call(self, id_: str, text: str) -> None:
        """The page calls an exposed function."""
        if self._may_speak():
            self._hooks.call(id_, text)

    @QtCore.Slot(str)
    def happened(self, text: str) -> None:
        """The person has done something with a notice."""
        if self._may_speak():
            self._hooks.happened(text)
