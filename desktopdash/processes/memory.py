"""How a process that loads an app and then serves it for long uses its memory."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys
import threading
from collections.abc import Iterator
from typing import Final

_M_TRIM_THRESHOLD: Final = -1
_M_MMAP_THRESHOLD: Final = -3
_M_ARENA_MAX: Final = -8
_KEPT_BYTES: Final = 64 * 2**20
_LARGEST_BYTES: Final = 32 * 2**20  # the most that glibc takes
_ARENAS: Final = 2

_LOADING: Final = 100_000
"""New objects until the next look for garbage; pandas and plotly make some sixty thousand, which all stay."""
_CALM_S: Final = 2.0
"""The first page and its callbacks are done then, most likely, and nobody waits for anything."""


def keep_freed() -> None:
    """Have glibc keep memory that is freed for what comes next (Linux; elsewhere a no-op).

    By itself it gives large blocks back to the kernel, and each thread has a heap of its own. A callback with a large
    figure then takes its memory anew at each call, page by page, which takes longer than making the figure. Up to
    64 MiB are kept.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, _ARENAS)
        mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)
        mallopt(_M_MMAP_THRESHOLD, _LARGEST_BYTES)


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """Seldom look for garbage while modules are loaded: nearly all that they make stays.

    What the app itself sets in the meantime remains.
    """
    before = gc.get_threshold()
    during = (_LOADING, *before[1:])
    gc.set_threshold(*during)
    try:
        yield
    finally:
        if gc.get_threshold() == during:
            gc.set_threshold(*before)


def spare_loaded(calm_s: float = _CALM_S) -> None:
    """Spare what is loaded from every further look for garbage, which would hold up a callback for as long as there is
    much of it. What loading has left is cleared once, a little later.

    An app that has frozen objects itself is left alone.

    Args:
        calm_s: seconds until then.
    """
    if gc.get_freeze_count() or not gc.isenabled():
        return
    gc.freeze()
    timer = threading.Timer(calm_s, _clear)
    timer.daemon = True
    timer.start()


def _clear() -> None:
    gc.unfreeze()
    gc.collect()
    gc.freeze()
