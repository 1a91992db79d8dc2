"""What a build is told, checked: names, identifiers, versions, modules."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path
from typing import Final

from ..protocol.problem import Problem
from .errors import BuildError

_RESERVED: Final = frozenset(
    {
        "con",
        "prn",
        "aux",
        "nul",
        "_internal",
        *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)),
    }
)
_MOST_BYTES: Final = 200
"""Of a name: files beside the program have longer ones, and file systems want at most 255."""
_MOST_LETTERS: Final = 60


def checked_name(name: str) -> str:
    """Return a program's name.

    Raises:
        BuildError: it is none.
    """
    is_plain = bool(re.fullmatch(r"[^/\\:*?\"<>|\x00-\x1f\x7f\ud800-\udfff]{1,100}", name)) and name == name.strip(" .")
    if is_plain and len(name.encode()) <= _MOST_BYTES and not name.startswith("-") and name.lower() not in _RESERVED:
        return name
    raise BuildError(
        Problem(
            "bad_name",
            "That is no name for a program.",
            f"--name {name!r}",
            "a file's name of at most 100 characters, without / \\ : * ? \" < > | and without blanks at its ends",
            "Give another --name.",
        )
    )


def identifier_of(app: Path, name: str | None) -> str:
    """Return an identifier that stays the same in later builds, and is not that of every app.py.

    Args:
        app: the app's file.
        name: the program's, where it was given one.
    """
    text = unicodedata.normalize("NFC", name or f"{app.parent.name}-{app.stem}").lower()
    readable = re.sub(r"[^a-z0-9.]+", "-", text).strip("-.") or "app"
    if text.isascii() and len(readable) <= 100:
        return readable
    mark = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"{readable[:_MOST_LETTERS]}-{mark}"


def checked_identifier(text: str) -> str:
    """Return an identifier.

    Raises:
        BuildError: it is none.
    """
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", text):
        return text
    raise BuildError(
        Problem(
            "bad_identifier",
            "That is no identifier.",
            f"--identifier {text!r}",
            "letters, digits, dots, hyphens and underscores, as org.example.sales",
            "Give another --identifier.",
        )
    )


def checked_version(text: str) -> str:
    """Return a version; "" for none.

    Raises:
        BuildError: it is none.
    """
    if re.fullmatch(r"[\w.+!-]{0,40}", text):
        return text
    raise BuildError(
        Problem("bad_version", "That is no version.", f"--version {text!r}", "as 1.2.0", "Give another --version.")
    )


def checked_module(name: str) -> str:
    """Return a module's name.

    Raises:
        BuildError: it is none.
    """
    if all(part.isidentifier() for part in name.split(".")):
        return name
    raise BuildError(
        Problem(
            "bad_module",
            "That is no module's name.",
            f"--hidden-import {name!r}",
            "a name as in an import statement, as package.module",
            "Give the module's name, not its file.",
        )
    )
