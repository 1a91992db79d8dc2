"""What the end-to-end tests are built from: programs, pages, and what they said."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

from tests.e2e import post_mortem

HERE = Path(__file__).parent
REPO = HERE.parent.parent
SEEDS = HERE.parent / "seeds"
DEADLINE_S = 30.0

CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

DATASETS = "https://raw.githubusercontent.com/plotly/datasets/master"


# What apps given as text begin with.
HEAD = """
import json, threading, time
from desktopdash import (
    ALL, ALLSMALLER, MATCH, Dash, Input, Output, Patch, State, callback, clientside_callback, ctx, dash_table, dcc,
    html, no_update, set_props,
)
app = Dash()
"""


def find_chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.fail("no Chromium on PATH; the README's test command installs it")


T = TypeVar("T")


def wait_for(ask: Callable[[], T], what: str, timeout_s: float = DEADLINE_S) -> T:
    """Return the first true answer of `ask`; fail with `what` after `timeout_s` seconds."""
    deadline = time.monotonic() + timeout_s
    while not (answer := ask()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {timeout_s} s: {what}")
        time.sleep(0.02)
    return answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Program:
    """A process of a test with the lines that it printed."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    printed: threading.Condition = field(default_factory=threading.Condition)

    def __post_init__(self) -> None:
        post_mortem.programs.append(self)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout:
            for line in self.process.stdout:
                with self.printed:
                    self.lines.append(line.rstrip("\n"))
                    self.printed.notify_all()
        with self.printed:
            self.printed.notify_all()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def wait_for(self, pattern: str, deadline_s: float = DEADLINE_S) -> re.Match[str]:
        """Wait for a printed line that matches, and return the match."""
        end = time.monotonic() + deadline_s
        with self.printed:
            seen = 0
            while True:
                for line in self.lines[seen:]:
                    if found := re.search(pattern, line):
                        return found
                seen = len(self.lines)
                left = end - time.monotonic()
                if left <= 0 or (self.process.poll() is not None and not self.printed.wait(0.5)):
                    pytest.fail(f"no line like {pattern!r}; exit code {self.process.poll()}; printed:\n{self.text}")
                self.printed.wait(min(left, 0.5))

    def stop(self) -> None:
        family = [self.process.pid]
        with contextlib.suppress(psutil.NoSuchProcess):
            family += [child.pid for child in psutil.Process(self.process.pid).children(recursive=True)]
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            for pid in family:
                if psutil.pid_exists(pid):
                    psutil.Process(pid).kill()
            pytest.fail(f"did not end within 10 s of SIGTERM; printed:\n{self.text}")
        self.reader.join(10)


def settle(page: Page) -> None:
    """Return when the page is loaded and drawn and none of its callbacks is running any more."""
    page.wait_for_load_state("load")
    page.wait_for_function(
        "document.getElementById('_dash-app-content') && !document.querySelector('._dash-loading-callback')"
    )


class Watch:
    """What a page put on its console, and what it could not load. Its last requests are for a look at a failure."""

    def __init__(self, page: Page) -> None:
        post_mortem.watches.append(self)
        self.page = page
        self.messages: list[str] = []
        self.requests: deque[str] = deque(maxlen=60)
        page.on("request", lambda request: self._note("asked", request))
        page.on("requestfinished", lambda request: self._note("answered", request))
        page.on("requestfailed", lambda request: self._note("failed", request))
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.messages.append(f"pageerror: {error}"))
        page.on("response", self._response)

    def _note(self, what: str, request: Request) -> None:
        self.requests.append(f"{time.monotonic():.3f} {what} {request.method} {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.messages.append(f"{message.type}: {message.text}")

    def _response(self, response: object) -> None:
        if response.status >= 400:  # type: ignore[attr-defined]
            self.messages.append(f"{response.status}: {response.url}")  # type: ignore[attr-defined]


def stub_outside(context: BrowserContext, files: dict[str, Path]) -> None:
    """Answer what apps load from elsewhere: data from copies, style sheets with an empty one."""

    def answer(route: object) -> None:
        request = route.request  # type: ignore[attr-defined]
        if path := files.get(request.url):
            headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/json"}
            route.fulfill(path=path, headers=headers)  # type: ignore[attr-defined]
        else:
            route.fulfill(status=200, content_type="text/css", body="")  # type: ignore[attr-defined]

    # A pattern is looked at by the driver. A function would be by this process, which holds every request up while it waits
    # for something else than a page.
    context.route(re.compile(r"^https?://(?!127\.0\.0\.1|localhost)"), answer)


@dataclass
class OpenApp:
    """An app in a page: in the browser, or in its own window."""

    page: Page
    watch: Watch
    program: Program
    url: str
    browser: Browser

    def another(self) -> Page:
        """A second page on the same app (browser only)."""
        return self.page.context.browser.new_context().new_page()  # type: ignore[union-attr]

    def requests(self) -> list[dict[str, object]]:
        """The callbacks that are asked for from now on, one by one or together, filled as they are sent."""
        seen: list[dict[str, object]] = []

        def note(request: Request) -> None:
            if request.url.endswith("_dash-update-component"):
                seen.append(request.post_data_json)
            elif "_desktopdash-calls" in request.url:
                seen.extend(map(json.loads, (request.post_data or "").splitlines()[1:]))

        self.page.on("request", note)
        return seen


def shows_app(port: int) -> bool:
    """Tell whether a window shows an app, by its debugging port. Who connects while its first page is on the way may
    wait for ever: the engine changes the process of the page then.
    """
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=DEADLINE_S) as answer:
            targets = json.load(answer)
    except OSError:
        return False
    return any(re.match(r"http://127\.0\.0\.1:\d+/(?!_desktopdash-start)", target["url"]) for target in targets)


def connect_window(playwright: Playwright, port: int, program: Program) -> Browser:
    """Connect to a window's debugging port as soon as the window shows its app."""

    def is_shown() -> bool:
        if program.process.poll() is not None:
            pytest.fail(f"the program ended with {program.process.returncode}; printed:\n{program.text}")
        return shows_app(port)

    wait_for(is_shown, "the window shows its app")
    found = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}", no_defaults=True)
    wait_for(lambda: bool(found.contexts and found.contexts[0].pages), "the window has a page")
    return found
