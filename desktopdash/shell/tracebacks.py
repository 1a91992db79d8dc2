"""Tracebacks without what is not the user's own."""

from __future__ import annotations

import traceback
from pathlib import Path
from types import TracebackType
from typing import Final

_PACKAGE: Final = Path(__file__).parent.parent
_INTERNAL: Final = (
    f"{_PACKAGE.as_posix()}/",
    f"{_PACKAGE.resolve().as_posix()}/",
    "<frozen importlib",
    "<frozen runpy",
)


def user_traceback(error: BaseException) -> str:
    """The user's frames of an error's traceback, as text; "" when there are none."""
    summary = traceback.TracebackException(type(error), error, _user_frames(error.__traceback__))
    _trim(summary)
    if not summary.stack and not isinstance(error, SyntaxError) and summary.__cause__ is None:
        return ""
    return "".join(summary.format())


def _trim(summary: traceback.TracebackException) -> None:
    kept = [frame for frame in summary.stack if not _is_internal(frame.filename)]
    summary.stack = traceback.StackSummary.from_list(kept)
    for other in (summary.__cause__, summary.__context__):
        if other is not None:
            _trim(other)


def _user_frames(trace: TracebackType | None) -> TracebackType | None:
    while trace is not None and _is_internal(trace.tb_frame.f_code.co_filename):
        trace = trace.tb_next
    return trace


def _is_internal(filename: str) -> bool:
    return filename.replace("\\", "/").startswith(_INTERNAL)
