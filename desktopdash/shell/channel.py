"""The duplex pipe between two processes: two pipes of the system, one for each direction."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..protocol.pipe import MAX_LINE_BYTES, Message, decode, encode

if sys.platform == "win32":
    import msvcrt


class Channel:
    """One end: messages out, messages in.

    No process that this one starts inherits an end, forks included: a copy would hide the end-of-file.
    """

    def __init__(self, read_fd: int, write_fd: int) -> None:
        for fd in (read_fd, write_fd):
            os.set_inheritable(fd, False)
        self._reader = os.fdopen(read_fd, "rb")
        self._write_fd: int | None = write_fd
        self._lock = threading.Lock()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._close_in_fork)

    def send(self, message: Message) -> bool:
        """Send a message; False when the other process is gone."""
        with self._lock:
            if self._write_fd is None:
                return False
            try:
                _write_all(self._write_fd, encode(message))
            except OSError:  # the other end is closed: its process is gone, which is what False says
                return False
            return True

    def read(self) -> Message | None:
        """Wait for a message; None when the other process is gone.

        Raises:
            PipeError: what came is not a message.
        """
        line = self._reader.readline(MAX_LINE_BYTES + 1)
        return decode(line) if line.endswith(b"\n") else None

    def read_all(self, take: Callable[[Message | None], None]) -> None:
        """Give every message to `take`, and None at the end; blocks the calling thread until then."""
        try:
            while (message := self.read()) is not None:
                take(message)
        finally:
            self._reader.close()
        take(None)

    def close_writer(self) -> None:
        """Close the way out: the other process reads the end-of-file."""
        with self._lock:
            if self._write_fd is not None:
                os.close(self._write_fd)
                self._write_fd = None

    def _close_in_fork(self) -> None:
        if not self._reader.closed:
            os.close(self._reader.fileno())
        if self._write_fd is not None:
            os.close(self._write_fd)


@dataclass(frozen=True, slots=True)
class ChildEnds:
    """The two ends that a child gets: numbers of file descriptors, of handles on Windows."""

    read: int
    write: int

    def argument(self) -> str:
        """The ends as a command-line argument, "R,W"."""
        return f"{self.read},{self.write}"


def open_channel(argument: str) -> Channel:
    """The child's end of a channel, from `ChildEnds.argument`."""
    read, write = (int(part) for part in argument.split(","))
    if sys.platform == "win32":
        read = msvcrt.open_osfhandle(read, os.O_RDONLY)
        write = msvcrt.open_osfhandle(write, os.O_WRONLY)
    return Channel(read, write)


def start_child(command: list[str], env: dict[str, str]) -> tuple[subprocess.Popen[bytes], Channel]:
    """Start a process with a channel to it.

    Args:
        command: program and arguments; `--pipe R,W` is put behind them.
        env: its whole environment.

    Returns:
        The process, in a session of its own (a group of its own on Windows), and this side of the channel.

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
    return process, Channel(own_read, own_write)


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
    while data:
        data = data[os.write(fd, data) :]
