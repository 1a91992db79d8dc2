"""`python -m desktopdash`."""

import importlib
import sys

from .shell.entries import ENTRIES, EXIT_INTERRUPTED, run_entry


def main() -> int:
    """Run a process of our own, or else what the command line says, which takes longer to load."""
    words = sys.argv[1:]
    if not words or words[0] not in ENTRIES:
        return int(importlib.import_module("desktopdash.cli").main())
    try:
        return run_entry(ENTRIES[words[0]], words[1:])
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
