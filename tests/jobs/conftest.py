"""Servers with long callbacks: one for each manager, kept for all tests of a module."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from .page import DEADLINE_S, Page

HERE = Path(__file__).parent
REPO = HERE.parent.parent
WORKERS = []


class Program:
    """A process of a test, and what it printed."""

    def __init__(self, command: list[str], env: dict[str, str], folder: Path) -> None:
        everything = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(REPO), str(HERE)]),
            "PYTHONUNBUFFERED": "1",
            **env,
        }
        self.process = subprocess.Popen(
            command, env=everything, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )  # fmt: skip
        self.lines: list[str] = []
        self._printed = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout:
            for line in self.process.stdout:
                with self._printed:
                    self.lines.append(line)
                    self._printed.notify_all()
        with self._printed:
            self.lines.append("")
            self._printed.notify_all()

    @property
    def text(self) -> str:
        return "".join(self.lines)

    def wait_for(self, pattern: str) -> re.Match[str]:
        with self._printed:
            found = self._printed.wait_for(lambda: re.search(pattern, self.text) or self.lines[-1:] == [""], DEADLINE_S)
            match = re.search(pattern, self.text)
            assert found
            assert match, f"nothing like {pattern!r} in:\n{self.text}"
            return match

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            psutil.Process(self.process.pid).kill()
            pytest.fail(f"did not end:\n{self.text}")
        self._reader.join(10)


class Served:
    """A running app, its gates, its pages."""

    def __init__(self, kind: str, url: str, program: Program, gates: Path) -> None:
        self.kind = kind
        self.url = url
        self.program = program
        self.gates = gates
        self.pages: list[Page] = []

    def page(self, listens: bool = True) -> Page:
        self.pages.append(Page(self.url, listens))
        return self.pages[-1]

    def open(self, gate: str) -> None:
        (self.gates / gate).touch()

    def until(self, ask: Callable[[], object], what: str, deadline_s: float = DEADLINE_S) -> None:
        deadline = time.monotonic() + deadline_s
        while not ask():
            assert time.monotonic() < deadline, f"not within {deadline_s} s: {what}\n{self.program.text[-3000:]}"
            time.sleep(0.005)

    def until_reached(self, gate: str) -> None:
        self.until(lambda: (self.gates / f"{gate}.reached").exists(), f"{gate} is reached")

    def record(self, job: str) -> dict[str, object]:
        return Page(self.url, listens=False).ask(f"/test/record/{job}").json  # type: ignore[no-any-return]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis of this session's own."""
    if shutil.which("redis-server") is None:
        pytest.fail("no redis-server; the README's test command installs it")
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    program = Program(command, {}, tmp_path_factory.mktemp("redis"))
    program.wait_for("Ready to accept connections")
    yield f"redis://127.0.0.1:{port}"
    program.stop()


def serve(kind: str, folder: Path, env: dict[str, str], app: Path = HERE / "contract_app.py") -> Served:
    command = [sys.executable, "-m", "desktopdash", "serve", str(app), "--port", "0"]
    program = Program(command, env, folder)
    return Served(kind, program.wait_for(r"(http://\S+/)")[1], program, Path(env["CONTRACT_GATES"]))


@pytest.fixture(scope="module", params=["memory", "disk", "celery"])
def served_once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    kind = request.param
    folder = tmp_path_factory.mktemp(kind)
    gates = folder / "gates"
    gates.mkdir()
    env = {"CONTRACT": kind, "CONTRACT_GATES": str(gates), "XDG_DATA_HOME": str(folder / "data")}
    programs = []
    if kind == "celery":
        env["CONTRACT_REDIS"] = request.getfixturevalue("redis_url")
        words = ["--loglevel=INFO", "--concurrency=4", "--without-gossip", "--without-mingle"]
        command = [sys.executable, "-m", "desktopdash", "worker", str(HERE / "contract_app.py"), *words]
        programs.append(Program(command, env, folder))
        WORKERS.append(programs[-1])
    served = serve(kind, folder, env)
    for program in programs:
        program.wait_for("celery@.* ready")
    yield served
    served.program.stop()
    for program in programs:
        program.stop()


@pytest.fixture
def served(served_once: Served) -> Iterator[Served]:
    """A server, with a folder of gates that this test alone uses."""
    for gate in served_once.gates.iterdir():
        gate.unlink()
    yield served_once
    for page in served_once.pages:
        page.leave()
    served_once.pages.clear()
