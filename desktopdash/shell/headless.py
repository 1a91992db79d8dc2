"""A supervised app without a window of its own: `run --browser`, and `serve --debug`."""

from __future__ import annotations

import functools
import secrets
import sys
import threading
import webbrowser

from ..profile.left_folders import remove_left_folders
from ..protocol.pipe import Ready
from ..protocol.problem import Problem
from .arguments import RuntimeArguments
from .child import RuntimeProcess
from .events import Shown, Signalled
from .late import make_watcher
from .running import print_again, print_running, tell_exposed
from .signals import catch_signals
from .start_file import StartFile
from .supervisor import EXIT_OK, Supervisor
from .token import SECRET_VARIABLE, TOKEN_VARIABLE, Token


class ConsoleView:
    """A `View` in the terminal.

    Args:
        start_file: by which the system's browser is opened once the app answers; None opens none.
        stays_after_problem: whether to wait for a change of the app's files after a problem.
        token: what the server has to be shown.
    """

    def __init__(self, *, start_file: StartFile | None, stays_after_problem: bool, token: Token | None = None) -> None:
        self.stays_after_problem = stays_after_problem
        self._start_file = start_file
        self._token = token
        self._is_told = False

    def show_start(self) -> None:
        """See `View`."""

    def show_app(self, app: Ready) -> None:
        """See `View`."""
        if self._is_told:
            print_again(app.title)
            return
        self._is_told = True
        printed = app.printed or app.url
        print_running(app.title, self._token.shown_in(printed) if self._token else printed)
        if self._start_file is not None:
            address = self._start_file.write(app.start or app.url)
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

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


def supervise(arguments: RuntimeArguments, token: Token | None = None, *, opens_browser: bool) -> int:
    """The app in a child process, shown in a browser or by nobody; returns the exit code."""
    if arguments.is_open:
        tell_exposed(arguments.host, has_token=token is not None)
    remove_left_folders()
    start_file = StartFile() if opens_browser else None
    view = ConsoleView(start_file=start_file, stays_after_problem=arguments.debug, token=token)
    begin = functools.partial(RuntimeProcess, variables=_variables(arguments, token))
    supervisor = Supervisor(view, begin(arguments), begin, arguments, make_watcher(arguments))
    supervisor.post(Shown())
    try:
        with catch_signals(lambda number: supervisor.post(Signalled(number))):
            code = supervisor.run()
    finally:
        if start_file is not None:
            start_file.remove()
    return EXIT_OK if code > 128 else code


def _variables(arguments: RuntimeArguments, token: Token | None) -> dict[str, str]:
    """What the runtimes are told in secret. One that follows another has to know the browser's page again: unlike a
    window, it cannot be given a new ticket.
    """
    if token is not None:
        return {TOKEN_VARIABLE: token.value}
    return {SECRET_VARIABLE: secrets.token_urlsafe(32)} if arguments.debug and not arguments.is_open else {}
