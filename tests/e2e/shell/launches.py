"""A started command with all its processes, its output and its window."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from playwright.sync_api import Page, Playwright

from tests.e2e.support import free_port, shows_app, wait_for

MARK = "DESKTOPDASH_TEST_LAUNCH"


class Launch:
    """A process, and everything that inherits its environment.

    Args:
        command: program and arguments.
        folder: where it runs, and where its output goes.
        env: variables to set; None removes one.
        playwright: drives the page in the window.
    """

    def __init__(self, command: list[str], folder: Path, env: dict[str, str | None], playwright: Playwright) -> None:
        self.playwright = playwright
        self.mark = secrets.token_hex(8)
        self.debug_port = free_port()
        variables = {
            **os.environ,
            "QTWEBENGINE_REMOTE_DEBUGGING": str(self.debug_port),
            "DESKTOPDASH_ALLOW_DEBUGGER": "1",  # asked for by packages
            **env,
            MARK: self.mark,
        }
        self._out = folder / f"{self.mark}.out"
        self._err = folder / f"{self.mark}.err"
        self.display = variables.get("DISPLAY")
        self._main = ""
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self.begin = time.monotonic()
            self.process = subprocess.Popen(
                command,
                cwd=folder,
                env={name: value for name, value in variables.items() if value is not None},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )

    @property
    def stdout(self) -> str:
        return self._out.read_text()

    @property
    def stderr(self) -> str:
        return self._err.read_text()

    def tree(self) -> list[psutil.Process]:
        """Every process that carries this launch's mark."""
        return [p for p in psutil.process_iter() if _mark(p) == self.mark]

    def entry(self, word: str) -> psutil.Process:
        """The process whose command line holds `word`, as "_runtime"."""

        def find() -> psutil.Process | None:
            return next((p for p in self.tree() if word in _command(p)), None)

        return wait_for(find, f"process {word}")

    def ports(self) -> list[int]:
        """Ports that its processes listen on, but the one of the browser's debugger."""
        found = []
        for process in self.tree():
            with contextlib.suppress(psutil.Error):
                listening = [c for c in process.net_connections("tcp") if c.status == psutil.CONN_LISTEN]
                found += [c.laddr.port for c in listening]
        return [port for port in found if port != self.debug_port]

    def window(self) -> str:
        """The id of its window, once it is mapped."""
        return wait_for(self.find_window, "window")

    def find_window(self) -> str:
        """The id of its mapped window, "" when there is none. A dialog that came later is not taken for it."""
        found = self.tool("xdotool", "search", "--onlyvisible", "--pid", str(self.shell_pid())).split()
        if self._main in found:
            return self._main
        for window in found:
            if "window type" not in window and self.tool("xdotool", "getwindowname", window).strip():
                self._main = window
                return window
        return ""

    def shell_pid(self) -> int:
        """The process that has the window."""
        if "-m" in self.process.args:
            return self.process.pid
        found = [p.pid for p in self.tree() if "_shell" in _command(p)]
        return found[0] if found else 0

    def window_name(self) -> str:
        return self.tool("xdotool", "getwindowname", self.window()).strip()

    def tool(self, *command: str) -> str:
        """Run a program on its display; its output."""
        env = {**os.environ, "DISPLAY": str(self.display)}
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=10).stdout

    def close_window(self, window: str = "") -> None:
        """Close the window as its title bar's button does."""
        self.tool("wmctrl", "-i", "-c", hex(int(window or self.window())))

    def signal(self, number: int = signal.SIGTERM) -> None:
        self.process.send_signal(number)

    def wait(self, timeout_s: float = 20.0) -> int:
        return self.process.wait(timeout_s)

    @contextlib.contextmanager
    def page(self) -> Iterator[Page]:
        """The app's page in the window, by the engine's debugger, which hangs where it comes in the middle of a
        navigation: the start page gives way to the app.
        """
        self.wait_app()
        with self.any_page() as page:
            yield page

    @contextlib.contextmanager
    def any_page(self) -> Iterator[Page]:
        """The page in the window as it is now, such as the one of a problem."""
        address = f"http://127.0.0.1:{self.debug_port}"
        wait_for(lambda: accepts(self.debug_port), "debugger")
        browser = self.playwright.chromium.connect_over_cdp(address, no_defaults=True)
        try:
            yield wait_for(lambda: browser.contexts[0].pages, "page")[0]
        finally:
            browser.close()

    def wait_url(self) -> str:
        """The app's address, once the runtime listens; it lets in the window only."""
        return f"http://127.0.0.1:{wait_for(self.ports, 'listening port')[0]}/"

    def wait_app(self) -> None:
        """Wait until its window shows the app."""
        wait_for(lambda: shows_app(self.debug_port), "app in the window")

    def is_gone(self) -> bool:
        """Whether no process is left; a dead one that nobody has waited for is none."""
        self.process.poll()
        return not [p for p in self.tree() if _status(p) != psutil.STATUS_ZOMBIE]

    def end(self) -> None:
        """End what is left of it."""
        left = self.tree()
        for process in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(left, timeout=5)
        self.process.wait(5)


@contextlib.contextmanager
def time_limited(seconds: int) -> Iterator[None]:
    """Fail what takes longer: some calls of the browser's debugger have no deadline of their own."""

    def stop(number: int, frame: object) -> None:
        raise TimeoutError(f"the test took longer than {seconds} s")

    previous = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)


def accepts(port: int) -> bool:
    with socket.socket() as connection:
        return connection.connect_ex(("127.0.0.1", port)) == 0


def _mark(process: psutil.Process) -> str | None:
    try:
        return process.environ().get(MARK)
    except (psutil.Error, OSError):
        return None


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def _status(process: psutil.Process) -> str:
    try:
        return process.status()
    except psutil.NoSuchProcess:
        return psutil.STATUS_ZOMBIE
