from __future__ import annotations

import os
import subprocess
import sys

from desktopdash.profile.left import report_left

DUMP = """Fatal Python error: Segmentation fault

Current thread 0x00007f77bc7f86c0 (most recent call first):
  File "/apps/tool.py", line 6 in draw
"""


def gone_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def fault(folder, pid, text):
    path = folder / "crashes" / f"fault-{pid}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def test_what_a_process_wrote_down_while_it_crashed_becomes_a_report(tmp_path) -> None:
    left = fault(tmp_path, gone_pid(), DUMP)
    (report,) = report_left(tmp_path)
    assert "tool.py:6 in draw" in report.read_text()
    assert not left.exists()
    assert report_left(tmp_path) == []


def test_a_process_that_lives_or_left_nothing_is_no_crash(tmp_path) -> None:
    living, empty = fault(tmp_path, os.getpid(), DUMP), fault(tmp_path, gone_pid(), "")
    other = fault(tmp_path, "x", DUMP)
    assert report_left(tmp_path) == []
    assert (living.exists(), empty.exists(), other.exists()) == (True, False, True)


def test_a_profile_without_crashes_has_none(tmp_path) -> None:
    assert report_left(tmp_path) == []
