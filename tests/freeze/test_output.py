"""A build that ends in the middle, however, and one over an earlier package."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.e2e.support import wait_for

from .building import REPOSITORY, run_build
from .conftest import Built
from .disks import small_disk
from .guard import guarded
from .launched import files_of
from .made import APPS

GONE_S = 5.0

Begin = Callable[[Path], subprocess.Popen[bytes]]


@pytest.fixture
def earlier(built: Built, tmp_path: Path) -> Path:
    """A package that an earlier build has put there."""
    return Path(
        shutil.copytree(built("Graph").parent, tmp_path / "out" / "Graph", symlinks=True, copy_function=os.link)
    )


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Begins builds, and returns when PyInstaller is at work; what goes on of them is ended after the test."""
    begun: list[psutil.Process] = []

    def begin_build(output: Path) -> subprocess.Popen[bytes]:
        words = ["build", str(APPS["Graph"]), "--name", "Graph", "--output", str(output)]
        env = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
        with (output.parent / "said.txt").open("wb") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "desktopdash", *words],
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )
        begun.append(psutil.Process(process.pid))
        wait_for(lambda: any(output.glob(".building-*/work/*")), "PyInstaller at work")
        begun.extend(begun[-1].children(recursive=True))
        return process

    yield begin_build
    for one in begun:
        with contextlib.suppress(psutil.NoSuchProcess):
            one.kill()


def family_of(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """A build and what it has started."""
    return [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]


def end_build(process: subprocess.Popen[bytes], number: int) -> int:
    """Send a signal to a build; its code. Nothing that it started stays."""
    family = family_of(process)
    process.send_signal(number)
    code = process.wait(20)
    left = psutil.wait_procs(family[1:], timeout=GONE_S)[1]
    for one in left:
        one.kill()
    assert left == [], f"{GONE_S} s after the end of the build"
    return code


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_end_that_is_asked_for(earlier: Path, begin: Begin, number: int, code: int) -> None:
    before = files_of(earlier)
    assert end_build(begin(earlier.parent), number) == code
    assert files_of(earlier) == before
    assert [path.name for path in earlier.parent.iterdir()] == ["Graph"]


def test_nothing_goes_on_of_a_killed_build(earlier: Path, begin: Begin) -> None:
    before = files_of(earlier)
    assert end_build(begin(earlier.parent), signal.SIGKILL) == -signal.SIGKILL
    assert files_of(earlier) == before


def test_the_next_build_clears_and_replaces_an_earlier_package(earlier: Path, begin: Begin) -> None:
    before = files_of(earlier)
    process = begin(earlier.parent)
    for one in family_of(process):
        one.kill()
    process.wait(10)
    assert files_of(earlier) == before
    assert any(earlier.parent.glob(".building-*"))
    done = run_build(APPS["Graph"], earlier.parent, "--name", "Graph", "--version", "2.0")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in earlier.parent.iterdir()] == ["Graph"]
    with guarded([earlier / "Graph", "--version"]) as command:
        version = subprocess.run(command, capture_output=True, text=True, check=True)
    assert version.stdout.startswith("Graph 2.0 ")


def test_a_disk_that_becomes_full(tmp_path: Path, begin: Begin) -> None:
    with small_disk(tmp_path / "disk", 700) as disk:
        output = disk / "out"
        output.mkdir()
        process = begin(output)
        room = shutil.disk_usage(disk).free
        with (disk / "filler").open("wb") as filler:
            os.posix_fallocate(filler.fileno(), 0, room - 60 * 2**20)
        code = process.wait(300)
        said = (disk / "said.txt").read_text()
        assert code == 1, said
        assert "There is no room for the package. Nothing was changed." in said
        assert "Make room, or choose another --output." in said
        assert "Traceback" not in said
        assert sorted(path.name for path in disk.rglob("*")) == ["filler", "out", "said.txt"]
