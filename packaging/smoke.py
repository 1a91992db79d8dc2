"""Start a packaged program as a person does, wait until its app works, end it, and look at what it left.

    python packaging/smoke.py PROGRAM [--timeout 60]

PROGRAM is what `desktopdash build` has made: the program, the folder round it, or a .app of macOS. Works on Linux,
Windows and macOS with Python 3.10 and psutil. Exit code 0: all is well; 1: not, and what was printed says why.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

MARK = "DESKTOPDASH_SMOKE"
"""The variable by which every process is known that the program has started."""

ANSWERED = re.compile(r" DEBUG .* desktopdash\.callbacks: callback (.+) answered in ([\d.]+) ms")
DRAWN = re.compile(r" DEBUG .* desktopdash\.callbacks: page listens")
FIRST_CALLBACK_S = 5.0
"""Seconds after its page was drawn within which an app that has a first callback answers it."""
END_S = 20.0
GONE_S = 5.0
PAUSE_S = 0.1


class Failed(Exception):
    """Something is not as it has to be; the text says what."""


class Run:
    """The program, started once, with a profile and a folder for temporary files of its own.

    Args:
        program: what is started.
        folder: an empty folder.
    """

    def __init__(self, program: Path, folder: Path) -> None:
        self.profiles, self.temporary = folder / "profiles", folder / "temporary"
        self.temporary.mkdir()
        self._said = folder / "said.txt"
        self._mark = secrets.token_hex(8)
        self._family: set[psutil.Process] = set()
        places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self.temporary))
        env = {**os.environ, **places, "DESKTOPDASH_PROFILES": str(self.profiles), MARK: self._mark}
        self.begin = time.monotonic()
        with self._said.open("wb") as said:
            self.process = subprocess.Popen(
                [str(program), "--log-level", "debug"], env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )

    def log(self) -> str:
        """What the app's process has written into its log."""
        return "".join(file.read_text("utf-8", "replace") for file in self.profiles.glob("*/logs/app*.log"))

    def said(self) -> str:
        """What the program printed, and the end of its logs."""
        logs = [file.read_text("utf-8", "replace")[-3000:] for file in self.profiles.glob("*/logs/*.log")]
        return "\n".join([self._said.read_text("utf-8", "replace")[-3000:], *logs])

    def processes(self) -> list[psutil.Process]:
        """Every process of it that lives: what it started, and whatever carries its mark."""
        with contextlib.suppress(psutil.Error):
            self._family.add(psutil.Process(self.process.pid))
        for process in list(self._family):
            with contextlib.suppress(psutil.Error):
                self._family.update(process.children(recursive=True))
        self._family.update(process for process in psutil.process_iter() if mark_of(process) == self._mark)
        return [process for process in self._family if lives(process)]

    def ask_to_end(self) -> int:
        """Ask it to end as the system does at the end of a session; returns the exit code that it has to have."""
        if sys.platform == "win32":  # WM_CLOSE to its windows; with one file they are those of a child
            subprocess.run(["taskkill", "/T", "/PID", str(self.process.pid)], capture_output=True, check=False)
            return 0
        self.process.terminate()
        return 143

    def kill(self) -> None:
        """End what is left of it, by force."""
        left = self.processes()
        for process in left:
            with contextlib.suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(left, timeout=5)


def main() -> int:
    """Run the command; returns its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", metavar="PROGRAM", type=Path)
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds until the app has to work (default: 60)")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="smoke-"))
    try:
        smoke(find_program(given.program), folder, given.timeout)
    except Failed as failed:
        print(f"FAILED: {failed}")
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("all is well")
    return 0


def smoke(program: Path, folder: Path, timeout_s: float) -> None:
    """Do it all.

    Raises:
        Failed: with what is wrong.
    """
    tell(f"starting {program}")
    run = Run(program, folder)
    try:
        tell(wait_until_it_works(run, timeout_s))
        end(run)
        see_nothing_left(run)
    except Failed as failed:
        raise Failed(f"{failed}\n{run.said()}") from failed
    finally:
        run.kill()


def find_program(path: Path) -> Path:
    """The program itself, given it, the folder that it stands in, or a .app of macOS.

    Raises:
        Failed: there is none.
    """
    path = path.absolute()
    names = (path, path / path.name, path / f"{path.name}.exe", path / "Contents" / "MacOS" / path.stem)
    found = next((file for file in names if file.is_file()), None)
    if found is None:
        raise Failed(f"there is no program {path}; expected what `desktopdash build` has made")
    return found


def wait_until_it_works(run: Run, timeout_s: float) -> str:
    """Wait until the app has answered a callback; of an app that has none, until its page was drawn."""
    deadline = time.monotonic() + timeout_s
    drawn_at: float | None = None
    while time.monotonic() < deadline:
        run.processes()
        log = run.log()
        answered = ANSWERED.search(log)
        if answered is not None:
            return f"the first callback was answered {since(run)} after the start: {answered[1]}, in {answered[2]} ms"
        if drawn_at is None and DRAWN.search(log):
            drawn_at = time.monotonic()
            tell(f"the page was drawn {since(run)} after the start")
        if drawn_at is not None and time.monotonic() - drawn_at > FIRST_CALLBACK_S:
            return f"no callback within {FIRST_CALLBACK_S:g} s after that: the app has no first one"
        if run.process.poll() is not None:
            raise Failed(f"it ended with {run.process.returncode} before its app worked")
        time.sleep(PAUSE_S)
    raise Failed(f"within {timeout_s:g} s its log told neither of a callback nor of a page that was drawn")


def end(run: Run) -> None:
    """Ask the program to end, and see how it does."""
    expected, begin = run.ask_to_end(), time.monotonic()
    try:
        code = run.process.wait(END_S)
    except subprocess.TimeoutExpired:
        raise Failed(f"it was asked to end and was still there {END_S:g} s later") from None
    if code != expected:
        raise Failed(f"it ended with {code}; expected {expected}")
    tell(f"it ended with {code}, {time.monotonic() - begin:.1f} s after it was asked to")


def see_nothing_left(run: Run) -> None:
    """See that no process and no temporary file of it is left."""
    deadline = time.monotonic() + GONE_S
    while left := run.processes():
        if time.monotonic() > deadline:
            raise Failed(f"{GONE_S:g} s after its end there are still {', '.join(map(described, left))}")
        time.sleep(PAUSE_S)
    files = sorted(path.name for path in run.temporary.iterdir())
    if files:
        raise Failed(f"it left in its folder for temporary files: {', '.join(files)}")
    tell("no process and no temporary file is left")


def since(run: Run) -> str:
    """Say how long ago the program was started."""
    return f"{time.monotonic() - run.begin:.1f} s"


def tell(what: str) -> None:
    """Print what was done or seen."""
    print(what, flush=True)


def mark_of(process: psutil.Process) -> str | None:
    """Return the mark in the environment of a process; None where that cannot be read."""
    try:
        return process.environ().get(MARK)
    except (psutil.Error, OSError):
        return None


def lives(process: psutil.Process) -> bool:
    """Tell whether a process lives; a dead one that nobody has waited for does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def described(process: psutil.Process) -> str:
    """Say which process that is."""
    try:
        return f"{process.pid} {' '.join(process.cmdline())[:120]}"
    except psutil.Error:
        return str(process.pid)


if __name__ == "__main__":
    sys.exit(main())
