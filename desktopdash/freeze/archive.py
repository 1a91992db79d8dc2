"""Programs that PyInstaller has made, read."""

from __future__ import annotations

import struct
from pathlib import Path

from ..processes.package import MANIFEST


def is_package_file(file: Path) -> bool:
    """Tell whether a file is a program in one file that a build has made."""
    from PyInstaller.archive.readers import ArchiveReadError, CArchiveReader  # the extra [build]

    try:
        return MANIFEST in CArchiveReader(str(file)).toc
    except (ArchiveReadError, OSError, ValueError, struct.error):  # it is something else, which is what False says
        return False


def sizes_in(file: Path) -> dict[str, int]:
    """Return the bytes of all that is in a program: place -> compressed size.

    Raises:
        OSError: it cannot be read.
    """
    from PyInstaller.archive.readers import CArchiveReader  # the extra [build]

    return {place: entry[1] for place, entry in CArchiveReader(str(file)).toc.items()}
