"""`desktopdash run`, and the start of a package: the app's process begins before its window is so much as loaded."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator, Sequence

from .arguments import RuntimeArguments
from .child import RuntimeProcess


def run(arguments: RuntimeArguments) -> int:
    """A window, and a runtime process behind it. The main thread only.

    Returns:
        The exit code: 0 after the window was closed, 1 when there was a problem, 128 + n for signal n.
    """
    with _kept_signals() as early:
        runtime = RuntimeProcess(arguments)
        runtime.begin()
        from .window import run_shell  # takes as long as the app's process takes to its first line

        return run_shell(runtime, arguments, early)


@contextlib.contextmanager
def _kept_signals() -> Iterator[Sequence[int]]:
    """Keep the numbers of SIGINT and SIGTERM for who can end what has begun (see `signals`), and is not loaded yet."""
    kept: list[int] = []
    previous = {
        number: signal.signal(number, lambda number, _: kept.append(number))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield kept
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
