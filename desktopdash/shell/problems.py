"""The problems that loading and running an app can end in, each in words that say what to do."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Final

from ..protocol.problem import Problem

PAGE_CRASHED: Final = "page_crashed"


def missing_file(path: Path) -> Problem:
    """There is no such file."""
    folder = path.parent
    near = sorted(p.name for p in folder.glob("*.py"))[:8] if folder.is_dir() else []
    found = f"no file {path}"
    if near:
        found += f"; {folder} holds {', '.join(near)}"
    return Problem(
        "missing_file",
        f"There is no file {path.name}.",
        found,
        "the path of a Python file that makes a Dash app, as app.py or app.py:name",
        "Check the path, and the folder that you are in.",
    )


def unreadable_file(path: Path, error: OSError) -> Problem:
    """The file is there and cannot be read."""
    return Problem(
        "unreadable_file",
        f"{path.name} cannot be read.",
        f"{error.strerror or error} ({path})",
        "a Python file that you may read",
        "Check the file and its permissions.",
    )


def import_failed(path: Path, error: BaseException) -> Problem:
    """The app's module raised while it was imported."""
    trace = _user_traceback(error)
    name = type(error).__name__
    found = f"{name}: {error}" if str(error) else name
    if isinstance(error, SyntaxError):
        place = f"{Path(error.filename or str(path)).name}, line {error.lineno}"
        return Problem(
            "syntax_error",
            f"{path.name} has a syntax error.",
            f"{error.msg} in {place}",
            "valid Python " + ".".join(str(part) for part in sys.version_info[:2]),
            "Correct that line and try again.",
            trace,
        )
    if isinstance(error, ImportError):
        return _not_imported(path, error, found, trace)
    folder = _cache_folder(error)
    if folder is not None:
        return _cache_failed(path, folder, found, trace)
    if isinstance(error, SystemExit):
        return Problem(
            "exited",
            f"{path.name} ended itself while it was imported.",
            f"sys.exit({error.code!r})",
            "a module that makes a Dash app and comes to its end",
            'Move what ends the program under if __name__ == "__main__":',
            trace,
        )
    return Problem(
        "import_crash",
        f"{path.name} raised an error while it was imported.",
        found,
        "a module that makes a Dash app",
        "Correct the error and try again.",
        trace,
    )


def _not_imported(path: Path, error: ImportError, found: str, trace: str) -> Problem:
    if isinstance(error, ModuleNotFoundError) and error.name:
        package = error.name.partition(".")[0]
        return Problem(
            "import_error",
            f"{path.name} imports {error.name}, which is not installed.",
            found,
            f"a module {error.name} in {sys.prefix} or beside the app",
            f"Run: {sys.executable} -m pip install {package}",
            trace,
        )
    return Problem(
        "import_error",
        f"An import in {path.name} failed.",
        found,
        "every import of the app to succeed",
        "Correct the import, or install what it needs.",
        trace,
    )


def _cache_failed(path: Path, folder: str, found: str, trace: str) -> Problem:
    return Problem(
        "cache_failed",
        f"{path.name} opens a cache that is damaged.",
        f"{found} ({folder})",
        "a folder of diskcache, or none",
        f"Delete the folder {folder}: it is made anew, without what was in it.",
        trace,
    )


def _cache_folder(error: BaseException) -> str | None:
    """The folder of the cache that diskcache could not open, where that is what an error says.

    Neither diskcache nor sqlite3 is imported for it: most apps have none.
    """
    if not any((kind.__module__, kind.__name__) == ("sqlite3", "DatabaseError") for kind in type(error).__mro__):
        return None
    trace = error.__traceback__
    while trace is not None:
        frame, trace = trace.tb_frame, trace.tb_next
        if frame.f_globals.get("__package__") == "diskcache" and isinstance(frame.f_locals.get("directory"), str):
            return str(Path(frame.f_locals["directory"]).absolute())
    return None


def no_app(path: Path, name: str | None, others: list[str]) -> Problem:
    """The module has no Dash instance, or not under that name."""
    what = f"called {name} " if name else ""
    found = f"no Dash app {what}in {path.name}".replace("  ", " ")
    if others:
        found += f"; there is {', '.join(others)}"
    return Problem(
        "no_app",
        f"{path.name} has no Dash app" + (f" called {name}." if name else "."),
        found,
        "app = Dash(__name__) at the top level of the module",
        f"Name one that is there: {path.name}:{others[0]}"
        if others
        else f"Add app = Dash(__name__) to {path.name}, at the top level and not inside a function.",
    )


def several_apps(path: Path, names: list[str]) -> Problem:
    """The module has several Dash instances and none is called app."""
    return Problem(
        "several_apps",
        f"{path.name} has {len(names)} Dash apps, and none of them is called app.",
        "Dash apps " + ", ".join(names),
        "one Dash app, or one that is called app",
        f"Say which one: {path.name}:{names[0]}",
    )


def port_in_use(host: str, port: int, found: str) -> Problem:
    """Another program listens on the port that was asked for, or it may not be used."""
    return Problem(
        "port_in_use",
        f"Port {port} of {host} is taken.",
        found,
        "a free port",
        f"End that program, or choose another port with --port {port + 1}.",
    )


def app_refused(error: BaseException) -> Problem:
    """The app as a whole is not in order: it has no layout, or ids or outputs stand in it twice."""
    return Problem(
        "app_refused",
        "The app cannot be served as it is.",
        f"{type(error).__name__}: {error}",
        "an app whose layout and callbacks fit together",
        "Correct it and try again.",
    )


def server_failed(error: BaseException) -> Problem:
    """The server of the app did not start."""
    return Problem(
        "server_failed",
        "The app's server did not start.",
        f"{type(error).__name__}: {error}",
        "a server on this machine's own address",
        "Correct the error and try again.",
        _user_traceback(error),
    )


def runtime_died(name: str, returncode: int, *, loaded: bool) -> Problem:
    """The runtime process ended without a word.

    Args:
        name: the app's file name.
        returncode: its exit code; negative for a signal, as `subprocess` has it.
        loaded: whether the app had been served before.
    """
    when = "while it ran" if loaded else "while it was imported"
    return Problem(
        "crashed",
        f"The Python process of {name} ended {when}.",
        exit_words(returncode),
        "a process that runs until the window is closed",
        "See the terminal for what it printed last, correct the error and try again.",
    )


def page_died(how: str) -> Problem:
    """The process that draws the page ended again and again."""
    return Problem(
        PAGE_CRASHED,
        "The page cannot be shown.",
        f"the engine's process that draws it ended several times within a minute ({how})",
        "a process that runs until the window is closed",
        "Try again. If it stays so, look for what the page draws that takes too much memory.",
    )


def runtime_silent(seconds: float) -> Problem:
    """The runtime process did not say a word."""
    return Problem(
        "silent",
        "Python did not start.",
        f"no sign of the app's Python process after {seconds:.0f} seconds",
        f"{sys.executable} to start",
        "Try again; run desktopdash doctor if it stays so.",
    )


def exit_words(returncode: int) -> str:
    """An exit code in words: "exit code 3", "signal SIGSEGV"."""
    if returncode >= 0:
        return f"exit code {returncode}"
    try:
        return f"signal {signal.Signals(-returncode).name}"
    except ValueError:
        return f"signal {-returncode}"


def _user_traceback(error: BaseException) -> str:
    from .tracebacks import user_traceback  # loaded for errors only

    return user_traceback(error)
