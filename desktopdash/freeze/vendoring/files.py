"""A file on its way from another host into the folder of copies."""

from __future__ import annotations

from ...records import dataclass, field
from ...server.addresses import Kind
from ...server.lock import Copy


@dataclass(slots=True)
class Wanted:
    """How an address is named; it grows while files are read.

    Attributes:
        kind: as the strongest that it is named as.
        named_by: addresses, "page", and paths of the app's own files.
        integrity: the hashes that tags ask for.
    """

    kind: Kind = "other"
    named_by: set[str] = field(default_factory=set)
    integrity: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Held:
    """A file that was fetched, now or earlier.

    Attributes:
        data: its bytes.
        type: the content type that its server told.
        final: the address that it came from, which its relative names are relative to.
        copy: what the lock file says, where it was fetched earlier; else None.
    """

    data: bytes
    type: str
    final: str
    copy: Copy | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A file as it is kept.

    Attributes:
        copy: what the lock file is to say.
        data: its bytes.
    """

    copy: Copy
    data: bytes
