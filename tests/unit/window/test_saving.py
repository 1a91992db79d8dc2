from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from desktopdash.window.saving import base_name, explain, save_as


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("report.csv", "report.csv"),
        ("../../x", "x"),
        ("C:\\x", "x"),
        ("C:x", "x"),
        ("..\\..\\Windows/x.ini", "x.ini"),
        ("a/b/", "b"),
        ("line\n\0.txt", "line.txt"),
        ("exe.\u202etxt", "exe.txt"),
        ("日本語 übung.csv", "日本語 übung.csv"),
        (".gitignore", ".gitignore"),
        ("..", "download"),
        (" ", "download"),
        ("", "download"),
    ],
)
def test_names_are_suggested_without_folders(name: str, expected: str) -> None:
    assert base_name(name) == expected


def test_a_file_comes_to_its_place_with_the_rights_of_a_new_one(tmp_path: Path) -> None:
    source, target, other = tmp_path / "source", tmp_path / "target", tmp_path / "other"
    source.write_bytes(b"new")
    source.chmod(0o600)
    target.write_bytes(b"old and longer")
    other.touch()
    save_as(source, target)
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode == other.stat().st_mode
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "source", "target"]


def test_a_disk_that_is_full_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"new")
    target.write_bytes(b"old")

    def fill(source: Path, part: Path) -> None:
        part.write_bytes(b"ne")
        raise OSError(errno.ENOSPC, "No space left on device", str(part))

    monkeypatch.setattr(shutil, "copyfile", fill)
    with pytest.raises(OSError, match="No space") as failed:
        save_as(source, target)
    assert explain(failed.value) == "No space left on device"
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["source", "target"]


@pytest.mark.parametrize(("target", "why"), [("missing/x", "No such file"), ("folder", "Is a directory")])
def test_a_place_that_takes_no_file_is_an_error(tmp_path: Path, target: str, why: str) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"new")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match=why):
        save_as(source, tmp_path / target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "source"]
