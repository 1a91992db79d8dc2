"""Crash reports: what is needed to look into a crash, and nothing of the user's."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktopdash.profile.crash import frames_of, without_home, write_crash_report
from desktopdash.profile.faults import fault_file
from desktopdash.version import __version__

TRACEBACK = """\
Traceback (most recent call last):
  File "/home/ada/tool/app.py", line 7, in <module>
    password = load("secret customer")
    ~~~~^^^
  File "/usr/lib/python3/x.py", line 9, in load
    raise ValueError(f"bad {customer}")
pkg.ValueError: bad secret customer
Error: of the customer
  File "the customer's own lines", line 3

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/home/ada/tool/other.py", line 1, in <lambda>
KeyError
"""


@pytest.fixture
def home(monkeypatch):
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.setenv("USERPROFILE", "/home/ada")


@pytest.mark.usefixtures("home")
def test_a_traceback_is_told_without_its_words():
    assert list(frames_of(TRACEBACK)) == [
        "  ~/tool/app.py:7 in <module>",
        "  /usr/lib/python3/x.py:9 in load",
        "pkg.ValueError",
        "  ~/tool/other.py:1 in <lambda>",
        "KeyError",
    ]


@pytest.mark.usefixtures("home")
def test_a_report_has_what_is_needed_and_no_values(tmp_path):
    (tmp_path / "logs").mkdir()
    lines = [f"line {number} of ~/x" for number in range(100)] + ["/home/ada/app.py token=abc"]
    (tmp_path / "logs" / "shell.log").write_text("\n".join(lines))
    path = write_crash_report(tmp_path, "/home/ada/app.py ended with signal 11", traceback=TRACEBACK)
    assert path.parent == tmp_path / "crashes"
    assert path.stat().st_mode & 0o777 == 0o600
    text = path.read_text()
    for expected in ("~/app.py ended with signal 11", f"desktopdash {__version__}", "flask ", "plotly ", "line 51 of"):
        assert expected in text
    assert "~/app.py token=***" in text
    for secret in ("customer", "/home/ada", "abc", "line 50 of"):
        assert secret not in text


def test_only_what_is_there_is_told(tmp_path):
    text = write_crash_report(tmp_path, "it is gone").read_text()
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## What happened",
        "## When",
        "## Versions",
    ]


def test_the_last_twenty_are_kept(tmp_path):
    for number in range(25):
        write_crash_report(tmp_path, f"crash {number}")
    told = {path.read_text().splitlines()[1] for path in (tmp_path / "crashes").iterdir()}
    assert told == {f"crash {number}" for number in range(5, 25)}


def test_a_home_that_is_the_root_hides_nothing_else(monkeypatch):
    monkeypatch.setenv("HOME", "/")
    assert without_home("/usr/x") == "/usr/x"


CRASHING = """
import ctypes, os, sys
from pathlib import Path
from desktopdash.profile.faults import enable_faults
end = enable_faults(Path(sys.argv[1]))
def deep(password):
    ctypes.string_at(0)
if sys.argv[2] == "crash":
    deep("secret")
end()
"""


def start(tmp_path, how, *, options=()):
    process = subprocess.Popen(
        [sys.executable, *options, "-c", CRASHING, str(tmp_path), how], stderr=subprocess.DEVNULL
    )
    return process.wait(60), process.pid


def test_the_frames_of_a_process_that_crashed_are_in_its_report(tmp_path):
    code, pid = start(tmp_path, "crash")
    assert code != 0
    assert fault_file(tmp_path, pid).stat().st_size > 0
    text = write_crash_report(tmp_path, "gone", process=pid).read_text()
    assert "Fatal Python error: Segmentation fault" in text or "Windows fatal exception" in text
    assert "string_at" in text
    assert " in deep" in text
    assert "secret" not in text
    assert not fault_file(tmp_path, pid).exists()


def test_a_process_that_ends_well_leaves_no_fault_file(tmp_path):
    assert start(tmp_path, "well")[0] == 0
    assert list((tmp_path / "crashes").iterdir()) == []


def test_a_place_that_the_user_chose_for_faults_stays(tmp_path):
    start(tmp_path, "crash", options=("-X", "faulthandler"))
    assert not (tmp_path / "crashes").exists()


def test_fault_files_of_processes_that_were_killed_do_not_pile_up(tmp_path):
    for number in range(30):
        file = fault_file(tmp_path, 10**9 + number)
        file.parent.mkdir(exist_ok=True)
        file.touch()
        os.utime(file, (number, number))
    start(tmp_path, "well")
    left = {file.name for file in (tmp_path / "crashes").iterdir()}
    assert left == {f"fault-{10**9 + number}.txt" for number in range(11, 30)}


def test_reports_and_fault_files_do_not_push_each_other_out(tmp_path):
    _, pid = start(tmp_path, "crash")
    for number in range(25):
        write_crash_report(tmp_path, str(number))
    assert fault_file(tmp_path, pid).exists()
    assert isinstance(fault_file(tmp_path, pid), Path)
