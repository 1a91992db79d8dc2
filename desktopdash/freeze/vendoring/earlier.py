"""The copies that are there already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ...server.addresses import Kind, address_of, fragment_of
from ...server.lock import Copy, read_lock
from .files import Held
from .integrity import mismatch, sha256_of


class Earlier:
    """The folder of copies as an earlier run left it.

    Args:
        folder: need not be there.

    Raises:
        ResourceException: its lock file is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.copies: Mapping[str, Copy] = read_lock(folder) or {}
        self._addresses = {copy.file: address for address, copy in self.copies.items()}

    def get(self, address: str, integrity: Iterable[str] = ()) -> Held | None:
        """Return the copy of an address; None where there is none as the lock file says, or as a tag asks for it."""
        copy = self.copies.get(address)
        data = self._bytes(copy) if copy is not None else None
        if copy is None or data is None or sha256_of(data) != copy.sha256:
            return None
        if not all(value in copy.integrity or self._fits(copy, data, value) for value in integrity):
            return None
        return Held(data, copy.type, copy.final or address, copy)

    def has_file(self, address: str) -> bool:
        """Tell whether there is a file for an address, whatever is in it."""
        copy = self.copies.get(address)
        return copy is not None and (self.folder / copy.file).is_file()

    def named_in(self, held: Held, value: str, kind: Kind) -> str | None:
        """Return the address that a name in a file stands for; None where it is no other host's.

        Args:
            held: the file. Copies name each other by their files.
            value: the name.
            kind: what it is named as.
        """
        if held.copy is not None and held.copy.is_rewritten:
            file = value.removesuffix(fragment_of(value)).removeprefix("./")
            if file in self._addresses:
                return self._addresses[file]
        if kind == "module" and not value.startswith(("/", "./", "../", "http:", "https:")):
            return None  # a name that an import map explains, or nobody
        return address_of(value, held.final)

    def _bytes(self, copy: Copy) -> bytes | None:
        try:
            return (self.folder / copy.file).read_bytes()
        except OSError:  # whatever it is that stands there, it is no copy
            return None

    @staticmethod
    def _fits(copy: Copy, data: bytes, integrity: str) -> bool:
        return not copy.is_rewritten and mismatch(data, integrity) is None
