"""The two apps that are packaged for measuring: the sample, and the same written by hand; both with the marks."""

from __future__ import annotations

import shutil
from pathlib import Path

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "samples" / "graph_store.py"
PLAIN = HERE / "plain" / "app.py"


def write_ours(folder: Path) -> Path:
    """Copy the sample with its assets to a folder; the path of its app.py."""
    return _write(SAMPLE, folder)


def write_plain(folder: Path) -> Path:
    """Copy the app written by hand with its assets to a folder; the path of its app.py."""
    return _write(PLAIN, folder)


def _write(source: Path, folder: Path) -> Path:
    assets = folder / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "marks.js", assets / "marks.js")
    return Path(shutil.copy(source, folder / "app.py"))
