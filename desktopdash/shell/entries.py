"""The entries by which desktopdash starts processes of its own."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from typing import Any, Final

from ..processes.mark import RUN_VARIABLE

EXIT_INTERRUPTED: Final = 130
"""The exit code after Ctrl-C."""

ENTRIES: Final[Mapping[str, str]] = {
    "_runtime": "desktopdash.shell.runtime",
    "_shell": "desktopdash.shell.attached",
    "_worker": "desktopdash.shell.worker",
}
"""Hidden first words of the command line, and the modules whose `main` they mean."""


def run_entry(module: str, words: list[str]) -> int:
    """Run a process of our own; returns its exit code. Each loads only what it needs."""
    entry: Any = importlib.import_module(module)
    return int(entry.main(words))


def divert_frozen() -> None:
    """In a program that was frozen otherwise than by `desktopdash build`, be the process that this one was started as.

    Such a program is the app itself, started again for each of our processes: without this each would be another app,
    which starts others in its turn.

    Raises:
        SystemExit: this process was one of ours, and has ended; or the app's code has started the program again.
    """
    if not getattr(sys, "frozen", False):
        return
    words = sys.argv[1:]
    if words and words[0] in ENTRIES:
        raise SystemExit(run_entry(ENTRIES[words[0]], words[1:]))
    if RUN_VARIABLE in os.environ:
        print(
            "desktopdash: this program was started by itself, and is not started once more. In a frozen program "
            "`sys.executable` is the program and not Python.",
            file=sys.stderr,
            flush=True,
        )
        raise SystemExit(2)
