"""PyInstaller, run in a process of its own, and what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

from ..processes.pipes import own_command
from ..processes.trees import kill_process
from ..protocol.problem import Problem
from ..records import dataclass
from .bundle import COPIES_VARIABLE
from .errors import BuildError

_NO_PYTHON_LIBRARY: Final = ("without a shared library", "Python shared library", "Python library")
_STEPS: Final = (
    ("Building Analysis", "looking for what the app imports"),
    ("Looking for dynamic libraries", "looking for libraries"),
    ("Building PYZ", "packing the modules"),
    ("Building EXE", "making the program"),
    ("Building PKG", "packing it into one file"),
    ("Building COLLECT", "copying the files"),
)
_MISSING: Final = re.compile(r"^missing module named '?([\w.]+)'? - imported by (.*)$", re.MULTILINE)
_KIND: Final = "(?:top-level|conditional|delayed|optional)"
_IMPORTER: Final = re.compile(rf"(.+?) \({_KIND}(?:, {_KIND})*\)(?:, |$)")


@dataclass(frozen=True, slots=True)
class Work:
    """Where PyInstaller works.

    Attributes:
        spec: the spec.
        result: the folder that its result goes into.
        folder: where it keeps what it makes on the way.
        copies: a table in JSON of files that go in beside what the spec names, place -> file; None for none.
    """

    spec: Path
    result: Path
    folder: Path
    copies: Path | None = None

    def warnings(self) -> Path:
        """Return the file in which it tells of modules that it has not found."""
        return self.folder / self.spec.stem / f"warn-{self.spec.stem}.txt"

    def made(self) -> Path:
        """Return the folder that the spec calls "made"."""
        return self.folder / self.spec.stem / "made"


def run_pyinstaller(work: Work, tell: Callable[[str], None]) -> None:
    """Run it to its end.

    Args:
        work: where.
        tell: given what it is at.

    Raises:
        BuildError: it failed; its last words are told, and where the rest is.
        OSError: it cannot be started.
    """
    command = [*own_command("_pack"), str(os.getpid()), "--noconfirm", "--clean", "--log-level", "INFO"]
    command += ["--distpath", str(work.result), "--workpath", str(work.folder), str(work.spec)]
    work.folder.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        command,
        env=_environment(work),
        cwd=work.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    try:
        lines = _follow(process, tell)
        code = process.wait()
    finally:
        if process.poll() is None:
            kill_process(process.pid)
            process.wait()
    if code != 0:
        raise _failed(lines, code)


def _environment(work: Work) -> dict[str, str]:
    env = {**os.environ, "PYINSTALLER_CONFIG_DIR": str(work.folder / "cache"), "PYTHONHASHSEED": "1"}
    env.pop(COPIES_VARIABLE, None)
    return env if work.copies is None else {**env, COPIES_VARIABLE: str(work.copies)}


def missing_modules(work: Work, own: Collection[str]) -> list[str]:
    """Return the modules that the app's own code imports and that are not installed, each with who imports it.

    Args:
        work: where it has run.
        own: the app's modules and the paths of its files.
    """
    file = work.warnings()
    found = []
    for module, importers in _MISSING.findall(file.read_text("utf-8") if file.is_file() else ""):
        by = [name for name in _importers(importers) if name in own]
        if by:
            found.append(f"{module} (imported by {', '.join(os.path.basename(name) for name in by)})")
    return sorted(set(found))


def _importers(text: str) -> list[str]:
    """Read a list such as "a.b (delayed, optional), /x/y.py (top-level)"."""
    return _IMPORTER.findall(text)  # a path may have commas and brackets in it


def _follow(process: subprocess.Popen[str], tell: Callable[[str], None]) -> list[str]:
    """Tell of its steps; returns all that it prints."""
    if process.stdout is None:
        raise RuntimeError("its output is a pipe")
    lines: list[str] = []
    told: set[str] = set()
    with process.stdout as output:
        for line in output:
            lines.append(line)
            step = next((what for sign, what in _STEPS if sign in line), None)
            if step is not None and step not in told:
                told.add(step)
                tell(step)
    return lines


def _failed(lines: list[str], code: int) -> BuildError:
    if any("No space left on device" in line or "Disk quota exceeded" in line for line in lines):
        return disk_full()
    if any(sign in line for sign in _NO_PYTHON_LIBRARY for line in lines):
        return _no_python_library()
    said = "".join(line for line in lines if " INFO: " not in line)[-4000:].strip() or "nothing"
    return BuildError(
        Problem(
            "pyinstaller_failed",
            "PyInstaller could not make the package. Nothing was changed.",
            f"exit code {code}; it said: {_last(said)}",
            "a package",
            f"The whole of what it said is in {_keep(lines)}.",
            said,
        )
    )


def _no_python_library() -> BuildError:
    """Debian's Python is one program; packages need it as a library, which is a package of its own there."""
    name = f"libpython{sys.version_info.major}.{sys.version_info.minor}"
    return BuildError(
        Problem(
            "no_python_library",
            "This Python has no shared library, which packages carry.",
            f"no {name}.so for {sys.base_prefix}",
            "a Python with its library",
            f"sudo apt-get install {name}   (or a Python that was built with --enable-shared)",
        )
    )


def disk_full(place: Path | None = None) -> BuildError:
    """There is no room for the result."""
    return BuildError(
        Problem(
            "disk_full",
            "There is no room for the package. Nothing was changed.",
            f"the disk of {place} is full" if place is not None else "the disk is full",
            "about twice the size of the package, which is 200 to 700 MB",
            "Make room, or choose another --output.",
        )
    )


def _last(text: str) -> str:
    return text.splitlines()[-1][:300]


def _keep(lines: list[str]) -> str:
    """Keep what it said for the person, who is told where; where there is no room, that is said."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="desktopdash-build-", suffix=".log", delete=False, encoding="utf-8"
        ) as file:
            file.writelines(lines)
    except OSError as error:
        return f"no file ({error.strerror})"
    return file.name
