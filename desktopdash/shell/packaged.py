"""The program of a package: what runs when somebody double-clicks what `desktopdash build` has made.

The one file is shell, runtime and worker, told apart by a hidden first word. Whatever else it is started with is either
of `_parser` or refused: in a package `sys.executable` is this program and not Python, and code that takes it for Python
would open the app again and again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from ..processes.package import Package, is_one_file, package_folder, this_package
from ..processes.parent import end_with_parent
from ..profile.level import LEVEL_VARIABLE
from ..profile.lock import FileLock
from ..profile.temporary import hold_unpacked
from . import late_hooks, package_menu
from .arguments import RuntimeArguments
from .entries import ENTRIES, run_entry
from .environment import PACKAGE_VARIABLE, clear_variables, name_engine_files, restore_library_path
from .loader import AppSpec
from .package_arguments import parse

EXIT_PROBLEM: Final = 1
EXIT_USAGE: Final = 2

_FORK_WORD: Final = "--multiprocessing-fork"
_HELPERS: Final = (
    "from multiprocess.resource_tracker import main",
    "from multiprocess.forkserver import main",
    "from multiprocess.semaphore_tracker import main",
)
_STANDARD_HELPERS: Final = (
    "from multiprocessing.",
    "import sys; from multiprocessing.",
)
_hold: FileLock | None = None  # for as long as the process lives


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program.

    Returns:
        The exit code: 0 after the window was closed, 1 when there was a problem, 2 wrong use, 128 + n for signal n.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    _open_streams()
    late_hooks.install()
    try:
        package, folder = this_package(), package_folder()
    except (OSError, ValueError) as error:
        print(f"desktopdash: {sys.executable} is damaged; install it again ({error})", file=sys.stderr, flush=True)
        return EXIT_PROBLEM
    if package is None or folder is None:
        print("desktopdash: this is not a package of `desktopdash build`", file=sys.stderr)
        return EXIT_USAGE
    helper = _helper(words)
    if helper is not None:
        _be_app_process()
        return helper()
    if words and words[0] in ENTRIES:
        if words[0] != "_shell":
            _be_app_process()
        return run_entry(ENTRIES[words[0]], words[1:])
    return _run(package, folder, words)


def _run(package: Package, folder: Path, words: list[str]) -> int:
    """The program as a person starts it."""
    if os.environ.get(PACKAGE_VARIABLE) == sys.executable:
        return _refuse_again(package, words)
    chosen = parse(package, words)
    if isinstance(chosen, int):
        return chosen
    if chosen.menu is not None:
        return package_menu.change(package, folder, chosen.menu)
    if chosen.log_level is not None:
        os.environ[LEVEL_VARIABLE] = chosen.log_level
    clear_variables()
    name_engine_files(folder)
    if is_one_file():
        end_with_parent()  # it unpacks, and removes what it has unpacked
        _hold_unpacked(folder)
    spec = AppSpec(folder / package.app, package.instance)
    arguments = RuntimeArguments(spec, title=package.title, has_window=True)
    window: Callable[[RuntimeArguments], int] = _window_run
    return window(arguments)


def _hold_unpacked(folder: Path) -> None:
    global _hold
    try:
        _hold = hold_unpacked(folder)
    except OSError as error:  # it is used all the same; only a start after a kill does not clear it
        print(f"desktopdash: {folder} cannot be written: {error}", file=sys.stderr, flush=True)


def _window_run(arguments: RuntimeArguments) -> int:
    from .run import run  # the shell's only: workers and runtimes load neither a window nor an engine

    return run(arguments)


def _refuse_again(package: Package, words: list[str]) -> int:
    """Code of the app has started the program: once more would be without end."""
    print(
        f"desktopdash: {package.name} was started by itself ({' '.join(words)[:200] or 'without arguments'}), and is "
        "not started once more. In a package `sys.executable` is the package's program and not Python: use "
        "multiprocessing or a long callback for work in another process.",
        file=sys.stderr,
        flush=True,
    )
    return EXIT_USAGE


def _be_app_process() -> None:
    """What the app's own code may rely on: programs of the system start, and this one does not."""
    restore_library_path()
    os.environ[PACKAGE_VARIABLE] = sys.executable


def _helper(words: list[str]) -> Callable[[], int] | None:
    """Return what processes of `multiprocessing` and `multiprocess` are to run; they start the program as Python."""
    if words[:1] == [_FORK_WORD]:
        return _run_standard_helper
    code = words[words.index("-c") + 1 : words.index("-c") + 2] if "-c" in words else []
    if code and code[0].startswith(_STANDARD_HELPERS):
        return _run_standard_helper
    if code and code[0].startswith(_HELPERS):
        return lambda: _run_helper(code[0])
    return None


def _run_standard_helper() -> int:
    import multiprocessing

    from .. import compat

    compat.install()  # what it unpickles may import the app
    multiprocessing.freeze_support()
    return EXIT_USAGE  # it ends the process where it knows the words


def _run_helper(code: str) -> int:
    exec(code, {"__name__": "__mp__"})  # one of the lines above, with numbers behind it
    return 0


def _open_streams() -> None:
    """Give a program without a console something to write to: on Windows it has no streams at all."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  as long as the process
