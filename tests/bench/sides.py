"""The two sides of every figure, each in a Python of its own, and the servers that they run."""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import platformdirs
import psutil

from tests.e2e.support import REPO, free_port

DASH = "4.4.1"
APPS = Path(__file__).parent / "apps"
START_S = 60.0

SHARED = ("flask", "waitress", "werkzeug", "plotly", "pandas", "numpy", "orjson", "pywebview", "qtpy", "PySide6")
"""What both sides use, in the same versions."""


@dataclass(frozen=True)
class Side:
    """One of the two.

    Attributes:
        name: "ours" or "dash".
        python: its interpreter.
        package: what apps import.
    """

    name: str
    python: str
    package: str

    def command(self, app: Path, port: int) -> list[str]:
        """What serves an app that says `import dash`."""
        if self.name == "dash":
            return [self.python, str(app)]
        return [self.python, "-m", "desktopdash", "serve", str(app), "--port", str(port)]


@dataclass(frozen=True)
class Server:
    """A running app."""

    process: subprocess.Popen[bytes]
    url: str
    first_answer_ms: float

    def rss_mib(self) -> float:
        """The memory of its process."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 2**20


def find_sides(dash_python: str | None = None) -> tuple[Side, Side]:
    """Ours, and Dash's: in an environment that is made once and kept in the user's cache.

    Args:
        dash_python: an interpreter that has Dash, to use in its place.

    Raises:
        subprocess.CalledProcessError: pip could not make it.
    """
    return Side("ours", sys.executable, "desktopdash"), Side("dash", dash_python or _dash_environment(), "dash")


def _dash_environment() -> str:
    wanted = [f"dash[diskcache]=={DASH}", *_pins()]
    mark = hashlib.sha256(repr((sys.version, wanted)).encode()).hexdigest()[:12]
    folder = platformdirs.user_cache_path("desktopdash-bench", appauthor=False) / f"dash-{DASH}-{mark}"
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    done = folder / "done"
    if not done.exists():
        print(f"Installing Dash {DASH} in {folder}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *wanted], check=True)
        done.touch()
    return str(python)


def _pins() -> Iterator[str]:
    for name in SHARED:
        with contextlib.suppress(PackageNotFoundError):
            yield f"{name}=={version(name)}"


def environment(port: int, more: dict[str, str]) -> dict[str, str]:
    """Variables of a server; modules are compiled once and kept, as on a user's machine."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(REPO), "PORT": str(port), **more}


@contextlib.contextmanager
def running(command: list[str], port: int, folder: Path, path: str = "", **more: str) -> Iterator[Server]:
    """Start a server, wait for its first answer, and end it at last.

    Args:
        command: what to run.
        port: where it will listen.
        folder: where it runs, and where its output goes.
        path: what it is asked for.
        more: further variables.

    Raises:
        AssertionError: it ended, or does not answer in time; with what it printed.
    """
    with (folder / f"server-{port}.log").open("w+b") as log:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment(port, more), stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}/"
            _wait_answer(process, url + path, begin)
            yield Server(process, url, (time.perf_counter() - begin) * 1000)
        except BaseException:
            log.seek(0)
            print(log.read().decode(errors="replace")[-4000:])
            raise
        finally:
            _end(process)


def _wait_answer(process: subprocess.Popen[bytes], url: str, begin: float) -> None:
    while True:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=START_S) as answer:
            answer.read()
            return
        assert process.poll() is None, f"{process.args} ended with {process.returncode}"
        assert time.perf_counter() - begin < START_S, f"{process.args} did not answer"
        time.sleep(0.002)


def _end(process: subprocess.Popen[bytes]) -> None:
    left = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)
    for child in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            child.kill()


@contextlib.contextmanager
def serving(side: Side, app: str, folder: Path, **more: str) -> Iterator[Server]:
    """Serve one of the apps in `apps/` on a free port."""
    port = free_port()
    with running(side.command(APPS / f"{app}.py", port), port, folder, "_dash-layout", **more) as server:
        yield server
