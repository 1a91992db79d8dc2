"""The memory of the process with the window, against a bare window of pywebview with the same page."""

from __future__ import annotations

import statistics
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Playwright

from .launches import Launch

pytestmark = [pytest.mark.e2e, pytest.mark.window, pytest.mark.alone]

MOST = 1.25
TIMES = 3

APP = """
from desktopdash import Dash, html
app = Dash(title="Memory")
app.layout = html.Div("Hello", id="hello")
"""

# What the same window takes without desktopdash.
BARE = """
import os
os.environ.update(QT_API="pyside6", QTWEBENGINE_DISABLE_SANDBOX="1", QTWEBENGINE_CHROMIUM_FLAGS="--log-level=3")
import webview
webview.create_window("Memory", html="<body><div id=hello>Hello</div></body>", width=1100, height=760)
webview.start(gui="qt")
"""


def test_the_shell_takes_little_more_than_a_bare_window(
    launch, write_app, tmp_path: Path, display: str, playwright: Playwright
) -> None:
    app, bare = write_app(APP), write_app(BARE, "bare.py")
    ours, theirs = [], []
    for _ in range(TIMES):
        started = launch("run", app)
        started.wait_app()
        ours.append(unique_bytes(started))
        theirs.append(unique_bytes(launch(bare)))
    ratio = statistics.median(ours) / statistics.median(theirs)
    told = f"shell {megabytes(ours)}, bare window {megabytes(theirs)}, ratio {ratio:.2f}"
    print(told)
    assert ratio <= MOST, told


def unique_bytes(started: Launch) -> int:
    """What only this process holds, when its page is drawn; the window is ended."""
    with started.any_page() as page:
        page.get_by_text("Hello").wait_for()
    found = psutil.Process(started.process.pid).memory_full_info().uss
    started.end()
    return int(found)


def megabytes(values: list[int]) -> str:
    return "/".join(f"{value / 2**20:.0f}" for value in sorted(values)) + " MB"
