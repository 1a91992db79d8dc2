"""The shell with a native window: `desktopdash run`, and the child of `python app.py`."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..profile.logs import open_shell_log
from ..protocol.problem import Problem
from ..version import __version__
from ..window.engine import (
    EngineName,
    check_window,
    engine_failed,
    environment,
    find_display,
    find_engine,
    no_engine,
    this_machine,
)
from ..window.pages import problem_page, start_page
from .arguments import RuntimeArguments
from .child import RuntimeProcess
from .events import Broken, Closed, Retry, Runtime, Shown, Signalled
from .late import load_backend, make_watcher
from .signals import catch_signals
from .supervisor import EXIT_PROBLEM, Supervisor

SWITCH_INTERVAL_S: Final = 0.0005
"""Seconds after which a thread gives up the GIL: the window's thread must not wait for others."""

_END_S: Final = 3.0
_log: Final = logging.getLogger("desktopdash.shell")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a window stands on: the engine, and whether it is off screen for want of a display."""

    engine: EngineName
    is_off_screen: bool


class WindowView:
    """A `View` on a native window, which may come to be later than the first things to show.

    Args:
        path: the app's file.
        title: the window's title, when one was asked for.
        announce: told the app's URL when the window is off screen.
    """

    stays_after_problem = True

    def __init__(self, path: Path, title: str | None, announce: Callable[[str], None] | None = None) -> None:
        self.title = title or path.stem.replace("_", " ")
        self.file_name = path.name
        self._announce = announce
        self._lock = threading.Lock()
        self._window: Any = None
        self._latest: Callable[[Any], None] | None = None
        self._closed = threading.Event()

    def attach(self, window: Any) -> None:
        """Take the native window, and show what was to be shown meanwhile."""
        with self._lock:
            self._window = window
            if self._latest is not None:
                self._latest(window)

    def note_closed(self) -> None:
        """The window is closed, or will never be."""
        self._closed.set()

    def show_start(self) -> None:
        """See `View`."""
        html = start_page(self.title, self.file_name)
        self._do(lambda window: window.show_html(html))

    def show_app(self, url: str, title: str) -> None:
        """See `View`."""
        self.title = title
        if self._announce is not None:
            self._announce(url)

        def show(window: Any) -> None:
            window.set_title(title)
            window.show_url(url)

        self._do(show)

    def show_problem(self, problem: Problem) -> None:
        """See `View`."""
        html = problem_page(self.title, problem)
        self._do(lambda window: window.show_html(html))

    def reload(self) -> None:
        """See `View`."""
        with self._lock:
            if self._window is not None and not self._closed.is_set():
                self._window.reload()

    def close(self) -> None:
        """See `View`."""
        self._do(lambda window: window.close())

    def wait_closed(self, timeout_s: float) -> bool:
        """See `View`."""
        return self._closed.wait(timeout_s)

    def _do(self, action: Callable[[Any], None]) -> None:
        with self._lock:
            self._latest = action
            if self._window is not None and not self._closed.is_set():
                action(self._window)


def run(arguments: RuntimeArguments) -> int:
    """`desktopdash run`: a window, and a runtime process behind it. The main thread only.

    Returns:
        The exit code: 0 after the window was closed, 1 when there was a problem, 128 + n for signal n.
    """
    return run_shell(RuntimeProcess(arguments), arguments)


def run_shell(runtime: Runtime, arguments: RuntimeArguments) -> int:
    """A window over a runtime; see `run`."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    open_shell_log(str(arguments.spec.path))
    ground = prepare_ground()
    if isinstance(ground, Problem):
        _log.error("%s: %s", ground.kind, ground.message)
        print(ground.as_text(), file=sys.stderr)
        return EXIT_PROBLEM
    _log.info("desktopdash %s, %s, process %d", __version__, ground, os.getpid())
    view = WindowView(arguments.spec.path, arguments.title, print_url if ground.is_off_screen else None)
    supervisor = Supervisor(view, runtime, RuntimeProcess, arguments, make_watcher(arguments))
    life = threading.Thread(target=supervisor.run, name="supervisor")
    with catch_signals(lambda number: supervisor.post(Signalled(number))):
        life.start()
        open_window(ground.engine, view, supervisor, debug=arguments.debug)
        life.join(_END_S)
    code = EXIT_PROBLEM if supervisor.exit_code is None else supervisor.exit_code
    _log.info("ended with %d", code)
    return code


def open_window(engine: EngineName, view: WindowView, supervisor: Supervisor, *, debug: bool) -> None:
    """Load the engine, open the window, and run its loop until it is closed."""
    try:
        backend = load_backend()
        hooks = backend.WindowHooks(
            shown=lambda: supervisor.post(Shown()),
            closed=lambda: supervisor.post(Closed()),
            retry=lambda: supervisor.post(Retry()),
        )
        html = start_page(view.title, view.file_name)
        backend.run_window(engine, backend.WindowOptions(view.title, html, debug), hooks, view.attach)
    except Exception as error:  # noqa: BLE001  # whatever an engine raises, the runtime behind it must end
        supervisor.post(Broken(engine_failed(error)))
    finally:
        view.note_closed()
        supervisor.post(Closed())


def prepare_ground() -> Ground | Problem:
    """Look at the machine, and set the variables that the engine needs."""
    machine = this_machine()
    problem = check_window(machine)
    engine = find_engine(machine)
    if problem is not None or engine is None:
        return problem or no_engine()
    display = find_display(machine)
    is_off_screen = display == "none" and "QT_QPA_PLATFORM" not in machine.env
    os.environ.update(environment(machine, engine, display))
    if is_off_screen:
        print("desktopdash: there is no display, so the window is off screen.", file=sys.stderr, flush=True)
    return Ground(engine, is_off_screen)


def print_url(url: str) -> None:
    """Say where the app can be opened."""
    print(f"desktopdash: open the app at {url}", flush=True)
