"""What pages keep: all of it there, whoever writes at the same time, and whatever is done to the file."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading

import pytest

from desktopdash.errors import StorageError, TextTooLong
from desktopdash.profile import storage as module
from desktopdash.profile.notices import Notices
from desktopdash.profile.storage import Storage


@pytest.fixture
def notices():
    return Notices()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "storage.db"


@pytest.fixture
def storage(path, notices):
    made = Storage(path, notices)
    yield made
    made.close()


def test_texts_are_kept_by_key(storage, path, notices):
    assert (storage.read_all(), storage.length()) == ({}, 0)
    storage.set("a", "one")
    assert storage.length() == 3
    storage.change({"a": "two", "b": "", "ü'\"": "三\x00", "c": "x"})
    storage.remove("c")
    storage.remove("never there")
    other = Storage(path, notices)
    assert other.read_all() == {"a": "two", "b": "", "ü'\"": "三\x00"}
    assert other.read_all("a") == {"a": "two"}
    assert (other.get("a"), other.get("c")) == ("two", None)
    other.close()
    assert notices.texts == []


def test_it_is_for_this_user_only(storage, path):
    storage.set("a", "one")
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}


def test_no_page_waits_for_the_disk_to_have_an_empty_database(storage, path, monkeypatch):
    said = []
    connect = sqlite3.connect

    def traced(*args, **kwargs):
        made = connect(*args, **kwargs)
        made.set_trace_callback(said.append)
        return made

    monkeypatch.setattr(sqlite3, "connect", traced)
    assert storage.read_all() == {}
    begun = [" ".join(text.split()[:4]) for text in said if text.startswith(("PRAGMA", "CREATE"))]
    assert begun[0] == "PRAGMA synchronous = OFF", "all that writes comes after it"
    assert begun[-1] == "PRAGMA synchronous = NORMAL"


def test_a_change_is_made_as_a_whole_or_not_at_all(storage, monkeypatch):
    monkeypatch.setattr(module, "MOST_TEXT_BYTES", 10)
    with pytest.raises(TextTooLong, match=r"text under 'b' has 12 bytes; at most 10"):
        storage.change({"a": "one", "b": "ä" * 6})
    with pytest.raises(TextTooLong, match="key"):
        storage.set("k" * 20_000, "")
    assert storage.read_all() == {}


def test_a_text_of_64_mib_fits(storage):
    text = "x" * module.MOST_TEXT_BYTES
    storage.set("a", text)
    assert storage.get("a") == text


@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open"])
@pytest.mark.parametrize("damage", ["garbage", "header", "middle", "short", "stub"])
def test_a_damaged_database_is_set_aside_and_told(storage, path, notices, damage, is_open, capsys):
    storage.change({f"key{number}": "x" * 500 for number in range(300)})
    storage.close()
    if is_open:
        storage.get("key0")
    whole = path.read_bytes()
    harmed = {
        "garbage": os.urandom(8192),
        "header": b"\xff" * 100 + whole[100:],
        "middle": whole[:8192] + b"\xff" * 8192 + whole[16384:],
        "short": whole[: len(whole) // 2],
        "stub": whole[:50],
    }[damage]
    with open(path, "r+b") as file:  # in place, as a disk does it
        file.write(harmed)
        file.truncate(len(harmed))
    other = Storage(path, notices)
    other.set("new", "one")
    assert other.read_all() == {"new": "one"}
    (aside,) = (file for file in path.parent.glob("storage.db.damaged-*") if not file.name.endswith(("-wal", "-shm")))
    assert aside.read_bytes()[:8192] == harmed[:8192]
    (text,) = notices.texts
    assert aside.name in text
    assert text in capsys.readouterr().err
    # Whoever had the old file open goes on with the new one.
    storage.set("more", "two")
    assert storage.read_all() == {"new": "one", "more": "two"}
    assert len(notices.texts) == 1
    other.close()


def test_damage_under_way_is_noticed_by_whoever_reads(storage, path, notices):
    storage.change({f"key{number}": "x" * 500 for number in range(300)})
    storage.close()
    storage.get("none")
    size = path.stat().st_size
    with open(path, "r+b") as file:
        file.write(b"\xff" * size)
    storage.close()
    assert storage.read_all() == {}
    assert len(notices.texts) == 1


def test_a_folder_in_its_place_is_set_aside_too(storage, path, notices):
    path.mkdir()
    storage.set("a", "one")
    assert storage.get("a") == "one"
    assert len(notices.texts) == 1


def test_a_database_that_cannot_be_opened_for_want_of_room_is_left_where_it_is(storage, path, notices, monkeypatch):
    storage.set("a", "one")
    storage.close()
    real = sqlite3.connect

    class Full(sqlite3.Connection):
        def execute(self, text, *more):
            if "CREATE" in text:
                raise sqlite3.OperationalError("database or disk is full")
            return super().execute(text, *more)

    monkeypatch.setattr(sqlite3, "connect", lambda *args, **more: real(*args, factory=Full, **more))
    with pytest.raises(StorageError, match="disk is full"):
        storage.get("a")
    monkeypatch.undo()
    assert storage.get("a") == "one"
    assert notices.texts == []


def test_a_file_that_is_deleted_is_made_again(storage, path):
    storage.set("a", "one")
    for file in path.parent.glob("storage.db*"):
        file.unlink()
    storage.set("b", "two")
    assert storage.read_all() == {"b": "two"}


def test_a_full_disk_is_told_and_the_rest_stays(storage, path, notices):
    storage.set("a", "one")
    database = storage._connected()
    database.execute(f"PRAGMA max_page_count = {database.execute('PRAGMA page_count').fetchone()[0] + 2}")
    real = Storage._connected
    storage._connected = lambda: database
    with pytest.raises(StorageError, match=r"full.*Make room"):
        storage.set("b", "x" * 100_000)
    storage._connected = real.__get__(storage)
    assert storage.read_all() == {"a": "one"}
    assert notices.texts == []


def test_a_database_that_is_held_for_too_long_is_told_and_left_where_it_is(storage, path, monkeypatch, notices):
    monkeypatch.setattr(module, "_BUSY_S", 0.05)
    storage.set("a", "one")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StorageError, match="locked"):
        storage.set("a", "two")
    other.execute("ROLLBACK")
    other.close()
    assert storage.get("a") == "one"
    assert notices.texts == []


def test_threads_share_it(storage):
    def write(name):
        for number in range(100):
            storage.set(f"{name}{number}", "x")

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(storage.read_all()) == 400


WRITER = """
import sys
from pathlib import Path
from desktopdash.profile.notices import Notices
from desktopdash.profile.storage import Storage
notices = Notices()
storage = Storage(Path(sys.argv[1]), notices)
for number in range(1000):
    storage.change({f"{sys.argv[2]}{number}": str(number), "both": sys.argv[2]})
