"""The package that this program is, where `desktopdash build` has made it."""

from __future__ import annotations

import functools
import json
import sys
from pathlib import Path
from typing import Any, Final

from ..records import asdict, dataclass

MANIFEST: Final = "desktopdash-package.json"
"""The file's name, in the folder that holds all that is in a package."""

UNPACKED_MARK: Final = ".desktopdash"
"""The file that is unpacked first of a package in one file; the identifier stands in it."""

UNPACKED_PREFIX: Final = "_MEI"
"""What PyInstaller's loader calls the temporary folder that a package in one file is unpacked into."""

ICON: Final = "desktopdash-icon.png"
"""The program's picture, in the same folder."""

COPIES_FOLDER: Final = "vendored"
"""The folder of copies of what the page fetches from other hosts, beside the app's file."""

APP_FOLDER: Final = "app"
"""Where the app's own files are in it, in the tree that they had."""


@dataclass(frozen=True, slots=True)
class Package:
    """What a package says of itself.

    Attributes:
        name: the program's.
        identifier: by which its profile is found, whatever place and version it has.
        version: the app's own; "" where it has none.
        app: the app's file, relative to the package's folder, with slashes.
        instance: the name of the Dash instance in it; None where there is one only.
        title: what its window is called.
        online: whether its page may fetch from other hosts.
        built_with: the version of desktopdash.
    """

    name: str
    identifier: str
    version: str
    app: str
    instance: str | None
    title: str
    online: bool
    built_with: str

    def to_json(self) -> str:
        """Return the manifest's text."""
        return json.dumps(asdict(self), indent=2, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Package:
        """Read a manifest.

        Raises:
            ValueError: it is none.
        """
        try:
            found: Any = json.loads(text)
        except RecursionError:
            found = None
        if not isinstance(found, dict) or not all(_is_of(name, found.get(name)) for name in cls.__slots__):
            raise ValueError(f"found {text[:80]!r}; expected the manifest of a package")
        return cls(**{name: found[name] for name in cls.__slots__})


def _is_of(name: str, value: object) -> bool:
    """Tell whether a manifest may say that."""
    if name == "instance" and value is None:
        return True
    return isinstance(value, bool if name == "online" else str)


def package_folder() -> Path | None:
    """Return the folder of all that is in this program's package; None where it is none.

    Of a package in one file that is a temporary folder, another at each start.
    """
    return Path(sys._MEIPASS) if getattr(sys, "frozen", False) and hasattr(sys, "_MEIPASS") else None


@functools.cache
def this_package() -> Package | None:
    """Return what this program's package says of itself; None where it is none of `desktopdash build`.

    Raises:
        ValueError: the manifest is damaged.
        OSError: it cannot be read.
    """
    folder = package_folder()
    file = folder / MANIFEST if folder is not None else None
    return Package.from_json(file.read_text("utf-8")) if file is not None and file.is_file() else None


def is_one_file() -> bool:
    """Tell whether this program is a package in one file, unpacked by each start."""
    folder = package_folder()
    return folder is not None and folder.name.startswith(UNPACKED_PREFIX)
