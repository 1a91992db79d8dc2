"""Which line imports what cannot be imported."""

from __future__ import annotations

import traceback
from pathlib import Path

from ..protocol.problem import Problem
from ..records import replace
from ..shell.loader import LoadError
from .places import is_of_library, is_of_python


def with_importer(error: LoadError) -> Problem:
    """Return the problem of an app that cannot be loaded; for a failed import with the line that imports."""
    cause, problem = error.__cause__, error.problem
    if problem.kind != "import_error" or not isinstance(cause, ImportError):
        return problem
    place = _last_line(cause)
    if place is None:
        return problem
    if isinstance(cause, ModuleNotFoundError) and cause.name:
        package = cause.name.partition(".")[0]
        return replace(
            problem,
            message=f"{place} imports {cause.name}, which is not installed.",
            todo=f"{problem.todo}, and build again. If {package} is a file of yours, put it beside the app.",
        )
    return replace(problem, message=f"The import in {place} failed.")


def _last_line(error: BaseException) -> str | None:
    """Return the innermost line that is not Python's own; the app's where a library fails inside."""
    lines = [
        (Path(frame.f_code.co_filename), line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if not frame.f_code.co_filename.startswith("<")
    ]
    for file, line in reversed(lines):
        if is_of_library(file) or not is_of_python(file):
            return f"{file}, line {line}"
    return None
