"""Kills the processes of a running app by chance, one at a time, and looks at what becomes of the rest.

python -m tests.e2e.shell.killing [--rounds 50] [--seed N]
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Playwright, expect, sync_playwright

from tests.e2e.displays import virtual_display
from tests.e2e.support import REPO, wait_for

from .launches import Launch, accepts

APP = Path(__file__).parent / "killed_app.py"
MOST_KILLS = 3
"""Of one launch, which gives up after the fourth crash within a minute."""
ENDS_S = 2.0
SERVES_S = 20.0

ENDED = {"run": ("shell",), "python": ("shell", "runtime")}
"""Whose death is the end of the launch, by how it was started; the others are survived."""
VICTIMS = ("shell", "runtime", "worker", "renderer", "zygote")
STORED = "least => Number(document.querySelector('#stored').textContent) >= least"
BURST = "n => { window.burst = setInterval(() => dash_clientside.set_props('store', { data: ++n }), 2); }"


@dataclass(frozen=True)
class Round:
    """What was killed, and what it took until the rest had ended, or served again."""

    mode: str
    victim: str
    seconds: float
    ended: bool


class Killing:
    """Rounds on one profile.

    Args:
        folder: an empty one.
        display: an X display.
        playwright: drives the page in the window.
        seed: of the order.
    """

    def __init__(self, folder: Path, display: str, playwright: Playwright, seed: int) -> None:
        self.rounds: list[Round] = []
        self.closed = 0
        self._folder = folder
        self._temporary = folder / "tmp"
        self._temporary.mkdir()
        self._drawn = folder / "drawn"
        self._drawn.touch()
        self._display = display
        self._playwright = playwright
        self._chance = random.Random(seed)
        self._names: list[str] = []
        self._kept = 0
        self._kills = 0
        self._mode = ""
        self._lost: list[str] = []
        self._launch: Launch | None = None
        self._family: set[psutil.Process] = set()
        self._ports: set[int] = set()

    def run(self, count: int) -> None:
        """Kill so often, then end in order."""
        victims = [VICTIMS[number % len(VICTIMS)] for number in range(count)]
        self._chance.shuffle(victims)
        try:
            for victim in victims:
                started = self._launch or self._start()
                self._use(started)
                self._kill(started, victim)
                if self._launch is not None and self._kills == MOST_KILLS:
                    self._close(started)
            last = self._launch or self._start()
            self._use(last)
            self._close(last)
        finally:
            if self._launch is not None:
                self._launch.end()

    def _start(self) -> Launch:
        self._mode = self._chance.choice(sorted(ENDED))
        words = ["-m", "desktopdash", "run", str(APP)] if self._mode == "run" else [str(APP)]
        env = {
            "DISPLAY": self._display,
            "WAYLAND_DISPLAY": None,
            "PYTHONPATH": str(REPO),
            "DESKTOPDASH_PROFILES": str(self._folder / "profiles"),
            "KILLING_DRAWN": str(self._drawn),
            "TMPDIR": str(self._temporary),
        }
        drawn = self._count_drawn()
        started = self._launch = Launch([sys.executable, *words], self._folder, env, self._playwright)
        self._kills = 0
        self._family, self._ports = set(), set()
        self._wait_drawn(drawn)
        return started

    # --- what a person does ---

    def _use(self, started: Launch) -> None:
        """Find what was kept, change it, call Python, let a job run; at the end one runs, and the store is written."""
        with started.page() as page:
            page.evaluate("clearInterval(window.burst)")
            name = self._names[-1] if self._names else ""
            expect(page.locator("#hello")).to_have_text(f"hello {name}")
            page.wait_for_function(STORED, arg=self._kept)
            name = f"name {len(self._names)}"
            self._names.append(name)
            page.fill("#name", name)
            expect(page.locator("#hello")).to_have_text(f"hello {name}")
            assert page.evaluate("desktop.call('add', 20, 22)") == 42
            page.fill("#wish", f"quick {name}")
            expect(page.locator("#end")).to_have_text(f"quick {name} done")
            page.fill("#wish", f"long {name}")
            expect(page.locator("#begun")).to_contain_text(f"long {name} ")
            self._kept = int(page.inner_text("#stored")) + 1
            page.evaluate("n => dash_clientside.set_props('store', { data: n })", self._kept)
            wait_for(lambda: self._is_kept(name), "what is to be kept is on the disk")
            self._worker = int(page.inner_text("#begun").split()[-1])
            page.evaluate(BURST, self._kept)

    def _is_kept(self, name: str) -> bool:
        kept = self._read_kept()
        names = [json.loads(text)[0] for key, text in kept.items() if key.startswith("_dash_persistence.name")]
        return names == [name] and json.loads(kept.get("store", "0")) == self._kept

    def _read_kept(self) -> dict[str, str]:
        (profile,) = (self._folder / "profiles").iterdir()
        with contextlib.closing(sqlite3.connect(profile / "storage.db")) as database:
            return dict(database.execute("SELECT key, text FROM texts").fetchall())

    def _close(self, started: Launch) -> None:
        """The orderly end."""
        self._look(started)
        started.close_window()
        self._wait_end(started)
        assert started.wait() == 0, started.stderr
        assert "Traceback" not in started.stderr, started.stderr
        self.closed += 1

    # --- what chance does ---

    def _kill(self, started: Launch, victim: str) -> None:
        self._look(started)
        self._kills += 1
        process = self._find(started, victim)
        workers = [p for p in self._family if "_worker" in _words(p)]
        drawn = self._count_drawn()
        begin = time.monotonic()
        process.kill()
        ends = victim in ENDED[self._mode]
        if ends:
            self._wait_end(started)
        elif victim == "worker":
            with started.page() as page:
                expect(page.locator("#end")).to_have_text("JobLost")
        elif victim in ("runtime", "renderer"):
            ends = not self._wait_again(started, drawn)
        self.rounds.append(Round(self._mode, victim, time.monotonic() - begin, ends))
        if victim == "runtime" and not ends:
            wait_for(lambda: not _alive(workers), f"the end of its workers {workers}", ENDS_S)
            assert "found:    signal SIGKILL" in started.stderr, started.stderr

    def _find(self, started: Launch, victim: str) -> psutil.Process:
        """A process, by what it is; of several the one that chance takes."""
        if victim == "worker":
            return psutil.Process(self._worker)
        if victim == "shell":
            return psutil.Process(started.shell_pid())
        if victim == "runtime":
            return started.entry("_runtime") if self._mode == "run" else psutil.Process(started.process.pid)
        alive = _alive(self._family)
        found = [p for p in alive if f"--type={victim}" in _words(p)]
        found = found or [p for p in alive if "--type=renderer" in _words(p)]  # both zygotes have been killed
        if victim == "zygote":
            self._lost.append(started.mark)
        return self._chance.choice(sorted(found, key=lambda p: p.pid))

    def _look(self, started: Launch) -> None:
        """Note its processes and ports. The engine's own have no environment to be known by."""
        self._family.update(started.tree())
        for process in list(self._family):
            with contextlib.suppress(psutil.Error):
                self._family.update(process.children(recursive=True))
        self._ports.update([*started.ports(), started.debug_port])

    def _wait_end(self, started: Launch) -> None:
        def is_over() -> bool:
            started.process.poll()
            return not _alive(self._family) and started.is_gone()

        try:
            wait_for(is_over, "the end of every process", ENDS_S)
        except AssertionError as error:
            raise AssertionError(f"{error}: {_alive(self._family)} {started.stderr[-2000:]}") from error
        started.wait()  # it may have died after the last poll
        assert [port for port in self._ports if accepts(port)] == []
        self._launch = None

    def _wait_again(self, started: Launch, drawn: int) -> bool:
        """Wait until the app is shown again; False where an engine without a zygote could not, and all has ended."""

        def is_decided() -> bool:
            return self._count_drawn() > drawn or started.process.poll() is not None

        wait_for(is_decided, f"a page that is drawn, or the end\n{started.stderr[-2000:]}", SERVES_S)
        if started.process.poll() is None:
            return True
        assert started.mark in self._lost, started.stderr
        assert started.wait() == 1
        assert "can show no page any more" in started.stderr, started.stderr
        self._wait_end(started)
        return False

    def _count_drawn(self) -> int:
        return self._drawn.read_text().count("\n")

    def _wait_drawn(self, before: int) -> None:
        launch = self._launch
        try:
            wait_for(lambda: self._count_drawn() > before, "a page that is drawn", SERVES_S)
        except AssertionError as error:
            raise AssertionError(f"{error}: {launch and launch.stderr[-2000:]}") from error

    # --- what must be true afterwards ---

    def damage(self) -> list[str]:
        """What is not whole on the disk, and what should not be there."""
        (profile,) = (self._folder / "profiles").iterdir()
        found = [f"temporary: {path.name}" for path in self._temporary.iterdir()]
        found += [f"left: {path}" for path in profile.rglob("*") if path.suffix == ".tmp" or "damaged" in path.name]
        for path in (profile / "storage.db", profile / "jobs" / "cache.db"):
            with contextlib.closing(sqlite3.connect(path)) as database:
                if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                    found.append(f"damaged: {path}")
        for path in profile.rglob("*.json"):
            try:
                json.loads(path.read_text())
            except ValueError as error:
                found.append(f"damaged: {path} ({error})")
        return found

    def table(self) -> str:
        """What happened, to read."""
        rows = []
        for mode, victim, ended in itertools.product(sorted(ENDED), VICTIMS, (True, False)):
            times = [r.seconds for r in self.rounds if (r.mode, r.victim, r.ended) == (mode, victim, ended)]
            if times:
                what = "all ended after" if ended else "went on after"
                middle, most = statistics.median(times), max(times)
                rows.append(f"{mode:>7} {victim:>9} {len(times):>3}  {what} {middle:.2f} s (at most {most:.2f} s)")
        return "\n".join([*rows, f"{len(self.rounds)} kills, {self.closed} orderly ends"])


def _alive(processes: set[psutil.Process] | list[psutil.Process]) -> list[psutil.Process]:
    def is_alive(process: psutil.Process) -> bool:
        try:
            return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    return [process for process in processes if is_alive(process)]


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.shell.killing")
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="killing-") as folder, virtual_display(1400, 900) as display:
        with sync_playwright() as playwright:
            killing = Killing(Path(folder), display, playwright, asked.seed)
            try:
                killing.run(asked.rounds)
            finally:
                print(killing.table())
        damage = killing.damage()
    print(f"seed {asked.seed}; on the disk: {damage or 'all whole'}")
    return 1 if damage else 0


if __name__ == "__main__":
    sys.exit(main())
