"""Where a build's result goes: made beside its place, and put there as a whole."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Final

from ..processes.package import MANIFEST
from ..profile.lock import FileLock
from ..protocol.problem import Problem
from .archive import is_package_file
from .errors import BuildError

CONTENTS: Final = "contents.txt"
"""The list of a package's files, in its folder: by it a later build knows what it may replace."""

INSIDE: Final = "_internal"
"""The folder beside the program that holds all that it needs."""

_HELD: Final = ".held"
_MANY: Final = 5


class Output:
    """The place of a result.

    Args:
        folder: what `--output` names.
        name: the program's.
        one_file: whether the result is a file.

    Attributes:
        program: what people start.
        result: the file or the folder that is made.
    """

    def __init__(self, folder: Path, name: str, one_file: bool) -> None:
        self.folder = folder
        self._name = name
        self._one_file = one_file
        suffix = ".exe" if sys.platform == "win32" else ""
        self.result = folder / (f"{name}{suffix}" if one_file else name)
        self.program = self.result if one_file else self.result / f"{name}{suffix}"

    def beside(self) -> list[Path]:
        """Return what stands beside a program in one file: its entry for desktops, and that's icon."""
        if not self._one_file or sys.platform != "linux":
            return []
        return [self.folder / f"{self._name}.desktop", self.folder / f"{self._name}.png"]

    def check(self) -> None:
        """See that nothing of anybody's is in the way. Nothing is changed.

        Raises:
            BuildError: it names what is.
        """
        self._check_folder()
        self._check_beside()
        if not os.path.lexists(self.result):
            return
        if self._one_file:
            self._check_file()
        elif self.result.is_symlink() or not self.result.is_dir():
            raise _in_the_way(self.result, "something that is no folder")
        elif any(self.result.iterdir()):
            self._check_package()

    def _check_folder(self) -> None:
        place = next(place for place in (self.folder, *self.folder.parents) if os.path.lexists(place))
        if not place.is_dir():
            raise _in_the_way(place, "a file where a folder is to be")
        if not os.access(place, os.W_OK | os.X_OK):
            raise BuildError(
                Problem(
                    "output_closed",
                    f"Nothing can be written into {place}.",
                    "no permission",
                    "a folder that this user may write",
                    "Choose another --output, or change its permissions.",
                )
            )

    def _check_beside(self) -> None:
        """Without their program nothing tells whose the files beside it are."""
        for file in self.beside():
            if os.path.lexists(file) and not os.path.lexists(self.result):
                raise _in_the_way(file, "a file of this name, and no program beside it that a build has made")
            if file.is_dir():
                raise _in_the_way(file, "a folder")

    def _check_file(self) -> None:
        """A program in one file tells by its size and end what it is; a build replaces only what a build has made."""
        if self.result.is_dir() or not is_package_file(self.result):
            raise _in_the_way(self.result, "not a package of desktopdash")

    def _check_package(self) -> None:
        listed = self.result / INSIDE / CONTENTS
        if not (self.result / INSIDE / MANIFEST).is_file() or not listed.is_file():
            some = ", ".join(sorted(path.name for path in self.result.iterdir())[:_MANY])
            raise _in_the_way(self.result, f"a folder with other files in it: {some}")
        known = set(listed.read_bytes().decode("utf-8", "surrogateescape").split("\n"))
        foreign = [place for place in files_in(self.result) if not known.issuperset(place.split("\n"))]
        if foreign:
            some = ", ".join(foreign[:_MANY]) + (f" and {len(foreign) - _MANY} more" if len(foreign) > _MANY else "")
            raise _in_the_way(self.result, f"an earlier package with files that no build has put there: {some}")


class Staging:
    """A folder beside the result's place, for what is being made; it goes whatever happens.

    Args:
        output: where the result goes.

    Raises:
        OSError: from `__enter__`: it cannot be made.

    Attributes:
        path: the folder.
    """

    def __init__(self, output: Output) -> None:
        self._output = output
        self._made: list[Path] = []

    def __enter__(self) -> Staging:
        folder = self._output.folder
        try:
            for place in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
                place.mkdir(exist_ok=True)
                self._made.append(place)
            _remove_left(folder)
            self.path = Path(tempfile.mkdtemp(prefix=".building-", dir=folder))
            self._lock = FileLock(self.path / _HELD)
            self._lock.take()
        except OSError:
            self._remove_made()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)
        if error is not None:
            self._remove_made()

    def _remove_made(self) -> None:
        for place in reversed(self._made):
            _remove_empty(place)

    def publish(self, made: Path, beside: Iterable[Path] = ()) -> None:
        """Put the result into its place, in that of an earlier one. What was there goes only when the new one stands.

        Args:
            made: the result, in the folder.
            beside: what goes beside it, likewise.

        Raises:
            BuildError: meanwhile something has come into the way.
            OSError: it cannot be moved.
        """
        self._output.check()
        target, old = self._output.result, self.path / "earlier"
        if os.path.lexists(target):
            os.replace(target, old)
        try:
            os.replace(made, target)
        except OSError:
            if os.path.lexists(old):
                os.replace(old, target)
            raise
        for file in beside:
            os.replace(file, target.parent / file.name)


def files_in(folder: Path) -> list[str]:
    """Return every file below a folder, links too, relative to it and with slashes."""
    found = []
    for place, folders, files in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        for name in (*files, *links):
            found.append(os.path.relpath(os.path.join(place, name), folder).replace(os.sep, "/"))
    return sorted(found)


def write_contents(package: Path) -> None:
    """Write the list of a package's files into it.

    Raises:
        OSError: it cannot be written.
    """
    listed = package / INSIDE / CONTENTS
    listed.touch()
    listed.write_bytes(("\n".join(files_in(package)) + "\n").encode("utf-8", "surrogateescape"))


def is_disk_full(error: OSError) -> bool:
    """Tell whether there was no room for something."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def _remove_left(folder: Path) -> None:
    """Remove what builds have left that were killed."""
    for left in folder.glob(".building-*"):
        lock = FileLock(left / _HELD)
        if (left / _HELD).is_file() and lock.take():
            lock.release()
            shutil.rmtree(left, ignore_errors=True)


def _remove_empty(place: Path) -> None:
    try:
        place.rmdir()
    except OSError:
        return  # it is in use, by whom is not our concern


def _in_the_way(path: Path, found: str) -> BuildError:
    return BuildError(
        Problem(
            "output_in_the_way",
            f"{path} is in the way of the result. Nothing was changed.",
            found,
            "no such path, an empty folder, or a package of an earlier build as that has left it",
            "Move it away, or choose another --output or --name.",
        )
    )
