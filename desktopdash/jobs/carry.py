"""Callbacks that a freshly loaded app does not have by name: made in a closure, a notebook, behind `__main__`.

They travel by dill, over the pipe between two processes of this machine and never by any other way. It is loaded by
name, for the first of them.
"""

from __future__ import annotations

import importlib
from typing import Any

from ..callbacks.spec import CallbackSpec
from ..errors import JobRefused
from ..records import replace
from ..typing import ErrorHandler


def pack(spec: CallbackSpec, default: ErrorHandler | None) -> bytes:
    """Return a callback as bytes.

    Raises:
        JobRefused: something that it refers to cannot leave this process.
    """
    background = spec.background and replace(spec.background, manager=None)  # which has files open
    try:
        packed: bytes = importlib.import_module("dill").dumps(
            (replace(spec, background=background), default), recurse=True
        )
    except Exception as error:
        raise JobRefused(
            f"{spec.label} cannot run in another process: a freshly loaded app does not have it, and it refers to what "
            f"cannot be carried there ({type(error).__name__}: {error}). Declare it when the app's module is imported, "
            'or say executor="thread"'
        ) from error
    return packed


def unpack(packed: bytes) -> tuple[CallbackSpec, ErrorHandler | None]:
    """Return what `pack` packed."""
    found: Any = importlib.import_module("dill").loads(packed)
    return found  # type: ignore[no-any-return]
