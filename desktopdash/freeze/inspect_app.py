"""Looking at an app in a process of its own, for a build runs code that it does not know."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from ..processes.pipes import own_command
from ..processes.trees import kill_marked, kill_process
from ..protocol.problem import Problem
from ..shell.child import child_environment
from ..shell.loader import AppSpec
from ..shell.problems import exit_words
from .errors import BuildError
from .facts import AppFacts, read_report

TIMEOUT_S: Final = 120.0


def inspect(spec: AppSpec, timeout_s: float = TIMEOUT_S) -> AppFacts:
    """Load an app in a child process and return what that found; the app prints as it likes.

    Args:
        spec: which app.
        timeout_s: seconds within which it has to be loaded.

    Raises:
        BuildError: it cannot be loaded, does not come to an end, or ends its process.
        OSError: Python cannot be started.
    """
    with tempfile.TemporaryDirectory(prefix="desktopdash-build-") as folder:
        report = Path(folder) / "report.json"
        command = [*own_command("_inspect"), spec.argument(), "--out", str(report), "--parent", str(os.getpid())]
        returncode = _run(command, timeout_s)
        told = read_report(report)
    if isinstance(told, AppFacts):
        return told
    if told is not None:
        raise BuildError(told)
    if returncode is None:
        raise BuildError(_endless(spec.path, timeout_s))
    raise BuildError(_ended(spec.path, returncode))


def _run(command: list[str], timeout_s: float) -> int | None:
    """Run a command to its end, and end whatever it leaves behind; None where the time did not suffice."""
    mark = secrets.token_hex(8)
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, env=child_environment(mark), **_group())
    try:
        return process.wait(timeout_s)
    except subprocess.TimeoutExpired:
        return None
    finally:
        # Also after Ctrl-C, which reaches this process only.
        if process.poll() is None:
            kill_process(process.pid)
            process.wait()
        kill_marked(mark)


def _group() -> dict[str, Any]:
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _endless(path: Path, timeout_s: float) -> Problem:
    return Problem(
        "endless",
        f"{path.name} does not come to its end while it is imported.",
        f"still running after {timeout_s:g} seconds",
        "a module that makes a Dash app and comes to its end",
        'Move what waits or serves under if __name__ == "__main__":, or into a function.',
    )


def _ended(path: Path, returncode: int) -> Problem:
    return Problem(
        "crashed",
        f"The Python process of {path.name} ended while it was imported.",
        exit_words(returncode),
        "a module that makes a Dash app and comes to its end",
        "See the terminal for what it printed last, correct the error and try again.",
    )
