"""A supervised app without a window of its own: `run --browser`, and `serve --debug`."""

from __future__ import annotations

import sys
import threading
import webbrowser
from collections.abc import Mapping
from typing import Any

from ..protocol.problem import Problem
from .arguments import RuntimeArguments
from .child import RuntimeProcess
from .events import Shown, Signalled
from .late import make_watcher
from .serving import print_running
from .signals import catch_signals
from .supervisor import EXIT_OK, Supervisor


class ConsoleView:
    """A `View` in the terminal.

    Args:
        opens_browser: whether the system's browser is opened once the app answers.
        stays_after_problem: whether to wait for a change of the app's files after a problem.
    """

    def __init__(self, *, opens_browser: bool, stays_after_problem: bool) -> None:
        self.stays_after_problem = stays_after_problem
        self._opens_browser = opens_browser

    def show_start(self) -> None:
        """See `View`."""

    def show_app(self, url: str, title: str, options: Mapping[str, Any]) -> None:  # noqa: ARG002
        """See `View`."""
        print_running(title, url)
        if self._opens_browser:
            self._opens_browser = False
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    def show_problem(self, problem: Problem) -> None:  # noqa: ARG002
        """See `View`; the problem stands in the terminal already."""
        print("desktopdash: waiting for a change of the app's files.", file=sys.stderr, flush=True)

    def show_restart(self, problem: Problem, seconds: float) -> None:  # noqa: ARG002
        """See `View`; the problem stands in the terminal already."""
        print(f"desktopdash: starting it again in {seconds:g} s.", file=sys.stderr, flush=True)

    def reload(self) -> None:
        """See `View`; a browser follows the app by itself."""

    def close(self) -> None:
        """See `View`."""

    def wait_closed(self, timeout_s: float) -> bool:  # noqa: ARG002
        """See `View`."""
        return True


def supervise(arguments: RuntimeArguments, *, opens_browser: bool) -> int:
    """The app in a child process, shown in a browser or by nobody; returns the exit code."""
    view = ConsoleView(opens_browser=opens_browser, stays_after_problem=arguments.debug)
    runtime = RuntimeProcess(arguments)
    supervisor = Supervisor(view, runtime, RuntimeProcess, arguments, make_watcher(arguments))
    supervisor.post(Shown())
    with catch_signals(lambda number: supervisor.post(Signalled(number))):
        code = supervisor.run()
    return EXIT_OK if code > 128 else code
