"""What a process does with memory: seldom looks for garbage while it loads, and spares what is loaded."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from desktopdash.processes import memory


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_garbage_is_seldom_looked_for_while_something_is_loaded():
    before = gc.get_threshold()
    with memory.loading():
        assert gc.get_threshold() == (memory._LOADING, *before[1:])
    assert gc.get_threshold() == before
    with pytest.raises(ZeroDivisionError), memory.loading():
        raise ZeroDivisionError
    assert gc.get_threshold() == before


def test_what_an_app_sets_itself_remains():
    before = gc.get_threshold()
    try:
        with memory.loading():
            gc.set_threshold(1234, 5, 6)
        assert gc.get_threshold() == (1234, 5, 6)
    finally:
        gc.set_threshold(*before)


SPARED = """
import gc, threading, weakref
from desktopdash.processes import memory

class Ring:
    def __init__(self):
        self.own = self

{before}
left = weakref.ref(Ring())
memory.spare_loaded({calm_s})
frozen = gc.get_freeze_count()
for timer in [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]:
    timer.join()
print(frozen > 1000, left() is None, gc.get_freeze_count() > 1000)
"""


@pytest.mark.parametrize(
    ("before", "said"),
    [("", "True True True"), ("gc.disable()", "False False False"), ("gc.freeze()", "True False True")],
)
def test_what_is_loaded_is_spared_and_what_loading_left_is_cleared(before, said):
    assert run(SPARED.format(before=before, calm_s=0.01)) == said


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's")
def test_freed_memory_is_kept():
    # In a thread, as callbacks are: how many pages the kernel had to give for the same blocks once more.
    code = """
import resource, sys, threading
from desktopdash.processes import memory
if sys.argv[1:]: memory.keep_freed()
def use():
    blocks = [bytearray(8 * 2**20) for _ in range(3)]
    for block in blocks:
        for at in range(0, len(block), 4096): block[at] = 1
def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
print(min([faults() for _ in range(12)][4:]))
"""
    freed, kept = (
        int(subprocess.run([sys.executable, "-c", code, *more], capture_output=True, text=True, check=True).stdout)
        for more in ([], ["kept"])
    )
    assert freed > 1000
    assert kept < 200
