"""Temporary folders go with their process, or at the next start."""

import os
import subprocess
import sys
import tempfile

import psutil
import pytest

from desktopdash.processes.package import Package
from desktopdash.profile import left_folders
from desktopdash.profile.left_folders import remove_left_folders, remove_left_unpacked
from desktopdash.profile.temporary import TemporaryFolder, hold_unpacked

KILLED = """
import os, signal
from desktopdash.profile.temporary import TemporaryFolder
folder = TemporaryFolder("test")
(folder.path / "file").write_text("left")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_is_removed(place):
    folder = TemporaryFolder("test")
    (folder.path / "file").write_text("text")
    assert folder.path.stat().st_mode & 0o777 == 0o700
    folder.remove()
    assert list(place.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_what_a_killed_process_left_is_removed_by_the_next_start(place):
    subprocess.run([sys.executable, "-c", KILLED], env={**os.environ, "TMPDIR": str(place)}, check=False)
    assert [path.name.startswith("desktopdash-test-") for path in place.iterdir()] == [True]
    remove_left_folders()
    assert list(place.iterdir()) == []


def test_what_is_in_use_or_not_ours_stays(place):
    (place / "desktopdash-notes").mkdir()
    target = place / "elsewhere"
    target.mkdir()
    (target / ".held").touch()
    (place / "desktopdash-link").symlink_to(target)
    used = TemporaryFolder("test")
    remove_left_folders()
    assert {path.name for path in place.iterdir()} == {
        "desktopdash-notes",
        "elsewhere",
        "desktopdash-link",
        used.path.name,
    }
    assert (target / ".held").exists()
    used.remove()


# What packages in one file have unpacked.


@pytest.fixture
def package(monkeypatch):
    """This program as the package "sales", of which no other instance runs."""
    monkeypatch.setattr(
        left_folders, "this_package", lambda: Package("Sales", "sales", "", "app/a.py", None, "", False, "")
    )
    running = []
    monkeypatch.setattr(left_folders.psutil, "process_iter", lambda: iter(running))
    return running


class Running:
    """Another process."""

    def __init__(self, exe, pid=-1):
        self.pid = pid
        self._exe = exe

    def exe(self):
        if isinstance(self._exe, Exception):
            raise self._exe
        return self._exe


def unpacked(place, name="_MEIab12", mark="sales", held=False):
    folder = place / name
    (folder / "app").mkdir(parents=True)
    if mark is not None:
        (folder / ".desktopdash").write_bytes(mark.encode() if isinstance(mark, str) else mark)
    if held:
        (folder / ".held").touch()
    return folder


def test_what_a_killed_start_has_unpacked_is_removed(place, package):
    unpacked(place, "_MEIheld", held=True)
    unpacked(place, "_MEIother", mark="another", held=True)
    unpacked(place, "_MEIyoung")
    remove_left_unpacked()
    assert list(place.iterdir()) == []


def test_a_held_folder_stays_until_its_process_is_gone(place, package):
    folder = unpacked(place)
    lock = hold_unpacked(folder)
    remove_left_unpacked()
    assert folder.is_dir()
    lock.release()
    remove_left_unpacked()
    assert not folder.exists()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_folder_is_let_go_by_a_kill(place, package):
    folder = unpacked(place)
    code = (
        "import os, signal\nfrom pathlib import Path\nfrom desktopdash.profile.temporary import hold_unpacked\n"
        f"hold = hold_unpacked(Path({str(folder)!r}))\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=False)
    assert (folder / ".held").is_file()
    remove_left_unpacked()
    assert not folder.exists()


@pytest.mark.parametrize("exe", [sys.executable, f"/elsewhere/{os.path.basename(sys.executable)}"])
def test_what_another_instance_is_unpacking_stays(place, package, exe):
    folder = unpacked(place)
    package.append(Running(exe))
    remove_left_unpacked()
    assert folder.is_dir()


def test_what_another_package_is_unpacking_stays(place, package):
    folder = unpacked(place, mark="another")
    remove_left_unpacked()
    assert folder.is_dir()


def test_this_process_its_parents_and_its_children_are_no_other_instance(place, package):
    folder = unpacked(place)
    package += [Running(sys.executable, os.getpid()), Running(sys.executable, os.getppid())]
    package += [Running("/usr/bin/other"), Running(psutil.AccessDenied(1)), Running("")]
    remove_left_unpacked()
    assert not folder.exists()


@pytest.mark.parametrize("mark", [None, b"", b"\xff\xfe", "sales2", "other"])
@pytest.mark.parametrize("held", [True, False])
def test_folders_of_other_programs_and_damaged_ones_are_not_taken_for_ours(place, package, mark, held):
    folder = unpacked(place, mark=mark, held=held)
    remove_left_unpacked()
    assert folder.is_dir() != (mark is not None and held)  # what is ours, and was held, is left: whichever package's


def test_links_are_not_followed(place, package):
    target = unpacked(place, "elsewhere", held=True)
    (place / "_MEIlink").symlink_to(target)
    (place / "_MEIdangling").symlink_to(place / "nowhere")
    (place / "_MEIfile").touch()
    remove_left_unpacked()
    assert sorted(path.name for path in place.iterdir()) == ["_MEIdangling", "_MEIfile", "_MEIlink", "elsewhere"]
    assert (target / ".held").exists()


@pytest.mark.skipif(os.name != "posix", reason="users")
def test_the_folders_of_other_users_stay(place, package, monkeypatch):
    unpacked(place, held=True)
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    remove_left_unpacked()
    assert (place / "_MEIab12").is_dir()


def test_without_a_package_nothing_that_is_being_unpacked_is_removed(place, package, monkeypatch):
    monkeypatch.setattr(left_folders, "this_package", lambda: None)
    folder = unpacked(place)
    remove_left_unpacked()
    assert folder.is_dir()


def test_a_folder_that_somebody_else_removes_meanwhile_is_no_matter(place, package, monkeypatch):
    unpacked(place, "_MEIa", held=True)
    unpacked(place, "_MEIb", held=True)

    def gone(folder):
        if folder.name == "_MEIa":
            raise FileNotFoundError(folder)
        return True

    monkeypatch.setattr(left_folders, "_is_own", gone)
    remove_left_unpacked()
    assert [path.name for path in place.iterdir()] == ["_MEIa"]
