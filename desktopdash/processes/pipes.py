"""A process of our own with a duplex pipe to it: two pipes of the system, one for each direction.

What is said stands on lines, each with as many bytes behind it as it announces itself; what the lines mean is the
affair of those who speak.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import weakref
from typing import Any, Final

from ..records import dataclass

if sys.platform == "win32":
    import msvcrt

_BUFFER_BYTES: Final = 2**18


class Pipe:
    """One end: lines and bytes out, lines and bytes in.

    No process that this one starts inherits an end, forks included: a copy would hide the end-of-file.
    """

    def __init__(self, read_fd: int, write_fd: int) -> None:
        for fd in (read_fd, write_fd):
            os.set_inheritable(fd, False)
        self._reader = os.fdopen(read_fd, "rb", _BUFFER_BYTES)
        self._write_fd: int | None = write_fd
        self._lock = threading.Lock()
        _open.add(self)

    def send(self, line: bytes, more: bytes = b"") -> bool:
        """Send a line and the bytes that it announces; False when the other process is gone."""
        with self._lock:
            if self._write_fd is None:
                return False
            try:
                _write_all(self._write_fd, line)
                _write_all(self._write_fd, more)
            except OSError:  # the other end is closed: its process is gone, which is what False says
                return False
            return True

    def read_line(self, most: int = -1) -> bytes | None:
        """Wait for a line; None when the other process is gone.

        Args:
            most: bytes, beyond which a part of the line is returned, without a line feed; -1: any number.
        """
        line = self._reader.readline(most)
        return line if line.endswith(b"\n") or (line and len(line) == most) else None

    def read_bytes(self, count: int) -> bytes | None:
        """Wait for so many bytes; None when the other process is gone."""
        found = self._reader.read(count)
        return found if len(found) == count else None

    def close_reader(self) -> None:
        """Close the way in; from the thread that reads."""
        self._reader.close()

    def close_writer(self) -> None:
        """Close the way out: the other process reads the end-of-file."""
        with self._lock:
            if self._write_fd is not None:
                os.close(self._write_fd)
                self._write_fd = None

    def close_in_fork(self) -> None:
        """Close both ends in a process that a fork has just made."""
        if not self._reader.closed:
            os.close(self._reader.fileno())
        if self._write_fd is not None:
            os.close(self._write_fd)


_open: Final[weakref.WeakSet[Pipe]] = weakref.WeakSet()


def _close_all_in_fork() -> None:
    for pipe in list(_open):
        pipe.close_in_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_close_all_in_fork)


@dataclass(frozen=True, slots=True)
class ChildEnds:
    """The two ends that a child gets: numbers of file descriptors, of handles on Windows."""

    read: int
    write: int

    def argument(self) -> str:
        """The ends as a command-line argument, "R,W"."""
        return f"{self.read},{self.write}"


def open_pipe(argument: str) -> Pipe:
    """The child's end of a pipe, from `ChildEnds.argument`."""
    read, write = (int(part) for part in argument.split(","))
    if sys.platform == "win32":
        read = msvcrt.open_osfhandle(read, os.O_RDONLY)
        write = msvcrt.open_osfhandle(write, os.O_WRONLY)
    return Pipe(read, write)


def own_command(entry: str) -> list[str]:
    """The command that starts desktopdash again: with the same Python, or the frozen program itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, entry]
    return [sys.executable, "-m", "desktopdash", entry]


def start_process(command: list[str], env: dict[str, str]) -> tuple[subprocess.Popen[bytes], Pipe]:
    """Start a process with a pipe to it.

    Args:
        command: program and arguments; `--pipe R,W` is put behind them.
        env: its whole environment.

    Returns:
        The process, in a session of its own (a group of its own on Windows), and this side of the pipe.

    Raises:
        OSError: the program cannot be started.
    """
    child_read, own_write = os.pipe()
    own_read, child_write = os.pipe()
    try:
        ends = ChildEnds(*(_for_child(fd) for fd in (child_read, child_write)))
        process = subprocess.Popen([*command, "--pipe", ends.argument()], env=env, stdin=None, **_inheritance(ends))
    except OSError:
        for fd in (own_read, own_write):
            os.close(fd)
        raise
    finally:
        for fd in (child_read, child_write):
            os.close(fd)
    return process, Pipe(own_read, own_write)


def _for_child(fd: int) -> int:
    if sys.platform == "win32":
        handle = msvcrt.get_osfhandle(fd)
        os.set_handle_inheritable(handle, True)
        return handle
    return fd


def _inheritance(ends: ChildEnds) -> dict[str, Any]:
    if sys.platform == "win32":
        startup = subprocess.STARTUPINFO(lpAttributeList={"handle_list": [ends.read, ends.write]})
        return {"startupinfo": startup, "creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"pass_fds": (ends.read, ends.write), "start_new_session": True}


def _write_all(fd: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(fd, left) :]
