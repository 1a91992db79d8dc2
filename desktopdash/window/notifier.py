"""Notifications of the system. The only module that knows desktop-notifier.

It runs in a thread with an event loop of its own, begun with the first notification: an app that posts none pays
nothing.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Callable, Container, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Final, TypeAlias

from desktop_notifier import Button, DesktopNotifier, Icon, Notification

from ..records import dataclass
from .engine import NO_BUS

_OWN_ICON: Final = Path(__file__).parent.parent / "icons" / "desktopdash.png"
_TOLD_REASONS: Final = (2, 3)
"""Dismissed by the person, closed by us; the specification's numbers."""
_RESERVED: Final = ("default", "inline-reply")
"""Actions of Linux that are no buttons: a click on the note itself, an answer typed into it."""
POST_S: Final = 5.0
"""A service of the system that has not taken a notification by then never will."""
_SILENT: Final = f"the system did not take it within {POST_S:g} s"

Heard: TypeAlias = Callable[[str, str, str | None], None]
"""Told a note's id, "clicked" or "closed", and the id of the button that was pressed, if one was."""
Done: TypeAlias = Callable[[str], None]
"""Told why the system has not taken a note; "" where it has."""


@dataclass(frozen=True, slots=True)
class SystemNote:
    """What is to be posted.

    Attributes:
        id: its name.
        title: first line.
        body: more text.
        actions: buttons, (id, label).
    """

    id: str
    title: str
    body: str = ""
    actions: Sequence[tuple[str, str]] = ()


class Notifier:
    """Posts notes; every method may be called from any thread and returns at once.

    Args:
        app_name: who posts.
        icon: path of a picture; None for desktopdash's own.
        heard: told what becomes of notes, in the notifier's thread.
    """

    def __init__(self, app_name: str, icon: str | None, heard: Heard) -> None:
        self._app_name = app_name
        self._icon = Icon(path=Path(icon) if icon else _OWN_ICON)
        self._heard = heard
        self._errors = _LastError()
        self._service: DesktopNotifier | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._posting: dict[str, asyncio.Event] = {}
        self._late: set[asyncio.Task[None]] = set()
        self._lock = threading.Lock()

    def post(self, note: SystemNote, done: Done) -> None:
        """Post a note."""
        asyncio.run_coroutine_threadsafe(self._post(note, done), self._begin())

    def close(self, note: str) -> None:
        """Take a note off the screen; one that is being posted, when the system has taken it."""
        if self._loop is not None:
            asyncio.run_coroutine_threadsafe(self._close(note), self._loop)

    def _begin(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                loop = self._loop = asyncio.new_event_loop()
                threading.Thread(target=loop.run_forever, name="notifier", daemon=True).start()
            return self._loop

    async def _post(self, note: SystemNote, done: Done) -> None:
        ended = self._posting[note.id] = asyncio.Event()
        try:
            done(await self._attempts(note))
        finally:
            ended.set()
            if self._posting.get(note.id) is ended:
                del self._posting[note.id]

    async def _attempts(self, note: SystemNote) -> str:
        reason = await self._attempt(note)
        if reason and self._service is not None:
            self._service = None  # the connection may be an old one: once more with another, unless time is up
            reason = reason if reason == _SILENT else await self._attempt(note)
        return reason

    async def _attempt(self, note: SystemNote) -> str:
        if os.environ.get("DBUS_SESSION_BUS_ADDRESS") == NO_BUS:
            return "there is no desktop session here"
        if self._service is None:
            self._service = DesktopNotifier(self._app_name, self._icon)
            self._listen(self._service)
        taken = asyncio.Event()
        self._errors.text = ""
        try:
            await asyncio.wait_for(self._service.send_notification(self._made(note, taken.set)), POST_S)
        except Exception as error:  # noqa: BLE001  whatever a system's service does, the person is told in the window
            return f"{type(error).__name__}: {error}" if str(error) else _SILENT
        return "" if taken.is_set() else self._errors.text or "the system did not take it"

    def _made(self, note: SystemNote, taken: Callable[[], None]) -> Notification:
        # Linux's notification services read the body as markup.
        body = escape(note.body, quote=False) if sys.platform.startswith("linux") else note.body

        def clicked(action: str | None = None) -> None:
            self._heard(note.id, "clicked", action)
            self._heard(note.id, "closed", None)  # the services take it away, and nobody is told of that any more

        buttons = tuple(
            Button(label, partial(clicked, key), f"{key}-button" if key in _RESERVED else key)
            for key, label in note.actions
        )
        return Notification(
            note.title,
            body,
            buttons=buttons,
            on_dispatched=taken,
            on_clicked=clicked,
            on_dismissed=lambda: self._heard(note.id, "closed", None),
            identifier=note.id,
        )

    async def _close(self, note: str) -> None:
        if note in self._posting:
            await self._posting[note].wait()
        if self._service is not None and note in await self._service.get_current_notifications():
            await self._service.clear(note)
            self._heard(note, "closed", None)

    def _listen(self, service: DesktopNotifier) -> None:
        """Have all told that the system says of notes.

        desktop-notifier tells of a close only where the person has dismissed a note, and of nothing that is said before
        it has read the number of the note. Its backend for Linux hears both by methods that are replaced here, before
        it listens; where a later release has none, all stays as it is.
        """
        backend: Any = getattr(service, "_backend", None)
        names = getattr(backend, "_platform_to_interface_notification_identifier", None)
        on_closed, on_action = getattr(backend, "_on_closed", None), getattr(backend, "_on_action", None)
        if names is None or on_closed is None or on_action is None:
            return

        def closed(number: int, reason: int) -> None:
            note = names.get(number)
            on_closed(number, reason)
            if note is not None and reason not in _TOLD_REASONS:
                self._heard(note, "closed", None)

        backend._on_closed = self._when_known(names, closed)
        backend._on_action = self._when_known(names, on_action)

    def _when_known(self, names: Container[int], hear: Callable[[int, Any], None]) -> Callable[[int, Any], None]:
        """Keep what is said of a note that is not known so far until all that are being posted are."""

        async def hear_later(number: int, what: Any) -> None:
            for ended in list(self._posting.values()):
                await ended.wait()
            hear(number, what)

        def heard(number: int, what: Any) -> None:
            if number in names or not self._posting:
                hear(number, what)
                return
            task = asyncio.get_running_loop().create_task(hear_later(number, what))
            self._late.add(task)
            task.add_done_callback(self._late.discard)

        return heard


class _LastError(logging.Handler):
    """Keeps what desktop-notifier says of a failure; it says so nowhere else."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.text = ""
        logger = logging.getLogger("desktop_notifier")
        logger.addHandler(self)
        logger.propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        """See `logging.Handler`."""
        error = record.exc_info[1] if record.exc_info else None
        self.text = f"{type(error).__name__}: {error}" if error is not None else record.getMessage()
