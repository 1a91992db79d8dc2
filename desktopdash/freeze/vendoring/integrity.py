"""The hashes that tags ask for (`integrity`)."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final

_HASH: Final = re.compile(r"(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})(?:\?\S*)?", re.ASCII)
_STRONGEST: Final = ("sha512", "sha384", "sha256")


def sha256_of(data: bytes) -> str:
    """Return a hash in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def mismatch(data: bytes, integrity: str) -> str | None:
    """Return why some bytes are not those that a tag asks for; None where they are, or where it asks for none.

    As in browsers one of the strongest hashes has to fit, and what is no hash says nothing.
    """
    wanted: dict[str, list[str]] = {}
    for token in integrity.split():
        if found := _HASH.fullmatch(token):
            wanted.setdefault(found[1], []).append(found[2])
    name = next((name for name in _STRONGEST if name in wanted), None)
    if name is None:
        return None
    found_hash = base64.b64encode(hashlib.new(name, data).digest()).decode()
    if found_hash in (value.translate({45: "+", 95: "/"}) for value in wanted[name]):
        return None
    return f"its bytes do not have the hash of the tag: found {name}-{found_hash}, expected {name}-{wanted[name][0]}"
