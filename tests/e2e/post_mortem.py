"""What the programs and pages of a failed test were doing: what a failure that comes once in a thousand leaves to look at."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import psutil
from playwright.sync_api import Error

if TYPE_CHECKING:
    from tests.e2e.shell.launches import Launch
    from tests.e2e.support import Program, Watch

_MOST_CHARACTERS: Final = 12_000
_DUMP_S: Final = 2.0
DUMP_SIGNAL: Final = signal.SIGUSR2 if os.name == "posix" else None
"""Upon it the programs' Pythons print the stacks of their threads; `offline/sitecustomize.py` sees to that."""

_IDLE: Final = re.compile(r"Thread 0x\w+ .*\n.*in wait\n.*in handler_thread\n(  File .*\n)*\n?")
"""The stack of a thread of waitress that has nothing to do."""

programs: Final[list[Program]] = []
watches: Final[list[Watch]] = []
launches: Final[list[Launch]] = []


def forget() -> None:
    """Begin a test."""
    programs.clear()
    watches.clear()
    launches.clear()


def sections() -> Iterator[tuple[str, str]]:
    """Yield titles and texts of all that is known."""
    for watch in watches:
        yield f"page {watch.page.url}", _shortened(_page_text(watch))
    for program in programs:
        tree = _tree(program)
        _dump_stacks(program, tree)
        printed = _IDLE.sub("", program.text)
        yield f"process {program.process.args}", _shortened("\n".join([*map(_described, tree), printed]))
    for launch in launches:
        yield f"launch {launch.process.args}", _shortened(_launch_text(launch))


def _page_text(watch: Watch) -> str:
    lines = [*watch.messages, *watch.requests]
    with contextlib.suppress(Error):  # closed, or it never answers
        watch.page.set_default_timeout(2000)
        lines.append(watch.page.locator("body").inner_html())
    return "\n".join(lines)


def _launch_text(launch: Launch) -> str:
    found = launch.tool("xdotool", "search", "--onlyvisible", "--name", ".").split()
    names = [launch.tool("xdotool", "getwindowname", window).strip() for window in found]
    return "\n".join([*map(_described, launch.tree()), f"windows: {names}", launch.stdout, launch.stderr])


def _tree(program: Program) -> list[psutil.Process]:
    try:
        root = psutil.Process(program.process.pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _dump_stacks(program: Program, tree: list[psutil.Process]) -> None:
    """Have the stacks printed, and wait until nothing more comes."""
    for process in tree:
        with contextlib.suppress(psutil.Error):
            if DUMP_SIGNAL is not None and "python" in process.name() and program.process.poll() is None:
                process.send_signal(DUMP_SIGNAL)
    seen, until = -1, time.monotonic() + _DUMP_S
    while seen != len(program.lines) and time.monotonic() < until:
        seen = len(program.lines)
        with program.printed:
            program.printed.wait(0.3)


def _described(process: psutil.Process) -> str:
    try:
        return f"{process.pid} {process.status()} {' '.join(process.cmdline())}"
    except psutil.Error:
        return f"{process.pid} is gone"


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else f"...{text[-_MOST_CHARACTERS:]}"
