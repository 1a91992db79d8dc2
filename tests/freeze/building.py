"""Packages, each built once, by the real command. DESKTOPDASH_TEST_PACKAGES names a folder that keeps them."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

KEPT_VARIABLE = "DESKTOPDASH_TEST_PACKAGES"
REPOSITORY = Path(__file__).parents[2]
BUILD_S = 600


def run_build(
    app: Path, output: Path, *words: str, env: dict[str, str] | None = None, search: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Run `desktopdash build` in the app's folder to its end; Python finds modules in the folders of `search` too."""
    command = [sys.executable, "-m", "desktopdash", "build", str(app), "--output", str(output), *words]
    folder = app.parent if app.parent.is_dir() else output.parent
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY), *search]), **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=BUILD_S,
        check=False,
    )


class Packages:
    """Packages by name.

    Args:
        folder: where they are kept; those that are there already are not built again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def program(self, name: str, app: Path, *words: str, needs: Sequence[str] = ()) -> Path:
        """Return the program of a package, which is built where it is not there.

        Args:
            name: the program's.
            app: its file.
            words: further ones of the command.
            needs: what is installed for this build only.
        """
        output = self._folder / f"{name}{'-one-file' if '--onefile' in words else ''}"
        program = output / name if "--onefile" in words else output / name / name
        if not program.is_file():
            search = [self._installed(project) for project in needs]
            done = run_build(app, output, "--name", name, *words, search=search)
            (self._folder / f"{output.name}.log").write_text(done.stdout + done.stderr)
            assert done.returncode == 0, done.stdout + done.stderr
        return program

    def _installed(self, project: str) -> str:
        """Return a folder with a project of PyPI in it, and nothing else."""
        folder = self._folder / "installed" / project
        if not folder.is_dir():
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), project]
            subprocess.run(pip, check=True)
        return str(folder)

    def log(self, name: str) -> str:
        """What the build of a package said."""
        return (self._folder / f"{name}.log").read_text()


def copy_package(folder: Path, target: Path) -> Path:
    """Copy the folder of a package, without a second copy of its bytes where that can be."""
    return Path(shutil.copytree(folder, target, symlinks=True, copy_function=_link))


def _link(source: str, target: str) -> str:
    if not source.endswith((".desktop", ".png")):  # of these somebody may write another into its place
        with contextlib.suppress(OSError):
            os.link(source, target)
            return target
    return str(shutil.copy2(source, target))


def packages_folder(otherwise: Path) -> Path:
    """The folder that the environment names, else another."""
    chosen = os.environ.get(KEPT_VARIABLE)
    folder = Path(chosen).absolute() if chosen else otherwise
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def need(*tools: str) -> None:
    """Fail where a program of the system is missing that a test needs."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        pytest.fail(f"no {', '.join(missing)}; install with: packaging/linux/system-packages.sh package-test")
