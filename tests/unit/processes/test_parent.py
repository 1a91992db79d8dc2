"""Ending with the parent: real processes, whose parents are killed."""

import os
import signal
import subprocess
import sys

import psutil
import pytest

from desktopdash.processes import parent as module

CHILD = """
import signal, sys, time
from desktopdash.processes.parent import end_with_parent

def asked(number, frame):
    print("asked to end", flush=True)
    sys.exit(0)

signal.signal(signal.SIGTERM, asked)
end_with_parent()
print("ready", flush=True)
time.sleep(60)
"""
PARENT = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {CHILD!r}])
child.wait()
"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals")


def test_whoever_loses_its_parent_is_asked_to_end():
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout.readline() == "ready\n"
    (child,) = psutil.Process(parent.pid).children()
    parent.kill()
    assert parent.stdout.read() == "asked to end\n", "its end is the end of the pipe"
    parent.stdout.close()
    parent.wait()
    psutil.wait_procs([child], timeout=5)
    assert not child.is_running()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's word")
def test_a_parent_that_goes_in_between_is_noticed(monkeypatch):
    parents, sent = iter([4711, 1]), []
    monkeypatch.setattr(module.os, "getppid", lambda: next(parents))
    monkeypatch.setattr(module.os, "kill", lambda pid, number: sent.append((pid, number)))
    monkeypatch.setattr(module.ctypes, "CDLL", lambda *_, **__: type("C", (), {"prctl": lambda *_: 0})())
    module.end_with_parent()
    assert sent == [(os.getpid(), signal.SIGTERM)]


def test_elsewhere_a_thread_waits(monkeypatch):
    sent = []
    monkeypatch.setattr(module.signal, "raise_signal", sent.append)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    module._wait_for(gone.pid)
    assert sent == [signal.SIGTERM]
