from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time

import psutil

from desktopdash.processes.mark import RUN_VARIABLE
from desktopdash.processes.trees import kill_marked, kill_tree

SLEEP = "import time; time.sleep(60)"
PARENT = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {SLEEP!r}]); print(p.pid, flush=True); p.wait()"


def start(code: str, **env: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env={**os.environ, **env})


def test_a_tree_goes_as_a_whole() -> None:
    with start(PARENT) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        assert kill_tree([psutil.Process(parent.pid)]) == []
        assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_a_tree_that_is_gone_is_no_error() -> None:
    with start("print()") as process:
        found = psutil.Process(process.pid)
        process.wait()
        assert kill_tree([found]) == []


def test_orphans_are_found_by_their_mark_and_others_are_spared() -> None:
    mark = secrets.token_hex(8)
    with start(SLEEP) as spared, start(PARENT, **{RUN_VARIABLE: mark}) as parent:
        assert parent.stdout is not None
        orphan = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        parent.wait()
        assert kill_marked(mark) == []
        assert not orphan.is_running() or orphan.status() == psutil.STATUS_ZOMBIE
        assert spared.poll() is None
        spared.kill()


def test_what_is_about_to_run_a_program_is_found_by_its_mark(monkeypatch) -> None:
    mark = secrets.token_hex(8)
    environ, looks = psutil.Process.environ, []

    def empty_at_first(process: psutil.Process) -> dict[str, str]:
        if process.pid == child.pid and len(looks) < 5:
            looks.append(process)
            return {}
        return environ(process)

    with start(SLEEP, **{RUN_VARIABLE: mark}) as child:
        monkeypatch.setattr(psutil.Process, "environ", empty_at_first)
        assert kill_marked(mark) == []
        child.wait(5)  # whoever waits first has the exit code
    assert len(looks) == 5


def test_the_kernel_ends_a_child_whose_parent_died_while_it_held_the_gil() -> None:
    hold = "import ctypes, os; from desktopdash.processes.parent import die_with_parent; die_with_parent(os.getppid());"
    hold += "print(os.getpid(), flush=True); ctypes.PyDLL(None).sleep(60)"
    middle = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {hold!r}]).wait()"
    with start(middle) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        end = time.monotonic() + 2.0
        while child.is_running() and child.status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < end
            time.sleep(0.02)


def test_a_parent_that_is_gone_already_is_told() -> None:
    code = "from desktopdash.processes.parent import die_with_parent; print(die_with_parent(1))"
    with start(code) as process:
        assert process.stdout is not None
        assert process.stdout.read().strip() == b"False"
