"""`desktopdash serve`: the app in this process, and nothing beside it.

It loads as little as it can: the time to the first answer is the time of these imports.
"""

from __future__ import annotations

import importlib
import sys
import threading

from .arguments import RuntimeArguments
from .load import load_app
from .loader import LoadError
from .serving import print_running, start_server
from .signals import catch_signals

_EXIT_OK = 0
_EXIT_PROBLEM = 1
_SERVER_STOP_S = 1.0


def serve(arguments: RuntimeArguments) -> int:
    """Serve the app in this process until Ctrl-C or SIGTERM; returns the exit code."""
    try:
        app = load_app(arguments.spec)
        server = start_server(app, arguments.host, arguments.port)
    except LoadError as error:
        print(error.problem.as_text(), file=sys.stderr)
        return _EXIT_PROBLEM
    over = threading.Event()
    with catch_signals(lambda _: over.set()):
        print_running(arguments.spec.path.name, server.url)
        over.wait()
        app.run_exit_hooks()
        server.stop(_SERVER_STOP_S)
    importlib.import_module("desktopdash.processes.trees").kill_descendants()
    return _EXIT_OK
