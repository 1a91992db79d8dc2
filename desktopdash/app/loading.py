"""Whether a module is being loaded for its app, so that `app.run()` in it returns at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_loading: ContextVar[bool] = ContextVar("desktopdash_loading", default=False)


@contextmanager
def app_is_loading() -> Iterator[None]:
    """Load an app's module inside this: `run()` does nothing there, and the caller runs the app."""
    token = _loading.set(True)
    try:
        yield
    finally:
        _loading.reset(token)


def is_loading() -> bool:
    """Tell whether an app's module is being loaded by a command."""
    return _loading.get()
