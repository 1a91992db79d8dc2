"""A package that is moved, its entry for desktops, and the menu."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.e2e.support import wait_for

from .building import copy_package, need
from .conftest import Built
from .guard import guarded
from .launched import Started
from .starting import Start
from .using import see_graph

PLACES = ["plain", "Ännas «Werkzeuge» & 'so' $HOME #1", "100% new", "a, b; c", 'the "new" one', "back\\slash"]
"""Folders that people have; what Qt reads of its settings takes some of their characters for its own."""
FILE_MANAGER = [sys.executable, str(Path(__file__).with_name("open_entry.py"))]


@pytest.fixture
def copied(built: Built, tmp_path: Path) -> Path:
    """The folder of a package of the test's own, without a second copy of its bytes."""
    return copy_package(built("Graph").parent, tmp_path / "first" / "Graph")


def moved(folder: Path, place: Path) -> Path:
    place.mkdir(parents=True)
    return folder.rename(place / folder.name)


def see_and_end(started: Started) -> None:
    with started.page() as page:
        see_graph(page)
    started.signal(signal.SIGTERM)
    started.expect_end(143)


def profiles(started: Started) -> list[str]:
    return [path.name for path in (started.home / ".local/share/desktopdash").iterdir()]


@pytest.mark.parametrize("place", PLACES)
def test_a_moved_folder_is_the_same_app(copied: Path, start: Start, tmp_path: Path, place: str) -> None:
    first = start(copied / "Graph")
    see_and_end(first)
    before = profiles(first)
    again = start(moved(copied, tmp_path / place) / "Graph")
    see_and_end(again)
    assert profiles(again) == before == [before[0]]


def validate(entry: Path) -> None:
    need("desktop-file-validate", "gio")
    done = subprocess.run(["desktop-file-validate", str(entry)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def launch_entry(entry: Path, folder: Path, *words: str) -> None:
    """Start the program by its entry, with a command that opens entries; see that it works, and end it."""
    profiles, said = folder / "launched", folder / "said.txt"
    shutil.rmtree(profiles, ignore_errors=True)
    env = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "QT_QPA_PLATFORM": "offscreen",
        "DESKTOPDASH_LOG_LEVEL": "debug",
        "DESKTOPDASH_PROFILES": str(profiles),
    }
    for place in ("home", "tmp"):
        (folder / place).mkdir(exist_ok=True)
    with guarded([*(words or FILE_MANAGER), entry]) as command, said.open("wb") as output:
        try:
            subprocess.run(command, env=env, stdout=output, stderr=output, cwd=entry.parent, timeout=30, check=True)
            wait_for(lambda: has_answered(profiles), "a callback", 20)
        except (AssertionError, subprocess.SubprocessError) as error:
            pytest.fail(f"{error}\n{said.read_text()}")
        finally:
            end_started(profiles)


def has_answered(profiles: Path) -> bool:
    """Whether the app's log tells of a callback."""
    return any("answered in" in file.read_text() for file in profiles.glob("*/logs/app*.log"))


def end_started(profiles: Path) -> None:
    """End what keeps its profile there."""

    def is_of_it(process: psutil.Process) -> bool:
        try:
            return process.environ().get("DESKTOPDASH_PROFILES") == str(profiles)
        except psutil.Error:
            return False

    found = sorted(filter(is_of_it, psutil.process_iter()), key=lambda process: process.create_time())
    if found:
        found[0].terminate()
    assert not psutil.wait_procs(found, timeout=15)[1]


@pytest.mark.parametrize("place", PLACES)
def test_the_entry_starts_the_program_wherever_it_is(copied: Path, tmp_path: Path, place: str) -> None:
    validate(copied / "Graph.desktop")
    launch_entry(copied / "Graph.desktop", tmp_path)
    launch_entry(copied / "Graph.desktop", tmp_path, "gio", "launch")
    other = moved(copied, tmp_path / place)
    launch_entry(other / "Graph.desktop", tmp_path)
    text = (other / "Graph.desktop").read_text()
    validate(other / "Graph.desktop")
    assert f"Icon={other / 'Graph.png'}".replace("\\", "\\\\") in text, "the icon is named where it is now"


@pytest.mark.parametrize("place", PLACES)
def test_the_menu(copied: Path, start: Start, tmp_path: Path, place: str) -> None:
    data = tmp_path / "data of the person"
    program = moved(copied, tmp_path / place) / "Graph"
    start(program, "--add-to-menu", env={"XDG_DATA_HOME": str(data)}).expect_end(0)
    (entry,) = (data / "applications").iterdir()
    assert entry.name == "graph.desktop"
    validate(entry)
    (icon,) = data.rglob("*.png")
    assert icon.read_bytes().startswith(b"\x89PNG")
    assert f"Icon={icon}" in entry.read_text()
    launch_entry(entry, tmp_path, "gio", "launch")
    start(program, "--remove-from-menu", env={"XDG_DATA_HOME": str(data)}).expect_end(0)
    assert [path for path in data.rglob("*") if path.is_file()] == []
    again = start(program, "--remove-from-menu", env={"XDG_DATA_HOME": str(data)})
    again.expect_end(0)
    assert "is not in the menu" in again.stdout


def test_a_menu_that_cannot_be_changed(built: Built, start: Start) -> None:
    started = start(built("Graph"), "--add-to-menu", env={"XDG_DATA_HOME": "/proc/no-place"})
    started.expect_end(1)
    assert "cannot be changed" in started.stderr
