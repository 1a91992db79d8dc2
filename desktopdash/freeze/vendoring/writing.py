"""The folder of copies on disk: it changes as a whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Final

from ...errors import ResourceException
from ...server.lock import LOCK_NAME, Copy, lock_text

# Git would change the ends of lines on some systems, and with them the hashes.
_ATTRIBUTES_NAME: Final = ".gitattributes"
_ATTRIBUTES: Final = b"* -text\n"


def write_copies(folder: Path, copies: Iterable[Copy], data: Mapping[str, bytes], stale: Iterable[str]) -> None:
    """Put copies and their lock file into a folder; what else is in it stays.

    Args:
        folder: made where it is missing; the folder round it has to be there.
        copies: all that the lock file is to name.
        data: the bytes of those whose files may have changed, by their names.
        stale: names of files that go.

    Raises:
        ResourceException: it cannot be written. What was there is as it was.
    """
    wanted = {**data, LOCK_NAME: lock_text(copies).encode()}
    if not folder.exists():
        wanted[_ATTRIBUTES_NAME] = _ATTRIBUTES
    try:
        changed = {name: body for name, body in wanted.items() if _bytes_of(folder / name) != body}
        gone = [name for name in stale if (folder / name).exists()]
        if changed or gone:
            _change(folder, changed, gone)
    except OSError as error:
        raise ResourceException(
            f"{folder} cannot be written ({error.strerror or error}); what was there is as it was. "
            "Make it writable, or close what has its files open, and try again"
        ) from error


def _bytes_of(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _change(folder: Path, changed: Mapping[str, bytes], gone: Iterable[str]) -> None:
    """Write everything beside the folder, then move it: that fails for few reasons, and can be taken back."""
    stage = Path(tempfile.mkdtemp(prefix=f".{folder.name}-new-", dir=folder.parent))
    is_new = not folder.exists()
    moved: list[str] = []
    try:
        for name, body in changed.items():
            (stage / name).write_bytes(body)
        folder.mkdir(exist_ok=True)
        for name in [*sorted(changed, key=lambda name: name == LOCK_NAME), *gone]:  # the lock after what it names
            moved.append(name)
            _move(folder, stage, name)
    except BaseException:
        _take_back(folder, stage, moved, changed)
        if is_new:
            with contextlib.suppress(OSError):  # it was not made, or is somebody else's by now
                folder.rmdir()
        raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)  # a scanner of viruses may hold one of its files for a moment


def _move(folder: Path, stage: Path, name: str) -> None:
    if (folder / name).exists():
        os.replace(folder / name, stage / f"before-{name}")
    if (stage / name).exists():
        os.replace(stage / name, folder / name)


def _take_back(folder: Path, stage: Path, moved: list[str], made: Container[str]) -> None:
    for name in reversed(moved):
        if (stage / f"before-{name}").exists():
            os.replace(stage / f"before-{name}", folder / name)
        elif name in made and not (stage / name).exists():
            (folder / name).unlink(missing_ok=True)
