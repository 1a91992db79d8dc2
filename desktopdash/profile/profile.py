"""The profile of one app, open in the process that serves it."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator

from ..errors import StorageError
from .faults import enable_faults
from .folder import profile_folder, usable_folder
from .logs import LOGS, AppLog, follow_app
from .notices import Notices
from .storage import Storage


class Profile:
    """The folder, what is kept in it, and what is told of it.

    Args:
        place: the file that makes the app; see `profile_folder`.

    Raises:
        OSError: there is no folder for it, and not even a temporary one.

    Attributes:
        folder: where it is.
        storage: what pages keep.
    """

    def __init__(self, place: str) -> None:
        self._notices = Notices()
        self.folder, self._stand_in = usable_folder(profile_folder(place), self._notices)
        self.storage = Storage(self.folder / "storage.db", self._notices)
        self._log: AppLog | None = None
        self._ends: list[Callable[[], None]] = []
        with self._told("crashes are not written down"):
            self._ends.append(enable_faults(self.folder))
        # The database is looked through while the app's own code is imported.
        self._opening = threading.Thread(target=self._open_storage, name="desktopdash-profile", daemon=True)
        self._opening.start()

    @property
    def notices(self) -> list[str]:
        """What went wrong with it so far; waits until it is known whether the storage is in order."""
        self._opening.join()
        return self._notices.texts

    def begin_log(self) -> None:
        """Write down from now on what the app's process says; see `follow_app`."""
        with self._told("there is no log"):
            log = self._log = AppLog(self.folder / LOGS, "app")
            self._ends.append(follow_app(log))
            self._notices.follow(lambda text: log.note(logging.WARNING, "desktopdash.profile", text))

    def note(self, problem: str) -> None:
        """Write down why the app cannot be served, which others are to tell."""
        if self._log is None:
            self.begin_log()
        if self._log is not None:
            self._log.note(logging.ERROR, "desktopdash", problem)

    def close(self) -> None:
        """Close all of it; a temporary folder is deleted."""
        self._opening.join()
        self.storage.close()
        while self._ends:
            self._ends.pop()()
        if self._stand_in is not None:
            self._stand_in.remove()

    def _open_storage(self) -> None:
        try:
            self.storage.get("")
        except StorageError as error:
            self._notices.add(str(error))

    @contextlib.contextmanager
    def _told(self, so: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._notices.add(f"{self.folder} cannot be written ({error.strerror or error}): {so}")
