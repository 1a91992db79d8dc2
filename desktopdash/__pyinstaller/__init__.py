"""What PyInstaller is told of desktopdash; it finds this by the entry point `pyinstaller40`."""

from __future__ import annotations

from pathlib import Path


def get_hook_dirs() -> list[str]:
    """Return the folders with hooks: this one."""
    return [str(Path(__file__).parent)]
