"""`desktopdash run`, and the start of a package: the app's process begins before its window is so much as loaded."""

from __future__ import annotations

from .arguments import RuntimeArguments
from .child import RuntimeProcess
from .signals import keep_signals


def run(arguments: RuntimeArguments) -> int:
    """A window, and a runtime process behind it. The main thread only.

    Returns:
        The exit code: 0 after the window was closed, 1 when there was a problem, 128 + n for signal n.
    """
    with keep_signals() as early:
        runtime = RuntimeProcess(arguments)
        runtime.begin()
        from .window import run_shell  # takes as long as the app's process takes to its first line

        return run_shell(runtime, arguments, early)
