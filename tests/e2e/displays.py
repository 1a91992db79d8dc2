"""Virtual displays with a window manager."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.support import wait_for


@contextlib.contextmanager
def virtual_display(width: int, height: int) -> Iterator[str]:
    """The DISPLAY of an Xvfb of this size, with openbox in it."""
    if shutil.which("Xvfb") is None:
        pytest.fail("no Xvfb; the README's test command installs it")
    with _one_at_a_time():
        server, name = _start_server(width, height)
    manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": name}, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: _has_manager(name), "a window manager")
        yield name
    finally:
        manager.terminate()
        manager.wait(10)
        with _one_at_a_time():
            server.terminate()
            server.wait(10)


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """While servers of tests that run at the same time begin and end: one that ends takes away the socket of another
    that has just been given its number.
    """
    with (Path(tempfile.gettempdir()) / "desktopdash-tests-displays.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _start_server(width: int, height: int) -> tuple[subprocess.Popen[bytes], str]:
    """Start an Xvfb; without `-noreset` it would begin anew when the first one that asks it something has gone, and
    turn away the window manager that comes in that moment (12 of 600 did not start).
    """
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read, "rb") as numbers:
        return server, f":{int(numbers.readline())}"


def _has_manager(display: str) -> bool:
    found = subprocess.run(
        ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"],
        env={**os.environ, "DISPLAY": display},
        capture_output=True,
        check=False,
    )
    return b"window id" in found.stdout
