"""`desktopdash serve`: the app in this process, and nothing beside it.

It loads as little as it can: the time to the first answer is the time of these imports.
"""

from __future__ import annotations

import importlib
import sys
import threading

from ..processes.memory import keep_freed, spare_loaded
from .arguments import RuntimeArguments
from .load import load_app
from .loader import LoadError
from .running import print_running, tell_exposed
from .serving import Access, start_server
from .signals import catch_signals
from .token import Token

_EXIT_OK = 0
_EXIT_PROBLEM = 1
_SERVER_STOP_S = 1.0


def serve(arguments: RuntimeArguments, token: Token | None = None) -> int:
    """Serve the app in this process until Ctrl-C or SIGTERM; returns the exit code.

    Args:
        arguments: which app, and where.
        token: what browsers have to show; None lets in all.
    """
    access = Access(is_open=True, names=arguments.names, token=token.value if token else None)
    keep_freed()
    try:
        app = load_app(arguments.spec)
        served = start_server(app, arguments.host, arguments.port, access)
    except LoadError as error:
        print(error.problem.as_text(), file=sys.stderr)
        return _EXIT_PROBLEM
    over = threading.Event()
    with catch_signals(lambda _: over.set()):
        tell_exposed(arguments.host, has_token=token is not None)
        print_running(arguments.spec.path.name, token.shown_in(served.url) if token else served.url)
        spare_loaded()
        over.wait()
        app.run_exit_hooks()
        served.stop(_SERVER_STOP_S)
    importlib.import_module("desktopdash.processes.trees").kill_descendants()
    return _EXIT_OK
