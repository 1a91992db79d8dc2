"""Virtual displays with a window manager."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from tests.e2e.support import wait_for


@contextlib.contextmanager
def virtual_display(width: int, height: int) -> Iterator[str]:
    """The DISPLAY of an Xvfb of this size, with openbox in it."""
    if shutil.which("Xvfb") is None:
        pytest.fail("no Xvfb; the README's test command installs it")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read, "rb") as numbers:
        name = f":{int(numbers.readline())}"
    manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": name}, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: _has_manager(name), "a window manager")
        yield name
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)


def _has_manager(display: str) -> bool:
    found = subprocess.run(
        ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"],
        env={**os.environ, "DISPLAY": display},
        capture_output=True,
        check=False,
    )
    return b"window id" in found.stdout
