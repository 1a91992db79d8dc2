"""A limit for programs that could start themselves again and again, and by it the exact list of what they started."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.e2e.support import wait_for

MOST = 300
"""Processes and threads of one launch. An app with its engine has about 120."""

_JOIN = 'echo $$ > "$0/cgroup.procs" && exec "$@"'
_PLACES = (Path("/sys/fs/cgroup/pids"), Path("/sys/fs/cgroup"))
"""Of the first version of control groups, and of the second."""


class Guard:
    """A control group for one launch; where this user can make none, its user's number of processes is limited.

    Args:
        name: of its own.
    """

    def __init__(self, name: str) -> None:
        self._group = next(filter(None, (_make_group(place, name) for place in _PLACES)), None)

    def words(self) -> list[str]:
        """What stands before a command that is to be limited; the process stays the same one."""
        if self._group is not None:
            return ["/bin/sh", "-c", _JOIN, str(self._group)]
        return ["/usr/bin/prlimit", f"--nproc={_own_tasks() + MOST}", "--"]

    def pids(self) -> list[int]:
        """Every process of it; none where there is no group, and other ways have to find them."""
        return [] if self._group is None else [*map(int, (self._group / "cgroup.procs").read_text().split())]

    def remove(self) -> None:
        """Remove the group, which has to be empty."""
        if self._group is not None:
            self._group.rmdir()


@contextlib.contextmanager
def guarded(command: Sequence[str | Path]) -> Iterator[list[str]]:
    """Give a command as it is with a limit; at the end nothing of it may be left."""
    guard = Guard(secrets.token_hex(6))
    try:
        yield [*guard.words(), *map(str, command)]
    finally:
        wait_for(lambda: not guard.pids(), "the end of all that was started", 10)
        guard.remove()


def _make_group(place: Path, name: str) -> Path | None:
    group = place / f"desktopdash-{name}"
    try:
        group.mkdir()
    except OSError:
        return None
    with contextlib.suppress(OSError):  # the second version gives a group only what its parent hands on
        if not (group / "pids.max").exists():
            (place / "cgroup.subtree_control").write_text("+pids")
    try:
        (group / "pids.max").write_text(str(MOST))
    except OSError:
        group.rmdir()
        return None
    return group


def _own_tasks() -> int:
    """The threads of this user, which the limit counts too."""
    found = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == os.getuid():
                found += len(os.listdir(folder / "task"))
    return found
