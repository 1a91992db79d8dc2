"""Serving an app that is loaded: its server, and the title of its window."""

from __future__ import annotations

from typing import Any

from ..errors import DesktopdashError, PortInUse, ServerError
from ..server.serve import Server
from . import problems
from .loader import LoadError


def start_server(app: Any, host: str, port: int, *, is_wish: bool = False) -> Server:
    """Bind and serve in threads.

    Raises:
        LoadError: the app is not in order, the port is taken (and was not just a wish), or the server cannot start.
    """
    try:
        app.prepare()
    except DesktopdashError as error:
        raise LoadError(problems.app_refused(error)) from error
    try:
        server = Server(app, host, port, on_stop=app.end_service)
    except PortInUse as error:
        if is_wish:
            return start_server(app, host, 0)
        raise LoadError(problems.port_in_use(host, port, str(error))) from error
    except (OSError, ServerError) as error:
        raise LoadError(problems.server_failed(error)) from error
    app.enable_push()
    server.start()
    return server


def window_title(wanted: str | None, app: Any, file_stem: str) -> str:
    """The wanted title, else the app's own, else its file's name (Dash's default title says nothing)."""
    if wanted is not None:
        return wanted
    if app.window_title is not None:
        return str(app.window_title)
    own = str(getattr(app, "title", "") or "")
    return own if own not in ("", "Dash") else file_stem.replace("_", " ")


def print_running(what: str, url: str) -> None:
    """Say where the app is, and how to end it."""
    print(f"desktopdash: {what} runs on {url} (Ctrl-C ends it)", flush=True)
