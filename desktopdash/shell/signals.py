"""Ctrl-C and SIGTERM as calls in a thread, whatever the main thread is busy with."""

from __future__ import annotations

import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from types import FrameType


@contextlib.contextmanager
def catch_signals(take: Callable[[int], None]) -> Iterator[None]:
    """Give SIGINT and SIGTERM to `take`, which runs in a thread of its own; the main thread only.

    The C part of Python writes the number of each signal to a socket, also while the main thread is inside the loop
    of a window engine and runs no Python code at all. Nothing wakes up without a signal.
    """
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    previous_fd = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    previous = {number: signal.signal(number, _do_nothing) for number in (signal.SIGINT, signal.SIGTERM)}
    thread = threading.Thread(target=_read, args=(reader, take), name="signals", daemon=True)
    thread.start()
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(previous_fd)
        writer.close()
        thread.join(timeout=1.0)
        reader.close()


def _read(reader: socket.socket, take: Callable[[int], None]) -> None:
    while data := reader.recv(16):
        for number in data:
            if number in (signal.SIGINT, signal.SIGTERM):
                take(number)


def _do_nothing(number: int, frame: FrameType | None) -> None:
    """Without a Python handler the socket would get nothing."""
