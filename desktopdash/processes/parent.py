"""Ending when the process is gone that started this one."""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import signal
import sys
import threading
from typing import Final

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


def die_with_parent(parent_pid: int) -> bool:
    """Have the kernel end this process one second after its parent's death (Linux only; elsewhere a no-op).

    The second line behind the pipe: it works while Python code holds the GIL and no thread can read the pipe. The
    kernel sends SIGHUP, whose number is 1, to the C function `alarm`, which so takes "1" as its seconds; the
    alarm's default action ends the process. That second is for the reader of the pipe, which ends the descendants
    as well. The kernel means the parent's *thread* that started this process: start children from one that lives
    as long.

    Args:
        parent_pid: the process that started this one.

    Returns:
        False when the parent is gone already.
    """
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.signal.argtypes = [ctypes.c_int, ctypes.c_void_p]
        libc.signal.restype = ctypes.c_void_p
        libc.signal(int(signal.SIGHUP), ctypes.cast(libc.alarm, ctypes.c_void_p))
        libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGHUP), 0, 0, 0)
    return os.name != "posix" or os.getppid() == parent_pid


def _wait_for(parent: int) -> None:
    psutil = importlib.import_module("psutil")  # Linux does without
    with contextlib.suppress(psutil.NoSuchProcess):  # gone already
        psutil.Process(parent).wait()
    signal.raise_signal(signal.SIGTERM)
