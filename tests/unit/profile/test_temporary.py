"""Temporary folders go with their process, or at the next start."""

import os
import subprocess
import sys
import tempfile

import pytest

from desktopdash.profile.temporary import TemporaryFolder, remove_left_folders

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
