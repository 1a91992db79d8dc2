"""The web's own notifications in a Qt window: permissions by the app's policy, notes handed to the system's service."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from PySide6 import QtCore, QtWebEngineCore

from .hooks import NoteHooks
from .navigation import origin_of

_Permission: Final = QtWebEngineCore.QWebEnginePermission.PermissionType
_OWN: Final = (_Permission.ClipboardReadWrite,)
"""What the app's page may do without being asked about."""

Post: TypeAlias = Callable[[Callable[[], None]], None]


class QtNotes:
    """See the module; its methods run in the window's thread.

    Args:
        page: the page.
        hooks: see `NoteHooks`.
        origin: gives the app's origin, "" while another page is shown.
        post: runs an action in the window's thread.
    """

    def __init__(self, page: Any, hooks: NoteHooks, origin: Callable[[], str], post: Post) -> None:
        self._page = page
        self._hooks = hooks
        self._origin = origin
        self._post = post
        self._notes: dict[str, Any] = {}
        self._keys = itertools.count(1)
        page.profile().setNotificationPresenter(self._present)

    def begin(self) -> None:
        """The app's page is about to be loaded: what is decided is known to it from the start."""
        permission = self._page.profile().queryPermission(QtCore.QUrl(self._origin()), _Permission.Notifications)
        if not permission.isValid():
            return
        state = self._hooks.state()
        if state == "granted":
            permission.grant()
        elif state == "denied":
            permission.deny()
        else:
            permission.reset()

    def answer_permission(self, permission: Any) -> None:
        """The page asks for a permission."""
        is_own = bool(self._origin()) and origin_of(permission.origin().toString()) == self._origin()
        kind = permission.permissionType()
        if is_own and kind == _Permission.Notifications:
            self._hooks.request(lambda is_granted: self._post(permission.grant if is_granted else permission.deny))
        elif is_own and kind in _OWN:
            permission.grant()
        else:
            permission.deny()

    def _present(self, note: Any) -> None:
        key = str(next(self._keys))
        self._notes[key] = note  # Qt forgets a note that nobody holds
        note.closed.connect(lambda: self._take_away(key))
        note.show()
        self._hooks.post_web(key, note.title(), note.message(), lambda how: self._post(lambda: self._hear(key, how)))

    def _take_away(self, key: str) -> None:
        """The page has closed the note itself, or is gone."""
        if self._notes.pop(key, None) is not None:
            self._hooks.close_web(key)

    def _hear(self, key: str, how: str) -> None:
        note = self._notes.get(key)
        if note is None:
            return
        if how == "clicked":
            note.click()
        else:
            del self._notes[key]
            note.close()
