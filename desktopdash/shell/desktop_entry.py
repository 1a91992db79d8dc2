"""The entry of a program for desktops of Linux: a file by which it is double-clicked, found in menus, and pinned.

Source: the Desktop Entry Specification 1.5 of freedesktop.org.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from ..processes.package import Package

_QUOTED: Final = re.compile(r'(["`$\\])')
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]+")

# An address in place of a path has its bytes in hexadecimal digits, which no shell reads but as a number.
_PATH_OF_URI: Final = (
    'rest=${1#file://}; entry=; if [ "$rest" != "$1" ]; then while case $rest in *%*) ;; *) false;; esac; do '
    "more=${rest#*%}; "
    'entry=$entry${rest%%\\%*}$(printf "\\\\$(printf %o "0x${more%"${more#??}"}")"); '
    "rest=${more#??}; done; fi; "
)

MADE_BY: Final = "X-Desktopdash-Identifier"
"""The key by which our own entries are known."""


def entry_text(package: Package, command: str, icon: str) -> str:
    """Return a program's entry.

    Args:
        package: what it says of itself. X11 knows its windows by its name, Wayland by the name of the entry's file.
        command: see `command_of` and `command_beside`.
        icon: an absolute path, or a name that the desktop knows.
    """
    version = f" {package.version}" if package.version else ""
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.0",
        f"Name={_value(package.title)}",
        f"Comment={_value(package.title + version)}",
        f"Exec={command}",
        f"Icon={_value(icon)}",
        "Terminal=false",
        "Categories=Utility;",
        "StartupNotify=true",
        f"StartupWMClass={_value(package.name)}",
        f"{MADE_BY}={_value(package.identifier)}",
    ]
    return "\n".join(lines) + "\n"


def command_of(program: Path) -> str:
    """Return the command of an entry that may be anywhere, for a program that stays where it is."""
    path = _quoted(str(program))
    if "%" not in str(program):
        return path
    # Some desktops look for the program before they read its path's per cent signs, and do not find it.
    start = _quoted('exec "$0"')
    return f"sh -c {start} {path}"


def command_beside(program: Path) -> str:
    """Return the command of an entry that stands beside its program, wherever the two are moved.

    Desktops give a command the entry's own place (`%k`), as a path or as a URI. To those that do not, the program is
    where it was when the entry was written.
    """
    script = f'[ $# = 0 ] && exec "$0"; {_PATH_OF_URI}exec "$(dirname -- "$entry$rest")/"{_shell_quoted(program.name)}'
    return f"sh -c {_quoted(script)} {_quoted(str(program))} %k"


def identifier_in(text: str) -> str | None:
    """Return the identifier of an entry of ours; None for others."""
    found = re.search(rf"^{MADE_BY}=(.*)$", text, re.MULTILINE)
    return found[1] if found else None


def _value(text: str) -> str:
    return _CONTROL.sub(" ", text).replace("\\", "\\\\")


def _quoted(text: str) -> str:
    """Return an argument in quotes. The whole is a value too, in which a backslash is written twice."""
    inner = _QUOTED.sub(r"\\\1", _CONTROL.sub(" ", text).replace("%", "%%"))
    return '"' + inner.replace("\\", "\\\\") + '"'


def _shell_quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
