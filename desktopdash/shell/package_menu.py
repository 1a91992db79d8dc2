"""The package's program in the menu of a Linux desktop, and its entry beside it."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Final, Literal

from ..processes.package import ICON as ICON
from ..processes.package import Package
from .desktop_entry import command_beside, command_of, entry_text, identifier_in

_log: Final = logging.getLogger("desktopdash.shell")


def change(package: Package, folder: Path, what: Literal["add", "remove"]) -> int:
    """Put the program into this user's menu, or take it out; returns the exit code."""
    try:
        text = (
            add(package, folder, Path(sys.executable), _data_home()) if what == "add" else remove(package, _data_home())
        )
    except OSError as error:
        print(f"desktopdash: the menu of {_data_home()} cannot be changed: {error}", file=sys.stderr)
        return 1
    print(text)
    return 0


def add(package: Package, folder: Path, program: Path, data_home: Path) -> str:
    """Write the entry and the icon; returns what was done.

    Raises:
        OSError: they cannot be written, or another program's entry has that name.
    """
    entry, icon = _entry_file(package, data_home), _icon_file(package, data_home)
    _check_own(entry, package)
    for file in (entry, icon):
        file.parent.mkdir(parents=True, exist_ok=True)
    icon.write_bytes((folder / ICON).read_bytes())
    _write(entry, entry_text(package, command_of(program), str(icon)))
    return f"{package.title} is in the menu now, as {entry}. Add it again after the program was moved."


def remove(package: Package, data_home: Path) -> str:
    """Remove the entry and the icon; returns what was done.

    Raises:
        OSError: they cannot be removed, or the entry is another program's.
    """
    entry, icon = _entry_file(package, data_home), _icon_file(package, data_home)
    _check_own(entry, package)
    was_there = entry.is_file()
    for file in (entry, icon):
        file.unlink(missing_ok=True)
    return f"{package.title} is {'no longer' if was_there else 'not'} in the menu."


def refresh_beside(package: Package, program: Path) -> None:
    """Have the entry beside the program name its icon where it is now: an icon's path is an absolute one."""
    entry, icon = program.with_name(f"{program.name}.desktop"), program.with_name(f"{program.name}.png")
    try:
        if not (entry.is_file() and icon.is_file() and os.access(entry, os.W_OK)):
            return
        text = _text_of(entry)
        wanted = beside_text(package, program)
        if text != wanted and identifier_in(text) == package.identifier:
            _write(entry, wanted)
    except OSError as error:
        _log.warning("%s could not be brought up to date: %s", entry, error)


def beside_text(package: Package, program: Path) -> str:
    """Return the text of the entry beside a program."""
    icon = str(program.with_name(f"{program.name}.png"))
    return entry_text(package, command_beside(program), icon)


def _check_own(entry: Path, package: Package) -> None:
    if entry.is_file() and identifier_in(_text_of(entry)) != package.identifier:
        raise FileExistsError(f"{entry} is there already, and is another program's")


def _text_of(entry: Path) -> str:
    return entry.read_text("utf-8", "replace")  # another program's may be anything


def _write(entry: Path, text: str) -> None:
    """Replace an entry as a whole; file managers start no entry that is not executable."""
    new = entry.with_name(f".{entry.name}.new")
    new.write_text(text, "utf-8")
    new.chmod(0o755)
    new.replace(entry)


def _entry_file(package: Package, data_home: Path) -> Path:
    return data_home / "applications" / f"{package.identifier}.desktop"


def _icon_file(package: Package, data_home: Path) -> Path:
    return data_home / "icons" / "hicolor" / "256x256" / "apps" / f"{package.identifier}.png"


def _data_home() -> Path:
    chosen = os.environ.get("XDG_DATA_HOME", "")
    return Path(chosen) if os.path.isabs(chosen) else Path.home() / ".local" / "share"
