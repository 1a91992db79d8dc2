"""Small states in a JSON file each, such as the window's place."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from .damage import set_aside
from .lock import FileLock
from .notices import Notices


class JsonFile:
    """An object in a file, for this user only. Several processes may use it: nobody ever sees half of it. Nobody waits
    for the disk either, which a window would do whenever it is moved: a power cut may cost what was written last.

    A file that cannot be written costs what should be kept, and no more; that is told once.

    Args:
        path: the file, in a folder that is there.
        notices: told what went wrong.
    """

    def __init__(self, path: Path, notices: Notices) -> None:
        self._path = path
        self._notices = notices
        self._lock = FileLock(path.with_name(f".{path.name}.lock"))
        self._told = False

    def read(self) -> dict[str, Any]:
        """Return the object; an empty one where there is none. A damaged file is set aside."""
        try:
            with self._lock.held():
                return self._read()
        except OSError as error:
            self._tell("read", error)
            return {}

    def write(self, state: dict[str, Any]) -> None:
        """Put the object there, in the place of the one before.

        Raises:
            TypeError: it is not JSON.
        """
        text = json.dumps(state)
        try:
            with self._lock.held():
                self._write(text)
        except OSError as error:
            self._tell("written", error)

    def update(self, **changes: Any) -> None:
        """Change members of the object; those that another process changes meanwhile stay.

        Raises:
            TypeError: a value is not JSON.
        """
        json.dumps(changes)
        try:
            with self._lock.held():
                self._write(json.dumps({**self._read(), **changes}))
        except OSError as error:
            self._tell("written", error)

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except (ValueError, RecursionError) as error:  # UnicodeDecodeError is one
            problem = str(error)
        else:
            if isinstance(found, dict):
                return found
            problem = f"it has {type(found).__name__}, expected an object"
        aside = set_aside(self._path)
        self._notices.add(f"{self._path} was damaged ({problem}). It is set aside as {aside.name}, and begins anew")
        return {}

    def _write(self, text: str) -> None:
        """Write it, under the lock: what else has a name like that of the new file is of a process that was killed."""
        for left in self._path.parent.glob(f".{self._path.name}.new-*"):
            left.unlink(missing_ok=True)
        fd, name = tempfile.mkstemp(prefix=f".{self._path.name}.new-", dir=self._path.parent)  # 0600
        try:
            with os.fdopen(fd, "w", encoding="utf-8") as file:
                file.write(text)
            os.replace(name, self._path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)
            raise

    def _tell(self, what: str, error: OSError) -> None:
        if not self._told:
            self._told = True
            self._notices.add(f"{self._path} cannot be {what} ({error.strerror or error}): it keeps nothing for now")
