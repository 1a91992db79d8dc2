"""Process trees: nobody is left behind.

Every child that desktopdash starts watches its pipe for end-of-file and ends with its tree. What stands here are
the second lines: finding orphans, ending a whole tree (and in `parent` the kernel's word that a parent died). On
Windows there is no job object yet: a runtime that is killed there leaves the processes that it started.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from typing import Final

import psutil

from .mark import RUN_VARIABLE

_FIRST_LOOK_S: Final = 0.05
_EXEC_S: Final = 0.2
_EXEC_PAUSE_S: Final = 0.005
_YOUNG_S: Final = 5.0


def kill_tree(roots: Iterable[psutil.Process], *, timeout_s: float = 0.5) -> list[int]:
    """Kill processes with all their descendants, and wait until they are gone.

    Args:
        roots: processes; those that ended already are skipped.
        timeout_s: seconds to wait for the end of all of them.

    Returns:
        The pids that still run after `timeout_s`: none, but for processes stuck in the kernel.
    """
    doomed: dict[int, psutil.Process] = {}
    for root in roots:
        for process in (root, *_descendants(root)):
            doomed[process.pid] = process
    for process in doomed.values():
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    left = list(doomed.values())
    for wait_s in (min(_FIRST_LOOK_S, timeout_s), timeout_s):
        if left:
            _, left = psutil.wait_procs(left, timeout=wait_s)
            left = [process for process in left if not _is_dead(process)]
    return [process.pid for process in left]


def kill_process(pid: int, *, timeout_s: float = 0.5) -> list[int]:
    """Kill a process with all its descendants; see `kill_tree`."""
    try:
        return kill_tree([psutil.Process(pid)], timeout_s=timeout_s)
    except psutil.NoSuchProcess:
        return []


def kill_descendants(*, timeout_s: float = 0.5) -> list[int]:
    """Kill every descendant of this process; see `kill_tree`."""
    return kill_tree(psutil.Process().children(), timeout_s=timeout_s)


def kill_marked(mark: str, *, variable: str = RUN_VARIABLE, timeout_s: float = 0.5) -> list[int]:
    """Kill every process whose environment holds `variable=mark`, but this one and its parents.

    It finds what a killed process left behind, wherever the kernel put it, unless that has cleared its environment.
    A process that is about to run a program has none for a moment: it is looked at again.
    """
    spared = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    found: list[psutil.Process] = []
    left = [process for process in psutil.process_iter() if process.pid not in spared]
    until = time.monotonic() + _EXEC_S
    while True:
        marks = [(process, _mark_of(process, variable)) for process in left]
        found += [process for process, its in marks if its == mark]
        left = [process for process, its in marks if its is None]
        if not left or time.monotonic() > until:
            return kill_tree(found, timeout_s=timeout_s)
        time.sleep(_EXEC_PAUSE_S)


def _descendants(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _is_dead(process: psutil.Process) -> bool:
    """Gone, or a zombie that only its own parent can put away."""
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def _mark_of(process: psutil.Process, variable: str) -> str | None:
    """Return a variable of its environment, "" where it has none; None where it has no environment so far."""
    try:
        environment = process.environ()
        if not environment and _is_starting(process):
            return None
        return environment.get(variable, "")
    except (psutil.Error, OSError):
        return ""


def _is_starting(process: psutil.Process) -> bool:
    """Whether it is about to run a program. What belongs to the kernel never has one."""
    return time.time() - process.create_time() < _YOUNG_S and bool(process.exe())
