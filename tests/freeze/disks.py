"""Small file systems, in memory."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest


@contextlib.contextmanager
def small_disk(folder: Path, mebibytes: int, *options: str) -> Iterator[Path]:
    """Mount a disk of this size on a folder, which is made; the test is skipped where this user may not."""
    folder.mkdir()
    words = ",".join([f"size={mebibytes}m", *options])
    command = ["mount", "-t", "tmpfs", "-o", words, "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
