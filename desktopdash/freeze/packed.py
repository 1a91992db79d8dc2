"""Files and their places in a package."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Final

from ..protocol.problem import Problem
from ..records import dataclass
from .errors import BuildError
from .places import relative_to_app

ROOT: Final = "app"
"""The folder of the package that stands for the app's folder."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A file and its place in the package.

    Attributes:
        file: the file, absolute.
        place: where it goes, with slashes, as "app/data/sales.csv".
    """

    file: Path
    place: str

    def size(self) -> int:
        """Return its bytes."""
        return self.file.stat().st_size


class Places:
    """Gives each file its place, and each place one file.

    Args:
        folder: the app's folder, whose tree is kept as it is.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: dict[str, Path] = {}
        self._folders: dict[str, Path] = {}

    def take(self, *groups: Iterable[tuple[Path, str | None]]) -> tuple[Packed, ...]:
        """Return files with their places, sorted; those that have theirs already are left out.

        Args:
            groups: files, each with its place, or None for that below the app's folder.

        Raises:
            BuildError: a place is another file's, or a folder.
        """
        new = []
        for file, wanted in (one for group in groups for one in group):
            place = self._own_place(file) if wanted is None else wanted
            if self._is_new(place, file):
                new.append(Packed(file, place))
        return tuple(sorted(new, key=lambda packed: packed.place))

    def _own_place(self, file: Path) -> str:
        relative = relative_to_app(file, self._folder)
        return str(PurePosixPath(ROOT, file.name if relative is None else relative.as_posix()))

    def _is_new(self, place: str, file: Path) -> bool:
        other = self._taken.get(place)
        if other is not None:
            if other == file or other.samefile(file):
                return False
            raise BuildError(_one_place(place, other, file))
        above = [str(folder) for folder in PurePosixPath(place).parents]
        other = self._folders.get(place) or next((self._taken[one] for one in above if one in self._taken), None)
        if other is not None:
            raise BuildError(_one_place(place, other, file))
        self._taken[place] = file
        for folder in above:
            self._folders.setdefault(folder, file)
        return True


def _one_place(place: str, one: Path, other: Path) -> Problem:
    return Problem(
        "one_place",
        f"Two files want the place {place} in the package.",
        f"{one} and {other}",
        "one file for each place",
        "Rename one of them, or leave out the --include that takes it.",
    )
