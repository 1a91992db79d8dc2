"""The shell with a native window: `desktopdash run`, and the child of `python app.py`."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from ..processes.package import this_package
from ..protocol.problem import Problem
from ..records import dataclass
from ..window.engine import (
    EngineName,
    check_engine,
    check_libraries,
    engine_failed,
    environment,
    find_display,
    find_engine,
    no_engine,
    this_machine,
)
from .arguments import RuntimeArguments
from .child import RuntimeProcess
from .events import Broken, Closed, Runtime, Signalled
from .late import load_equipment, make_watcher
from .signals import catch_signals
from .supervisor import EXIT_PROBLEM, Supervisor
from .turns import take_short_turns
from .view import WindowView

if TYPE_CHECKING:
    from .equipment import Equipment

_END_S: Final = 6.0
_KILL_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What a window stands on: the engine, and whether it is off screen for want of a display."""

    engine: EngineName
    is_off_screen: bool


def run_shell(runtime: Runtime, arguments: RuntimeArguments, signals: Sequence[int] = ()) -> int:
    """A window over a runtime. The main thread only.

    Args:
        runtime: it may have begun already.
        arguments: what it is told, now and when it is started again.
        signals: the numbers of those that came since it has begun; more may be added until they are caught here.

    Returns:
        The exit code: 0 after the window was closed, 1 when there was a problem, 128 + n for signal n.
    """
    take_short_turns()
    ground = prepare_ground()
    if isinstance(ground, Problem):
        runtime.kill(_KILL_S)
        print(ground.as_text(), file=sys.stderr)
        return EXIT_PROBLEM
    view = make_view(arguments, print_url if ground.is_off_screen else None)
    supervisor = Supervisor(view, runtime, RuntimeProcess, arguments, make_watcher(arguments))
    life = threading.Thread(target=supervisor.run, name="supervisor")
    with catch_signals(lambda number: supervisor.post(Signalled(number))):
        for number in signals:
            supervisor.post(Signalled(number))
        life.start()
        equipment = open_window(ground, view, supervisor, arguments)
        life.join(_END_S)
    code = EXIT_PROBLEM if supervisor.exit_code is None else supervisor.exit_code
    if equipment is not None:
        equipment.close(code)
    return code


def make_view(arguments: RuntimeArguments, announce: Callable[[str], None] | None) -> WindowView:
    """The view of a window, as it is until the app answers."""
    package, path = this_package(), arguments.spec.path
    if package is not None:
        return WindowView(arguments.title or package.title, None, announce)
    return WindowView(arguments.title or path.stem.replace("_", " "), path.name, announce)


def open_window(
    ground: Ground, view: WindowView, supervisor: Supervisor, arguments: RuntimeArguments
) -> Equipment | None:
    """Load the rest and the engine, open the window, and run its loop until it is closed."""
    equipment: Equipment | None = None
    try:
        problem = check_libraries(this_machine())
        if problem is not None:
            supervisor.post(Broken(problem))
            return None
        equipment = load_equipment(view, arguments.spec.path, str(ground))
        supervisor.post(equipment.equipped())
        equipment.run_window(ground.engine, supervisor.post, arguments.debug)
    except Exception as error:  # noqa: BLE001  # whatever an engine raises, the runtime behind it must end
        supervisor.post(Broken(engine_failed(error)))
    finally:
        view.note_closed()
        supervisor.post(Closed())
    return equipment


def prepare_ground() -> Ground | Problem:
    """Look at the machine, and set the variables that the engine needs."""
    machine = this_machine()
    problem = check_engine(machine)
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
