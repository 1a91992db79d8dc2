"""A WSGI server in this process: its own socket, its threads, a start and a stop."""

from __future__ import annotations

import errno
import logging
import socket
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from waitress import wasyncore

from ..errors import PortInUse, ServerError
from .connections import BoundedServer, Limits, TakesBody

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# A page opens six connections, each push stream holds one, and slow callbacks must not make quick ones wait.
THREADS: Final = 32
_BACKLOG: Final = 128
# An answer is in memory as it is: it is sent from there, also where no disk has room for a copy.
_MOST_ANSWER_BYTES: Final = 2**40


class Server:
    """A WSGI app on a socket of its own.

    Args:
        app: the WSGI app.
        host: the address to listen on.
        port: 0 to 65535; 0 lets the system choose.
        threads: how many requests run at the same time.
        on_stop: ends requests that would go on for ever.
        limits: what connections may take.
        takes_body: whether a body is received, by the request's headers and its length; without it each is.

    Raises:
        PortInUse: something else listens there.
        ServerError: the address cannot be used.

    Attributes:
        host: the address as given.
        port: the port in fact.
    """

    def __init__(
        self,
        app: WSGIApplication,
        host: str = "127.0.0.1",
        port: int = 0,
        threads: int = THREADS,
        on_stop: Callable[[], None] | None = None,
        limits: Limits | None = None,
        takes_body: TakesBody = lambda _headers, _length: True,
    ) -> None:
        self.host = host
        self._on_stop = on_stop
        self._limits = limits or Limits()
        self._socket = _bind(host, port)
        self.port: int = self._socket.getsockname()[1]
        self._map: dict[int, Any] = {}
        self._thread: threading.Thread | None = None
        self._ended = threading.Event()
        self._looping = False
        # Waiting requests and threads that outlive a stop are not news to the user; errors are.
        logging.getLogger("waitress").setLevel(logging.ERROR)
        self._server = BoundedServer(
            app,
            self._socket,
            self._map,
            self._limits,
            takes_body,
            threads=threads,
            ident=None,
            clear_untrusted_proxy_headers=True,
            outbuf_overflow=_MOST_ANSWER_BYTES,
        )

    @property
    def url(self) -> str:
        """Where a browser on this machine finds it, with a slash at the end."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host and not host.startswith('[') else host}:{self.port}/"

    def start(self) -> None:
        """Serve in a thread of its own. The socket listens already: a request made now is answered."""
        self._thread = threading.Thread(target=self.run, name="desktopdash-server", daemon=True)
        self._thread.start()

    def run(self) -> None:
        """Serve until `stop` is called from another thread, or an exception (KeyboardInterrupt) comes up."""
        self._looping = True
        # The loop is woken when something happens; by itself it only looks for connections that are late.
        pause_s = min(self._limits.head_s, self._limits.idle_s)
        try:
            wasyncore.loop(timeout=pause_s, use_poll=sys.platform != "win32", map=self._map)
        finally:
            self._leave_loop()
            self._ended.set()

    def stop(self, timeout_s: float = 5.0) -> bool:
        """Close the socket and end the threads. Not from a signal handler of the thread that is in `run`.

        Args:
            timeout_s: seconds to wait for running requests; what runs on then is left to end with the process.

        Returns:
            Whether everything has ended in time.
        """
        if self._on_stop is not None:
            self._on_stop()
        trigger, dispatcher = self._server.trigger, self._server.task_dispatcher
        if self._looping and not self._ended.is_set():
            trigger.pull_trigger(self._close_listener)
        else:
            self._leave_loop()
        dispatcher.shutdown(timeout=timeout_s)
        if self._looping and not self._ended.is_set():
            trigger.pull_trigger(self._leave_loop)
            self._ended.wait(timeout_s)
        idle = not dispatcher.threads
        if idle:  # a thread that still runs will pull the trigger once more
            trigger.close()
        return idle and (self._ended.is_set() or not self._looping)

    def _close_listener(self) -> None:
        wasyncore.dispatcher.close(self._server)
        self._socket.close()

    def _leave_loop(self) -> None:
        """Empty the loop's map, which ends the loop. The trigger itself stays open for whoever is about to pull it."""
        for channel in list(self._map.values()):
            if channel is self._server.trigger:
                channel.del_channel()
            elif channel is not self._server:
                channel.handle_close()
        self._close_listener()


def _bind(host: str, port: int) -> socket.socket:
    """Return a listening socket that no child process inherits and no other process can share."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port in TIME_WAIT is free
        bound.bind((host, port))
        bound.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        bound.close()
        if isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise PortInUse(_occupied(host, port, error)) from error
        raise ServerError(f"cannot listen on {host}:{port}: {error}. Choose an address of this machine") from error
    return bound


def _occupied(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EACCES:
        return f"not allowed to listen on {host}:{port}. Choose a port over 1023, or 0 for any free one"
    return f"{host}:{port} is in use by another program. End it, or choose another port (0: any free one)"
