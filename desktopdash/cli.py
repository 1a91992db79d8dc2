"""The command line: `desktopdash run | serve | build | vendor | worker | doctor`."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

from .freeze.arguments import add_commands
from .shell.arguments import RuntimeArguments
from .shell.entries import ENTRIES, EXIT_INTERRUPTED
from .shell.loader import AppSpec, LoadError, parse_spec
from .shell.token import TOKEN_VARIABLE, TokenError, find_token
from .version import __version__

EXIT_USAGE: Final = 2
DEFAULT_PORT: Final = 8050

_HIDDEN: Final = {**ENTRIES, "_inspect": "desktopdash.freeze.inspection", "_pack": "desktopdash.freeze.pack"}

_EPILOG: Final = """\
APP is a Python file with a Dash app in it, as app.py; app.py:name when there are several.

  desktopdash run app.py                a window
  desktopdash run app.py --debug        a window that follows every change of the code
  desktopdash run app.py --browser      the system's browser instead of a window
  desktopdash serve app.py --port 9000  no window at all
  desktopdash build app.py              something to double-click, that needs no Python
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns:
        The exit code: 0 well, 1 a problem of the app or the machine, 2 wrong use, 128 + n after signal n.
    """
    try:
        return _run(list(sys.argv[1:] if argv is None else argv))
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _run(words: list[str]) -> int:
    if words and words[0] in _HIDDEN:
        return _entry(_HIDDEN[words[0]], "main")(words[1:])
    arguments, more = _parser().parse_known_args(words)
    if more and arguments.command != "worker":
        _parser().error(f"unrecognized arguments: {' '.join(more)}")
    if arguments.command == "doctor":
        return _entry("desktopdash.shell.doctor", "main")()
    try:
        spec = parse_spec(arguments.app)
    except LoadError as error:
        print(error.problem.as_text(), file=sys.stderr)
        return EXIT_USAGE
    if arguments.command == "build":
        return _entry("desktopdash.freeze.build", "build")(spec, arguments)
    if arguments.command == "vendor":
        return _entry("desktopdash.freeze.vendor", "vendor")(spec, arguments.refresh)
    if arguments.command == "worker":
        return _entry("desktopdash.shell.celery_worker", "work")(spec, more)
    if arguments.command == "serve":
        return _serve(spec, arguments)
    shown = RuntimeArguments(spec, arguments.debug, arguments.title, has_window=not arguments.browser)
    if arguments.browser:
        return _entry("desktopdash.shell.headless", "supervise")(shown, opens_browser=True)
    return _entry("desktopdash.shell.run", "run")(shown)


def _serve(spec: AppSpec, arguments: argparse.Namespace) -> int:
    try:
        token = find_token(arguments.token)
    except TokenError as error:
        print(f"desktopdash: {error}", file=sys.stderr)
        return EXIT_USAGE
    served = RuntimeArguments(
        spec, arguments.debug, None, arguments.host, arguments.port, is_open=True, names=tuple(arguments.allow_host)
    )
    if served.debug:
        return _entry("desktopdash.shell.headless", "supervise")(served, token, opens_browser=False)
    return _entry("desktopdash.shell.serve", "serve")(served, token)


def _entry(module: str, name: str) -> Callable[..., int]:
    """A command's function: each process loads only what it needs (a shell no server, a server no window)."""
    function: Any = getattr(importlib.import_module(module), name)
    return function  # type: ignore[no-any-return]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="desktopdash",
        description="Write a Dash app, get a desktop application.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"desktopdash {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    run = commands.add_parser("run", help="open the app in a window", description="Open a Dash app in a window.")
    run.add_argument("app", metavar="APP", help="app.py, or app.py:name")
    run.add_argument("--debug", action="store_true", help="reload on changes, show tracebacks and developer tools")
    run.add_argument("--browser", action="store_true", help="use the system's browser instead of a window")
    run.add_argument("--title", help="title of the window (default: the app's own)")
    serve = commands.add_parser(
        "serve", help="serve the app without a window", description="Serve a Dash app without a window."
    )
    serve.add_argument("app", metavar="APP", help="app.py, or app.py:name")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serve.add_argument("--port", type=_port, default=DEFAULT_PORT, help="0 for any free one (default: %(default)s)")
    serve.add_argument("--debug", action="store_true", help="reload on changes, show tracebacks")
    serve.add_argument(
        "--token",
        nargs="?",
        const="",
        metavar="VALUE",
        help=f"let in only who shows a token; without VALUE that of {TOKEN_VARIABLE}, which nobody else can read, "
        "or a new one",
    )
    serve.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a further name by which the app is asked for, as of a proxy before it; again for more, * for any",
    )
    add_commands(commands)
    worker = commands.add_parser(
        "worker",
        help="run a Celery worker for an app's long callbacks",
        description="Run a Celery worker for the long callbacks of an app with a CeleryManager. Further arguments "
        "are those of `celery worker`.",
    )
    worker.add_argument("app", metavar="APP", help="app.py, or app.py:name")
    commands.add_parser(
        "doctor",
        help="say whether a window can be opened here",
        description="Say whether a window can be opened on this machine, and what to install when it cannot.",
    )
    return parser


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a number from 0 to 65535 is")
    return int(text)
