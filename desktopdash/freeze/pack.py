"""PyInstaller in a process that ends with the build that has started it (hidden entry `_pack`)."""

from __future__ import annotations

from collections.abc import Sequence

from ..processes.parent import die_with_parent


def main(argv: Sequence[str]) -> int:
    """Run the entry.

    Args:
        argv: the build's process, and PyInstaller's own arguments.

    Returns:
        The exit code; PyInstaller itself raises SystemExit where it fails.
    """
    if not die_with_parent(int(argv[0])):
        return 1
    from PyInstaller.__main__ import run  # the extra [build]

    run(list(argv[1:]))
    return 0
