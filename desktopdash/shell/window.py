"""The shell with a native window: `desktopdash run`, and the child of `python app.py`."""

from __future__ import annotations

import logging
import os
import sys
import threading
from dataclasses import dataclass
from typing import Final

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
from ..window.hooks import PageHooks, WindowHooks, WindowOptions
from ..window.pages import start_page
from .arguments import RuntimeArguments
from .bridge import Bridge
from .child import RuntimeProcess
from .events import Broken, Closed, PageDied, Retry, Runtime, Shown, Signalled
from .late import load_backend, make_watcher
from .memory import ShellMemory
from .notes import Notes
from .signals import catch_signals
from .supervisor import EXIT_PROBLEM, Supervisor
from .system_notes import SystemNotes
from .view import WindowView

SWITCH_INTERVAL_S: Final = 0.0005
"""Seconds after which a thread gives up the GIL: the window's thread must not wait for others."""

_END_S: Final = 6.0
_log: Final = logging.getLogger("desktopdash.shell")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a window stands on: the engine, and whether it is off screen for want of a display."""

    engine: EngineName
    is_off_screen: bool


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
    memory = ShellMemory(arguments.spec.path)
    view = WindowView(arguments.spec.path, arguments.title, print_url if ground.is_off_screen else None)
    notes = Notes(SystemNotes(lambda: view.title, lambda: memory.icon), view, memory, lambda: view.title)
    bridge = Bridge(view, notes, lambda url: load_backend().open_outside(url))
    supervisor = Supervisor(view, runtime, RuntimeProcess, arguments, make_watcher(arguments), talk=bridge)
    supervisor.on_ready = memory.take
    supervisor.reports = memory.folder
    life = threading.Thread(target=supervisor.run, name="supervisor")
    with catch_signals(lambda number: supervisor.post(Signalled(number))):
        life.start()
        open_window(ground.engine, view, supervisor, bridge, notes, memory, debug=arguments.debug)
        life.join(_END_S)
    bridge.close()
    memory.close()
    code = EXIT_PROBLEM if supervisor.exit_code is None else supervisor.exit_code
    _log.info("ended with %d", code)
    return code


def open_window(
    engine: EngineName,
    view: WindowView,
    supervisor: Supervisor,
    bridge: Bridge,
    notes: Notes,
    memory: ShellMemory,
    *,
    debug: bool,
) -> None:
    """Load the engine, open the window, and run its loop until it is closed."""
    try:
        backend = load_backend()
        page = PageHooks(
            hello=bridge.page_hello,
            ask=bridge.page_ask,
            call=bridge.page_call,
            happened=bridge.page_happened,
            open_outside=backend.open_outside,
            open_own=bridge.open_own,
        )
        hooks = WindowHooks(
            shown=lambda: supervisor.post(Shown()),
            closed=lambda: supervisor.post(Closed()),
            retry=lambda: supervisor.post(Retry()),
            remember=memory.remember,
            happened=bridge.happened,
            page_died=lambda how: supervisor.post(PageDied(how)),
            page=page,
            notes=notes,
        )
        html = start_page(view.title, view.file_name)
        options = WindowOptions(view.title, html, debug, memory.window, memory.icon)
        backend.run_window(engine, options, hooks, view.attach)
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
    print(f"desktopdash: open the app at {url} (once, within ten minutes)", flush=True)
