"""Ending in order when the process is gone that started this one."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import threading
from typing import Final

import psutil

_PR_SET_PDEATHSIG: Final = 1


def end_with_parent() -> None:
    """Have SIGTERM sent to this process when its parent is gone, so that it ends as if it had been asked to.

    On Linux the kernel does it; the parent has to be one whose main thread started this one. Elsewhere a thread waits.
    """
    parent = os.getppid()
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
        if os.getppid() != parent:  # it has gone in between
            os.kill(os.getpid(), signal.SIGTERM)
        return
    threading.Thread(target=_wait_for, args=(parent,), name="parent", daemon=True).start()


def _wait_for(parent: int) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):  # gone already
        psutil.Process(parent).wait()
    signal.raise_signal(signal.SIGTERM)
