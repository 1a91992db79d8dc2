"""Downloaded files: what they are called, and how they come to the place that the person chose."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import unicodedata
from pathlib import Path
from typing import Final

_UNSEEN: Final = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Categories of characters that can hide what a name ends with."""


def base_name(name: str) -> str:
    """A name to suggest: without folders by the rules of any system, nor characters that are not seen."""
    last = next((part for part in reversed(re.split(r"[\\/]", name)) if part), "")
    last = re.sub(r"^[A-Za-z]:", "", last)
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in _UNSEEN).strip()
    return seen if seen.strip(".") else "download"


def save_as(source: Path, target: Path) -> None:
    """Put a copy of `source` in the place of `target`, whole or not at all; it may be on another file system.

    Raises:
        OSError: it cannot be written; what was there under the name is still there, and nothing beside it.
    """
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        shutil.copyfile(source, part)
        os.replace(part, target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()
        raise


def explain(error: OSError) -> str:
    """The system's words for an error, without the path, as "No space left on device"."""
    return error.strerror or str(error)