assert notices.texts == [], notices.texts
"""


def start_writer(path, name):
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path), name])


def test_processes_that_write_a_thousand_times_at_once_lose_nothing(storage, path, notices):
    writers = [start_writer(path, name) for name in "abc"]
    assert [writer.wait(120) for writer in writers] == [0, 0, 0]
    found = storage.read_all()
    assert found.pop("both") in ("a", "b", "c")
    assert found == {f"{name}{number}": str(number) for name in "abc" for number in range(1000)}
    assert storage._connected().execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert notices.texts == []


def test_processes_that_find_damage_at_once_set_it_aside_once(storage, path, notices):
    path.write_bytes(os.urandom(8192))
    writers = [start_writer(path, name) for name in "ab"]
    codes = sorted(writer.wait(120) for writer in writers)
    assert codes == [0, 1], "the one that has found it says so"
    assert len(list(path.parent.glob("storage.db.damaged-*"))) == 1
    assert len(storage.read_all()) == 2001


KILLED = """
import os, signal, sys
from pathlib import Path
from desktopdash.profile.notices import Notices
from desktopdash.profile.storage import Storage
storage = Storage(Path(sys.argv[1]), Notices())
for number in range(100):
    storage.set(f"key{number}", str(number))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_process_that_is_killed_loses_nothing_that_was_kept(storage, path, notices):
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(storage.read_all()) == 100
    assert notices.texts == []
