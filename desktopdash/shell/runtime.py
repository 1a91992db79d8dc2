"""The runtime process (hidden entry `_runtime`): load the app, serve it, end with the shell."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from collections.abc import Callable
from typing import Any, Final

from ..processes.memory import keep_freed, spare_loaded
from ..processes.package import this_package
from ..processes.parent import die_with_parent
from ..profile.profile import Profile
from ..protocol.pipe import Failed, Message, Ready, Starting, Stop, Stopped
from . import working_folder
from .channel import Channel, open_channel
from .copies import FOLDER_NAME, load_copies
from .late import load_trees
from .load import load_app
from .loader import AppSpec, LoadError, parse_spec
from .serving import Access, start_server, window_title
from .token import SECRET_VARIABLE, TOKEN_VARIABLE, take_variable

STOP_DEADLINE_S: Final = 4.2
"""Seconds between the wish to end and the end, however busy the app is; below the shell's own patience."""

_SERVER_STOP_S: Final = 0.3
_LAST_S: Final = 0.7
"""What is left to the interpreter's own end: the user's threads and `atexit`."""


def main(argv: list[str]) -> int:
    """Run the entry; returns the exit code."""
    arguments = _parse(argv)
    channel = open_channel(arguments.pipe)
    life = Life()
    threading.Thread(target=channel.read_all, args=(life.hear,), name="shell-pipe", daemon=True).start()
    if not die_with_parent(arguments.parent):
        return 1
    channel.send(Starting("python"))
    try:
        serve_until(arguments, channel, life)
    except LoadError as error:
        channel.send(Failed(error.problem))
        return 1
    except KeyboardInterrupt:  # a person's own `kill -INT`: as good as a stop
        channel.send(Stopped())
    finally:
        life.end_soon(_LAST_S)
        load_trees().kill_descendants()
    return 0


def serve_until(arguments: argparse.Namespace, channel: Channel, life: Life) -> None:
    """Load, bind, announce, and serve until the end is asked for.

    Raises:
        LoadError: the app cannot be loaded, or its server cannot start.
    """
    spec = parse_spec(arguments.app)
    profile = None if arguments.open else Profile(str(spec.path))
    if profile is not None and this_package() is not None:
        working_folder.enter(spec.path.parent, profile.folder)  # workers start there too
    try:
        _serve(arguments, channel, life, spec, profile)
    except LoadError as error:
        if profile is not None:
            profile.note(error.problem.as_text())
        raise
    finally:
        if profile is not None:
            profile.close()
    channel.send(Stopped())


def _serve(arguments: argparse.Namespace, channel: Channel, life: Life, spec: AppSpec, profile: Profile | None) -> None:
    token, secret = take_variable(TOKEN_VARIABLE), take_variable(SECRET_VARIABLE)
    access = Access(arguments.open, tuple(arguments.allow_host), token, secret)
    channel.send(Starting("import"))
    keep_freed()
    app = load_app(spec)
    if profile is not None:
        profile.begin_log()
        app.enable_profile(profile)
    if arguments.debug:
        app.enable_dev_tools(debug=True)
    _be_offline(app, spec)
    channel.send(Starting("server"))
    if arguments.window:
        app.link.connect(channel.send)
        life.lead_to(app.link.hear)
    served = start_server(app, arguments.host, arguments.port, access, is_wish=arguments.port_wish)
    title = window_title(arguments.title, app, spec.path.stem)
    start, printed = served.start_url(), served.printed_url()
    channel.send(Ready(served.url, title, arguments.debug, start, printed, app.window_settings()))
    app.load_server_soon()
    spare_loaded()
    life.serve()
    app.run_exit_hooks()
    served.stop(_SERVER_STOP_S)


def _be_offline(app: Any, spec: AppSpec) -> None:
    """Keep the page of a package from reaching other hosts, and give it the copies that came with it."""
    package = this_package()
    if package is None or package.online:
        return
    app.enable_offline()
    folder = spec.path.parent / FOLDER_NAME
    copies = load_copies(folder) if folder.is_dir() else None  # most have none, and load nothing that reads them
    if copies is not None:
        app.enable_vendored(copies)


class Life:
    """Whether this process may go on.

    Args:
        exit_now: ends the process without any further Python; tests give another.
    """

    def __init__(self, exit_now: Callable[[int], object] = os._exit) -> None:
        self._exit_now = exit_now
        self._over = threading.Event()
        self._is_serving = False
        self._take: Callable[[Any], None] | None = None

    def serve(self) -> None:
        """Block until the end is asked for."""
        self._is_serving = True
        self._over.wait()

    def lead_to(self, take: Callable[[Any], None]) -> None:
        """Hand on what the shell asks, answers and tells."""
        self._take = take

    def hear(self, message: Message | None) -> None:
        """The shell said Stop, or is gone: serving ends, an import is cut off. The rest is the app's."""
        if message is not None and not isinstance(message, Stop):
            if self._take is not None:
                self._take(message)
            return
        self._over.set()
        if self._is_serving:
            self.end_soon()
        else:
            self._end_now()

    def end_soon(self, within_s: float = STOP_DEADLINE_S) -> None:
        """End within so many seconds, whatever the user's code does with its threads and exit hooks."""
        timer = threading.Timer(within_s, self._end_now)
        timer.daemon = True
        timer.start()

    def _end_now(self) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        load_trees().kill_descendants(timeout_s=0.2)
        self._exit_now(0)


def _parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="desktopdash _runtime", add_help=False)
    parser.add_argument("app")
    parser.add_argument("--pipe", required=True)
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--port-wish", action="store_true")
    parser.add_argument("--window", action="store_true")
    parser.add_argument("--open", action="store_true")
    parser.add_argument("--allow-host", action="append", default=[])
    parser.add_argument("--title")
    parser.add_argument("--debug", action="store_true")
    return parser.parse_args(argv)
