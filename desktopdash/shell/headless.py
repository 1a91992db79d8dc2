"""An app without a window of its own: `desktopdash serve`, and `desktopdash run --browser`."""

from __future__ import annotations

import sys
import threading
import webbrowser

from ..processes import kill_descendants
from ..protocol.pipe import Problem
from .child import RuntimeArguments, RuntimeProcess
from .events import Shown, Signalled
from .late import make_watcher
from .loader import LoadError
from .runtime import load_app
from .serving import start_server
from .signals import catch_signals
from .supervisor import EXIT_OK, EXIT_PROBLEM, Supervisor

_SERVER_STOP_S = 1.0


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

    def show_app(self, url: str, title: str) -> None:
        """See `View`."""
        print_running(title, url)
        if self._opens_browser:
            self._opens_browser = False
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    def show_problem(self, problem: Problem) -> None:  # noqa: ARG002
        """See `View`; the problem stands in the terminal already."""
        print("desktopdash: waiting for a change of the app's files.", file=sys.stderr, flush=True)

    def reload(self) -> None:
        """See `View`; a browser follows the app by itself."""

    def close(self) -> None:
        """See `View`."""

    def wait_closed(self, timeout_s: float) -> bool:  # noqa: ARG002
        """See `View`."""
        return True


def serve(arguments: RuntimeArguments) -> int:
    """`desktopdash serve`: the app in this process until Ctrl-C or SIGTERM; returns the exit code."""
    if arguments.debug:
        return supervise(arguments, opens_browser=False)
    try:
        app = load_app(arguments.spec)
        server = start_server(app, arguments.host, arguments.port)
    except LoadError as error:
        print(error.problem.as_text(), file=sys.stderr)
        return EXIT_PROBLEM
    over = threading.Event()
    with catch_signals(lambda _: over.set()):
        print_running(arguments.spec.path.name, server.url)
        over.wait()
        server.stop(_SERVER_STOP_S)
    kill_descendants()
    return EXIT_OK


def supervise(arguments: RuntimeArguments, *, opens_browser: bool) -> int:
    """The app in a child process, shown in a browser or by nobody; returns the exit code."""
    view = ConsoleView(opens_browser=opens_browser, stays_after_problem=arguments.debug)
    runtime = RuntimeProcess(arguments)
    supervisor = Supervisor(view, runtime, RuntimeProcess, arguments, make_watcher(arguments))
    supervisor.post(Shown())
    with catch_signals(lambda number: supervisor.post(Signalled(number))):
        code = supervisor.run()
    return EXIT_OK if code > 128 else code


def print_running(what: str, url: str) -> None:
    """Say where the app is, and how to end it."""
    print(f"desktopdash: {what} runs on {url} (Ctrl-C ends it)", flush=True)
