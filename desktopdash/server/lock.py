"""The file `lock.json` of a folder of copies: which address has which copy, and what its bytes are.

It is written to be read by people and compared line by line, and is the only thing that says what is served.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from ..errors import ResourceException
from ..processes.package import COPIES_FOLDER
from ..records import dataclass
from .addresses import address_of

FOLDER_NAME: Final = COPIES_FOLDER
LOCK_NAME: Final = "lock.json"
VERSION: Final = 1

_FILE: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,150}(?<![.])")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_TYPE: Final = re.compile(r"[a-z0-9][\w.+-]*/[\w.+-]+(?:; charset=[\w.:-]+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Copy:
    """What is kept of an address.

    Attributes:
        address: as `address_of` spells it.
        file: the copy's name in the folder.
        sha256: of the copy, in hexadecimal digits.
        type: what it is served as.
        named_by: what names it: addresses, "page", and paths of the app's own files.
        original: the hash of what was fetched, where the copy differs from it; else "".
        final: where it was found, where the address led on to another; else "".
        integrity: the hashes, as they stand in tags, that what was fetched was checked by.
    """

    address: str
    file: str
    sha256: str
    type: str
    named_by: tuple[str, ...] = ()
    original: str = ""
    final: str = ""
    integrity: tuple[str, ...] = ()

    @property
    def is_rewritten(self) -> bool:
        """Whether the copy's bytes are others than those that were fetched."""
        return bool(self.original)


def read_lock(folder: Path) -> dict[str, Copy] | None:
    """Return the copies of a folder by their addresses; None where it has no lock file.

    Raises:
        ResourceException: the lock file is damaged, or of a later version.
    """
    path = folder / LOCK_NAME
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
        raise _damaged(path, str(error)) from error
    if not isinstance(found, dict) or not isinstance(found.get("files"), dict):
        raise _damaged(path, 'found no "files"; expected an object of addresses')
    if found.get("version") != VERSION:
        raise _damaged(path, f"found version {found.get('version')!r}; expected {VERSION}")
    copies = {address: _copy(path, address, entry) for address, entry in found["files"].items()}
    if len({copy.file.lower() for copy in copies.values()}) != len(copies):
        raise _damaged(path, "two addresses have one file")
    return copies


def lock_text(copies: Iterable[Copy]) -> str:
    """Return what stands in the lock file of some copies: the same for the same copies, in whatever order."""
    files = {copy.address: _entry(copy) for copy in copies}
    return json.dumps({"version": VERSION, "files": files}, indent=2, sort_keys=True) + "\n"


def _entry(copy: Copy) -> dict[str, Any]:
    entry: dict[str, Any] = {"file": copy.file, "sha256": copy.sha256, "type": copy.type, "from": sorted(copy.named_by)}
    more = {"original": copy.original, "final": copy.final, "integrity": sorted(copy.integrity)}
    return {**entry, **{name: value for name, value in more.items() if value}}


def _copy(path: Path, address: str, entry: Any) -> Copy:
    if address_of(address) != address:
        raise _damaged(path, f"found the address {address[:200]!r}; expected one of http or https, without a fragment")
    if not isinstance(entry, Mapping):
        raise _damaged(path, f"{address} has {type(entry).__name__}; expected an object")
    return Copy(
        address,
        _text(path, address, entry, "file", _FILE, "a name of a file in that folder"),
        _text(path, address, entry, "sha256", _HASH, "64 hexadecimal digits"),
        _text(path, address, entry, "type", _TYPE, "a content type"),
        _texts(path, address, entry, "from"),
        _text(path, address, entry, "original", _HASH, "64 hexadecimal digits") if "original" in entry else "",
        _final(path, address, entry) if "final" in entry else "",
        _texts(path, address, entry, "integrity"),
    )


def _text(path: Path, address: str, entry: Mapping[str, Any], name: str, shape: re.Pattern[str], wanted: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not shape.fullmatch(value) or value == LOCK_NAME:
        raise _damaged(path, f'"{name}" of {address} is {str(value)[:200]!r}; expected {wanted}')
    return value


def _texts(path: Path, address: str, entry: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = entry.get(name, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise _damaged(path, f'"{name}" of {address} is {str(values)[:200]!r}; expected a list of texts')
    return tuple(values)


def _final(path: Path, address: str, entry: Mapping[str, Any]) -> str:
    value = entry["final"]
    if not isinstance(value, str) or address_of(value) != value:
        raise _damaged(path, f'"final" of {address} is {str(value)[:200]!r}; expected an address')
    return value


def _damaged(path: Path, problem: str) -> ResourceException:
    return ResourceException(
        f"{path} cannot be used: {problem}. Take back the change, or delete the file and run `desktopdash vendor` again"
    )
