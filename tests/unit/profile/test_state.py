"""Small states in JSON files: never half written, and set aside where they are damaged."""

import json
import os
import stat
import subprocess
import sys

import pytest

from desktopdash.profile.notices import Notices
from desktopdash.profile.state import JsonFile


@pytest.fixture
def notices():
    return Notices()


def file_in(folder, notices):
    return JsonFile(folder / "window.json", notices)


def test_what_is_written_is_read(tmp_path, notices):
    assert file_in(tmp_path, notices).read() == {}
    file_in(tmp_path, notices).write({"width": 800, "title": "Ä"})
    assert file_in(tmp_path, notices).read() == {"width": 800, "title": "Ä"}
    assert stat.S_IMODE((tmp_path / "window.json").stat().st_mode) == 0o600
    assert notices.texts == []


def test_what_a_killed_process_was_writing_is_removed_by_the_next(tmp_path, notices):
    (tmp_path / ".window.json.new-x").write_text('{"width"')
    file_in(tmp_path, notices).write({"width": 800})
    assert {path.name for path in tmp_path.iterdir()} == {"window.json", ".window.json.lock"}


def test_an_update_leaves_the_rest(tmp_path, notices):
    state = file_in(tmp_path, notices)
    state.write({"a": 1, "b": 2})
    state.update(b=3, c=4)
    assert state.read() == {"a": 1, "b": 3, "c": 4}


@pytest.mark.parametrize(
    "damage",
    [b"{", b"", b"\xff\x00", b"[1]", b"null", b"[" * 100_000],
    ids=["cut", "empty", "bytes", "list", "null", "deep"],
)
def test_a_damaged_file_is_set_aside_and_told(tmp_path, notices, damage, capsys):
    (tmp_path / "window.json").write_bytes(damage)
    state = file_in(tmp_path, notices)
    assert state.read() == {}
    (aside,) = tmp_path.glob("window.json.damaged-*")
    assert aside.read_bytes() == damage
    (text,) = notices.texts
    assert aside.name in text
    assert text in capsys.readouterr().err
    state.write({"a": 1})
    assert state.read() == {"a": 1}


def test_an_update_begins_anew_on_a_damaged_file(tmp_path, notices):
    (tmp_path / "window.json").write_bytes(b"{")
    state = file_in(tmp_path, notices)
    state.update(a=1)
    assert state.read() == {"a": 1}
    assert len(notices.texts) == 1


def test_only_the_last_damaged_files_are_kept(tmp_path, notices):
    state = file_in(tmp_path, notices)
    for number in range(8):
        (tmp_path / "window.json").write_text(f"{{{number}")
        os.utime(tmp_path / "window.json", (number, number))
        state.read()
    texts = {path.read_text() for path in tmp_path.glob("window.json.damaged-*")}
    assert texts == {"{3", "{4", "{5", "{6", "{7"}


def test_what_is_no_json_changes_nothing(tmp_path, notices):
    state = file_in(tmp_path, notices)
    state.write({"a": 1})
    for act in (lambda: state.write({"a": object()}), lambda: state.update(a=object())):
        with pytest.raises(TypeError):
            act()
    assert state.read() == {"a": 1}


def test_a_full_disk_costs_what_should_be_kept_and_is_told_once(tmp_path, notices, monkeypatch):
    state = file_in(tmp_path, notices)
    state.write({"a": 1})

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    state.write({"a": 2})
    state.update(a=3)
    assert state.read() == {"a": 1}
    assert len(notices.texts) == 1
    assert "No space left" in notices.texts[0]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".window.json.lock", "window.json"]


def test_nobody_waits_for_the_disk(tmp_path, notices, monkeypatch):
    def never(fd):
        raise AssertionError("a busy disk takes seconds for this")

    monkeypatch.setattr(os, "fsync", never)
    file_in(tmp_path, notices).write({"a": 1})
    assert notices.texts == []


def test_a_folder_that_is_gone_is_told(tmp_path, notices):
    state = file_in(tmp_path / "gone", notices)
    assert state.read() == {}
    state.write({"a": 1})
    assert len(notices.texts) == 1


WRITER = """
import sys
from pathlib import Path
from desktopdash.profile.notices import Notices
from desktopdash.profile.state import JsonFile
notices = Notices()
state = JsonFile(Path(sys.argv[1]), notices)
for number in range(150):
    state.update(**{f"{sys.argv[2]}{number}": "x" * 200})
assert notices.texts == []
"""


def test_two_processes_that_update_at_once_lose_nothing(tmp_path, notices):
    path = tmp_path / "window.json"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), name]) for name in "ab"]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert set(json.loads(path.read_text())) == {f"{name}{number}" for name in "ab" for number in range(150)}
