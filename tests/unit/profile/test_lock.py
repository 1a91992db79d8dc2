"""Locks between processes: they end with their holder, and with nobody else."""

import os
import subprocess
import sys
import threading

import pytest

from desktopdash.profile.lock import FileLock


def test_one_holds_it_at_a_time(tmp_path):
    one, two = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert one.take()
    assert not two.take()
    two.release()
    assert not two.take(), "what is not held cannot be given back"
    one.release()
    assert two.take()
    two.release()


def test_who_waits_gets_it_next(tmp_path):
    one, order = FileLock(tmp_path / "lock"), []
    assert one.take()

    def wait():
        with FileLock(tmp_path / "lock").held():
            order.append("waiter")

    thread = threading.Thread(target=wait)
    thread.start()
    order.append("holder")
    one.release()
    thread.join()
    assert order == ["holder", "waiter"]


def test_a_process_that_is_killed_holds_nothing(tmp_path):
    code = (
        "import sys, pathlib\n"
        "from desktopdash.profile.lock import FileLock\n"
        "lock = FileLock(pathlib.Path(sys.argv[1]))\n"
        "print(lock.take(), flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "lock")]
    lock = FileLock(tmp_path / "lock")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "True\n"
        assert not lock.take()
        holder.kill()
        holder.wait()
    assert lock.take()
    lock.release()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_process_that_was_forked_meanwhile_does_not_keep_it(tmp_path):
    # As an app does it that starts a helper while its profile is opened.
    code = (
        "import os, signal, sys, pathlib\n"
        "from desktopdash.profile.lock import FileLock\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "taken = FileLock(path)\n"
        "assert taken.take()\n"
        "with FileLock(path.with_name('other')).held():\n"
        "    child = os.fork()\n"
        "    if child == 0:\n"
        "        signal.pause()\n"
        "taken.release()\n"
        "free = FileLock(path).take(), FileLock(path.with_name('other')).take()\n"
        "os.kill(child, signal.SIGKILL)\n"
        "print(*free)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "lock")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "True True\n"
