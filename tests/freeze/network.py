"""A network of a program's own that leads nowhere, and a way for the test to reach the debugger in it. Root only."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import socket
import struct
import threading

_CLONE_NEWNET = 0x40000000
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 0x1
_libc = ctypes.CDLL(None, use_errno=True)


class Network:
    """A network namespace with loopback only. To be closed."""

    def __init__(self) -> None:
        self._fd = _in_thread(_make)
        self._listeners: list[socket.socket] = []

    def words(self) -> list[str]:
        """What stands before a command that is to be in it; the process stays the same one."""
        return ["/usr/bin/nsenter", f"--net=/proc/{os.getpid()}/fd/{self._fd}"]

    def relay(self, port: int) -> None:
        """Lead a port of this machine's loopback to the same one in there."""
        listener = socket.create_server(("127.0.0.1", port))
        self._listeners.append(listener)
        threading.Thread(target=self._accept, args=(listener, port), daemon=True).start()

    def _accept(self, listener: socket.socket, port: int) -> None:
        _enter(self._fd)  # a listening socket stays in the network that it was made in
        while True:
            try:
                outer, _ = listener.accept()
            except OSError:
                return
            try:
                inner = socket.create_connection(("127.0.0.1", port))
            except OSError:
                outer.close()  # nobody listens there so far
                continue
            threading.Thread(target=_join, args=(outer, inner), daemon=True).start()

    def close(self) -> None:
        for listener in self._listeners:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        os.close(self._fd)


def _make() -> int:
    _check(_libc.unshare(_CLONE_NEWNET))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        name = struct.pack("16sh14x", b"lo", 0)
        (flags,) = struct.unpack("16xh14x", fcntl.ioctl(any_socket, _SIOCGIFFLAGS, name))
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | _IFF_UP))
    return os.open("/proc/thread-self/ns/net", os.O_RDONLY)


def _in_thread(make) -> int:
    """Call a function in a thread of its own: a thread has its network for itself."""
    found: list[int | OSError] = []

    def run() -> None:
        try:
            found.append(make())
        except OSError as error:
            found.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if isinstance(found[0], OSError):
        raise found[0]
    return found[0]


def _enter(fd: int) -> None:
    _check(_libc.setns(fd, _CLONE_NEWNET))


def _check(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _join(outer: socket.socket, inner: socket.socket) -> None:
    with outer, inner:
        back = threading.Thread(target=_pump, args=(inner, outer), daemon=True)
        back.start()
        _pump(outer, inner)
        back.join()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
