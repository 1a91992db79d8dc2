"""Where the profile of an app is, and that it can be used."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import Final

import platformdirs

from ..processes.package import this_package
from .notices import Notices
from .temporary import TemporaryFolder

PROFILES_VARIABLE: Final = "DESKTOPDASH_PROFILES"
"""Names the folder that all profiles are in, where it is not to be the user's own data folder."""

_ROOM_BYTES: Final = 2**16


def profile_folder(place: str | None, name: str = "app") -> Path:
    """Return the folder of an app's own files: one for each file that makes an app, for this user.

    Every process of an app works it out alike, also one that has not loaded the app. A package has the one of its
    identifier, wherever it stands and whatever its name and version are.

    Args:
        place: the file that makes the app, or a module's name; None where neither is known.
        name: the app's, which stands for a place that is not known.
    """
    package = this_package()
    if package is not None:
        return _named_folder(package.identifier, f"package:{package.identifier}")
    place = place or name
    where = place if os.path.isabs(place) else f"{os.getcwd()}:{place}"
    return _named_folder(Path(place).stem, where)


def _named_folder(name: str, where: str) -> Path:
    readable = re.sub(r"\W+", "-", name).strip("-")[:40] or "app"
    return _profiles() / f"{readable}-{hashlib.sha256(where.encode()).hexdigest()[:12]}"


def _profiles() -> Path:
    chosen = os.environ.get(PROFILES_VARIABLE)
    return Path(chosen).absolute() if chosen else Path(platformdirs.user_data_dir("desktopdash", appauthor=False))


def make_folder(folder: Path) -> None:
    """Make a folder for this user only, and see that there is room in it.

    Raises:
        OSError: it cannot be made or written.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    with tempfile.TemporaryFile(dir=folder, buffering=0) as probe:
        probe.write(bytes(_ROOM_BYTES))


def usable_folder(folder: Path, notices: Notices) -> tuple[Path, TemporaryFolder | None]:
    """Make a profile's folder; where that cannot be, a temporary one, which is to be removed at the end.

    Raises:
        OSError: not even a temporary folder can be made.
    """
    try:
        make_folder(folder)
    except OSError as error:
        notices.add(
            f"the profile folder {folder} cannot be used ({error.strerror or error}). The app starts, and forgets its "
            f"settings when it ends. Make the folder writable, make room on the disk, or name another place in "
            f"{PROFILES_VARIABLE}"
        )
        stand_in = TemporaryFolder("profile")
        return stand_in.path, stand_in
    return folder, None
