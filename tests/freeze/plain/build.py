"""Packages the app written by hand as its author would: an environment of its own, PyInstaller with its defaults.

python -m tests.freeze.plain.build FOLDER
"""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from tests.freeze.sizes import measure_size
from tests.freeze.sources import write_plain

DASH = "dash==4.4.1"
# In the versions that ours is built from, so that the two differ by what is done with them only.
SHARED = ("PySide6", "qtpy", "pywebview", "waitress", "plotly", "pandas", "numpy", "pyinstaller")


def build_plain(folder: Path) -> Path:
    """Build the plain program in a folder outside the repository; what is there already is kept.

    Returns:
        The path of the program.
    """
    folder = folder.resolve()
    python = _environment(folder / "venv")
    app = write_plain(folder / "source")
    program = folder / "dist" / "app" / "app"
    stamp = folder / "dist" / "built-from.txt"
    wanted = "\n".join([*_requirements(), app.read_text(), (app.parent / "assets" / "marks.js").read_text()])
    if not (program.is_file() and stamp.is_file() and stamp.read_text() == wanted):
        _freeze(python, app, folder)
        stamp.write_text(wanted)
    return program


def _freeze(python: Path, app: Path, folder: Path) -> None:
    """Nothing but the defaults, and the app's assets, which PyInstaller cannot know of."""
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--onedir", "--add-data", "assets:assets", app.name]
    places = ["--distpath", str(folder / "dist"), "--workpath", str(folder / "work")]
    with (folder / "build.log").open("wb") as log:
        subprocess.run([*command, *places], cwd=app.parent, stdout=log, stderr=log, check=True)


def _environment(venv: Path) -> Path:
    """Make the environment where it is missing or of other versions; the path of its Python."""
    python, stamp = venv / "bin" / "python", venv / "requirements.txt"
    wanted = "\n".join(_requirements())
    if not (stamp.is_file() and stamp.read_text() == wanted):
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *_requirements()], check=True)
        stamp.write_text(wanted)
    return python


def _requirements() -> list[str]:
    return [DASH, *(f"{name}=={version(name)}" for name in SHARED)]


if __name__ == "__main__":
    built = build_plain(Path(sys.argv[1]))
    print(built, measure_size(built))
