"""`python app.py`: this process serves the app, and a shell process shows it."""

from __future__ import annotations

import atexit
import contextlib
import os
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, Final, NoReturn, Protocol

from ..processes.mark import RUN_VARIABLE
from ..processes.pipes import own_command
from ..processes.trees import kill_descendants, kill_process
from ..profile.profile import Profile
from ..protocol.pipe import Answer, Ask, Happened, Ready, Release, Stop, Stopped
from .channel import Channel, start_child
from .entries import divert_frozen
from .loader import LoadError
from .running import print_running, tell_exposed
from .serving import Access, Served, start_server, window_title
from .token import Token, TokenError, find_token

_SERVER_STOP_S: Final = 1.0
_SHELL_STOP_S: Final = 1.5


class Options(Protocol):
    """What `app.run()` was told; `desktopdash.app.options.RunOptions` is one."""

    @property
    def debug(self) -> bool: ...  # noqa: D102
    @property
    def host(self) -> str | None: ...  # noqa: D102
    @property
    def port(self) -> int | None: ...  # noqa: D102
    @property
    def title(self) -> str | None: ...  # noqa: D102
    @property
    def window(self) -> bool: ...  # noqa: D102


def run_app(app: Any, options: Options) -> None:
    """Serve the app from this process until its window is closed or Ctrl-C is pressed, then return.

    Args:
        app: the Dash instance.
        options: see `Options`; `host` None is loopback, `port` None any free one (8050 without a window).

    Raises:
        SystemExit: the app cannot be served, or the window's process ended in an error; stderr says which. In a frozen
            program also where this is one of our own processes; see `divert_frozen`.
    """
    divert_frozen()
    profile = _open_profile(app) if options.window else None
    try:
        _run(app, options)
    finally:
        if profile is not None:
            profile.close()


def _open_profile(app: Any) -> Profile:
    """Open the profile of the program's main file, by which the process with the window knows it too."""
    profile = Profile(str(_main_file()))
    profile.begin_log()
    app.enable_profile(profile)
    return profile


def _main_file() -> Path:
    return Path(getattr(sys.modules.get("__main__"), "__file__", None) or "app").absolute()


def _run(app: Any, options: Options) -> None:
    try:
        token = None if options.window else find_token(None)
        port = options.port if options.port is not None else (0 if options.window else 8050)
        access = Access(is_open=not options.window, token=token.value if token else None)
        served = start_server(app, options.host or "127.0.0.1", port, access)
    except LoadError as error:
        print(error.problem.as_text(), file=sys.stderr)
        raise SystemExit(1) from None
    except TokenError as error:
        print(f"desktopdash: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    atexit.register(kill_descendants)
    try:
        code = _show(app, served, options) if options.window else _wait(served, token)
    finally:
        app.run_exit_hooks()
        served.stop(_SERVER_STOP_S)
    if code != 0:
        raise SystemExit(code)


def _wait(served: Served, token: Token | None) -> int:
    tell_exposed(served.server.host, has_token=token is not None)
    print_running("the app", token.shown_in(served.url) if token else served.url)
    with contextlib.suppress(KeyboardInterrupt), _sigterm_ends():
        threading.Event().wait()
    return 0


def _show(app: Any, served: Served, options: Options) -> int:
    mark = secrets.token_hex(8)
    env = {name: value for name, value in os.environ.items() if name != RUN_VARIABLE}
    os.environ[RUN_VARIABLE] = mark
    main_file = _main_file()
    process, channel = start_child(_shell_command(app, options, main_file, mark), env)
    title = window_title(options.title, app, main_file.stem)
    app.link.connect(channel.send)
    start, printed = served.start_url(), served.printed_url()
    channel.send(Ready(served.url, title, options.debug, start, printed, app.window_settings()))
    try:
        with _sigterm_ends():
            _follow(channel, served, app)
    except KeyboardInterrupt:  # Ctrl-C is the usual way to end it; a second one changes nothing
        with contextlib.suppress(KeyboardInterrupt):
            _end_shell(process, channel)
        return 0
    except BaseException:
        _end_shell(process, channel)
        raise
    return _end_shell(process, channel)


def _follow(channel: Channel, served: Served, app: Any) -> None:
    """Do what the shell says, until it says Stop or is gone."""
    while True:
        match channel.read():
            case Release():
                served.stop(_SERVER_STOP_S)
            case Stop() | None:
                return
            case Ask() | Answer() | Happened() as message:
                app.link.hear(message)


def _end_shell(process: subprocess.Popen[bytes], channel: Channel) -> int:
    """Tell the shell to end, wait for it, end it; returns its exit code as a shell of the system would."""
    channel.send(Stopped())
    channel.close_writer()
    try:
        code = process.wait(_SHELL_STOP_S)
    except subprocess.TimeoutExpired:
        kill_process(process.pid)
        print("desktopdash: the window's process did not end and was killed", file=sys.stderr)
        return 1
    if code < 0:
        print(f"desktopdash: the window's process was ended by signal {-code}", file=sys.stderr)
        return 1
    return code


def _shell_command(app: Any, options: Options, main_file: Path, mark: str) -> list[str]:
    command = [*own_command("_shell"), str(main_file), "--parent", str(os.getpid()), "--mark", mark]
    names = [name for name, value in vars(sys.modules["__main__"]).items() if value is app]
    command += ["--name", names[0]] if names else []
    command += ["--host", options.host] if options.host else []
    command += ["--title", options.title] if options.title else []
    return command + (["--debug"] if options.debug else [])


@contextlib.contextmanager
def _sigterm_ends() -> Iterator[None]:
    """SIGTERM raises SystemExit(143) in the main thread, so that the orderly end is taken."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    previous: Callable[[int, FrameType | None], Any] | int | None = signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)


def _leave(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
    raise SystemExit(128 + number)
