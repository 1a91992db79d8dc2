"""Ctrl-C and SIGTERM as calls in a thread, whatever the main thread is busy with; kept until there is somebody to call.

`socket` is loaded when they are caught: what keeps them is there before the app's process, which is not to be held up.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import socket

_END: Final = (signal.SIGINT, signal.SIGTERM)


@contextlib.contextmanager
def catch_signals(take: Callable[[int], None]) -> Iterator[None]:
    """Give SIGINT and SIGTERM to `take`, which runs in a thread of its own; the main thread only.

    The C part of Python writes the number of each signal to a socket, also while the main thread is inside the loop
    of a window engine and runs no Python code at all. Nothing wakes up without a signal.
    """
    import socket

    reader, writer = socket.socketpair()
    writer.setblocking(False)
    previous_fd = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    thread = threading.Thread(target=_read, args=(reader, take), name="signals", daemon=True)
    try:
        # Without a Python handler the socket would get nothing.
        with _handled(lambda _number, _frame: None):
            thread.start()
            yield
    finally:
        signal.set_wakeup_fd(previous_fd)
        writer.close()
        thread.join(timeout=1.0)
        reader.close()


@contextlib.contextmanager
def keep_signals() -> Iterator[Sequence[int]]:
    """Keep the numbers of SIGINT and SIGTERM, for who can end what has begun and is not there yet.

    The main thread only, which has to run Python code meanwhile.
    """
    kept: list[int] = []
    with _handled(lambda number, _: kept.append(number)):
        yield kept


@contextlib.contextmanager
def _handled(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    previous = {number: signal.signal(number, handler) for number in _END}
    try:
        yield
    finally:
        for number, before in previous.items():
            signal.signal(number, before)


def _read(reader: socket.socket, take: Callable[[int], None]) -> None:
    while data := reader.recv(16):
        for number in data:
            if number in _END:
                take(number)
