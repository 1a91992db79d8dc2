"""The start of a packaged program, by the clock: from its exec to the marks that the page itself notes (marks.js)."""

from __future__ import annotations

import json
import os
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Playwright

from tests.e2e.shell.launches import Launch, accepts, time_limited
from tests.e2e.support import wait_for

MARKS = ("output", "graph", "frame")
MARKED_S = 40
DEADLINE_S = 60
# Asking takes the program's time too: seldom enough to not be seen in the figures.
PAUSE_S = 0.1


def launch_alone(command: Sequence[str | Path], home: Path, playwright: Playwright, **more: str) -> Launch:
    """Start a program off screen with nothing of this environment but its own home and the debugger's port, and what
    is given.
    """
    nothing = {name: None for name in os.environ if name != "QTWEBENGINE_REMOTE_DEBUGGING"}
    env: dict[str, str | None] = {
        **nothing,
        "HOME": str(home),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        **more,
    }
    return Launch([str(word) for word in command], home, env, playwright)


def time_start(command: Sequence[str | Path], home: Path, playwright: Playwright) -> dict[str, float]:
    """Start a program once, with this folder as its home, and end it.

    Returns:
        Milliseconds from its exec to each of `MARKS`.

    Raises:
        AssertionError: it ended, the page noted nothing, or something was left of it; with what it printed.
    """
    with time_limited(DEADLINE_S):
        started = launch_alone(command, home, playwright)
        begin = time.time() - (time.monotonic() - started.begin)
        try:
            marks = read_marks(started)
            end_cleanly(started)
        finally:
            started.end()
    return {name: marks[name] - begin * 1000 for name in MARKS}


def read_marks(started: Launch) -> dict[str, float]:
    """Wait until the page has noted all its marks; no debugger is connected before."""
    wait_for_address(started, "#marked")
    with started.any_page() as page:
        return dict(page.evaluate("window.__marks"))


def wait_for_address(started: Launch, end: str) -> None:
    """Wait until the address of the program's one page ends so."""
    deadline = time.monotonic() + MARKED_S
    while not (found := addresses(started.debug_port)) or not found[0].endswith(end):
        late, code = time.monotonic() > deadline, started.process.poll()
        said = f"exit code {code}, pages {found}\n{started.stdout}\n{started.stderr}"
        assert not late, f"no page with {end} within {MARKED_S} s: {said}"
        assert code is None, f"the program ended: {said}"
        time.sleep(PAUSE_S)


def addresses(port: int) -> list[str]:
    """The addresses of a program's pages by its debugger; none while it does not answer."""
    if not accepts(port):
        return []
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=10) as answer:
            return [target["url"] for target in json.load(answer)]
    except OSError:
        return []


def end_cleanly(started: Launch) -> None:
    """End a program by SIGTERM and see that nothing of it stays."""
    started.signal()
    started.wait()
    wait_for(started.is_gone, f"everything to end; left: {[p.pid for p in started.tree()]}", timeout_s=10)
