"""What apps, their callbacks and their jobs ask of the desktop; see `api`."""

from __future__ import annotations

from ..errors import DesktopError as DesktopError
from .api import Desktop
from .api import Note as Note
from .link import current

_desktop = Desktop(current)

notify = _desktop.notify
dialogs = _desktop.dialogs
clipboard = _desktop.clipboard
window = _desktop.window
open_external = _desktop.open_external
on = _desktop.on
call_clientside = _desktop.call_clientside

__all__ = [
    "DesktopError",
    "Note",
    "call_clientside",
    "clipboard",
    "dialogs",
    "notify",
    "on",
    "open_external",
    "window",
]
