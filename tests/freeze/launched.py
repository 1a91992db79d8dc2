"""A packaged program that runs with nothing of this machine's environment, and what it leaves behind."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.shell.launches import MARK, Launch
from tests.e2e.support import wait_for

from .guard import Guard
from .network import Network
from .starts import addresses

NOTE = """selector => {
    const element = document.querySelector(selector);
    window.noted = [];
    const options = { childList: true, characterData: true, subtree: true };
    new MutationObserver(() => window.noted.push(element.textContent)).observe(element, options);
}"""
GONE_S = 5.0
"""Seconds after its end within which nothing of a program may be left."""


class Started(Launch):
    """A packaged program. It has a home, a folder for temporary files and a PATH of its own, all in one folder.

    Args:
        program: what was built.
        folder: its own; a second start in the same one is that of the same person.
        playwright: drives its window.
        words: its arguments.
        network: what it can reach; None: what this test can.
        display: where its window is shown; "": off screen.
        command: what starts it, where it is not started by its own path.
        env: further variables; None removes one.
    """

    def __init__(
        self,
        program: Path,
        folder: Path,
        playwright: Playwright,
        *,
        words: Sequence[str] = (),
        network: Network | None = None,
        display: str = "",
        command: Sequence[str] = (),
        env: Mapping[str, str | None] | None = None,
    ) -> None:
        self.program = program
        self.temporary = folder / "tmp"
        self.home = folder / "home"
        self.is_one_file = not (program.parent / "_internal").is_dir()
        self._family: set[psutil.Process] = set()
        for place in (self.temporary, self.home, folder / "no-programs"):
            place.mkdir(exist_ok=True)
        self.guard = Guard(secrets.token_hex(6))
        screen = {"DISPLAY": display} if display else {"QT_QPA_PLATFORM": "offscreen"}
        own = {"HOME": str(self.home), "TMPDIR": str(self.temporary), "PATH": str(folder / "no-programs")}
        nothing = {name: None for name in os.environ}
        for name in ("QTWEBENGINE_REMOTE_DEBUGGING", "DESKTOPDASH_ALLOW_DEBUGGER", MARK):
            nothing.pop(name, None)
        inside = network.words() if network is not None else []
        whole = [*self.guard.words(), *inside, *(command or [str(program)]), *words]
        super().__init__(whole, folder, {**nothing, **own, **screen, **(env or {})}, playwright)
        if network is not None:
            network.relay(self.debug_port)

    def shell_pid(self) -> int:
        """The process that has the window: with one file a child of the one that unpacks."""
        if not self.is_one_file:
            return self.process.pid
        with contextlib.suppress(psutil.NoSuchProcess):
            parent = psutil.Process(self.process.pid)
            return next((p.pid for p in parent.children() if p.exe() == str(self.program)), 0)
        return 0

    def processes(self) -> list[psutil.Process]:
        """Every process of it that lives, also those of the engine, whose environment cannot be read."""
        for pid in self.guard.pids():
            with contextlib.suppress(psutil.NoSuchProcess):
                self._family.add(psutil.Process(pid))
        self._family.update(self.tree())
        for process in list(self._family):
            with contextlib.suppress(psutil.Error):
                self._family.update(process.children(recursive=True))
        return [process for process in self._family if _lives(process)]

    def of_kind(self, kind: str) -> list[psutil.Process]:
        """Its processes of a kind: unpacking, shell, runtime, worker, or those of the engine: zygote, renderer."""
        if kind in ("unpacking", "shell"):
            pid = self.process.pid if kind == "unpacking" else self.shell_pid()
            return [psutil.Process(pid)] if pid else []
        word = f"_{kind}" if kind in ("runtime", "worker") else f"--type={kind}"
        return sorted((p for p in self.processes() if word in command_line(p)), key=lambda p: p.pid)

    def wait_kind(self, kind: str) -> psutil.Process:
        return wait_for(lambda: self.of_kind(kind), f"a process: {kind}\n{self.stderr}")[0]

    def any_page(self):
        wait_for(self.has_page, f"a page\n{self.stdout}{self.stderr}")
        return super().any_page()

    def has_page(self) -> bool:
        """Whether its window shows any page; fails where the program has ended."""
        assert self.process.poll() is None, f"ended with {self.process.poll()}\n{self.stdout}{self.stderr}"
        return bool(addresses(self.debug_port))

    def log(self, name: str = "app") -> str:
        """What is in a log of its profile."""
        found = self.home.glob(f".local/share/desktopdash/*/logs/{name}.log")
        return "".join(file.read_text() for file in found)

    def left(self) -> list[str]:
        """What is in its folder for temporary files."""
        return sorted(path.name for path in self.temporary.iterdir())

    def expect_end(self, code: int, within_s: float = GONE_S) -> None:
        """See that it ends with this code, and leaves neither processes nor files."""
        self.processes()
        assert self.wait() == code, self.said()
        self.expect_no_processes(within_s)
        assert self.left() == [], self.said()
        assert "Traceback" not in self.stderr, self.stderr

    def expect_no_processes(self, within_s: float = GONE_S) -> None:
        def is_over() -> bool:
            self.process.poll()
            return not self.processes()

        try:
            wait_for(is_over, "the end of every process", within_s)
        except AssertionError as error:
            raise AssertionError(f"{error}: {[command_line(p) for p in self.processes()]}\n{self.said()}") from error

    def said(self) -> str:
        return f"stdout:\n{self.stdout}\nstderr:\n{self.stderr}\nlog:\n{self.log()[-3000:]}"

    def end(self) -> None:
        """End what is left of it, and forget it."""
        left = self.processes()
        for process in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(left, timeout=5)
        self.process.wait(5)
        wait_for(lambda: not self.guard.pids(), "an empty group", 5)
        self.guard.remove()


def expect_text(page: Page, selector: str, text: str | re.Pattern[str]) -> None:
    """Wait until an element has this text."""
    expect(page.locator(selector)).to_have_text(text, timeout=30_000)


def note_texts(page: Page, selector: str) -> None:
    """Have the page note every text that an element has from now on, in `window.noted`."""
    page.evaluate(NOTE, selector)


def files_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file below a folder, with its size and the time of its last change; folders too."""
    found = {}
    for path in [folder, *folder.rglob("*")]:
        status = path.lstat()
        found[str(path)] = (status.st_size, status.st_mtime_ns)
    return found


def command_line(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
