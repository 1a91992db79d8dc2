"""The entries by which desktopdash starts processes of its own."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any, Final

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
