"""waitress's connections with deadlines: who opens many and sends nothing, or little by little, holds nobody up."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.utilities import RequestEntityTooLarge

from ..records import dataclass

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    import socket

    from _typeshed.wsgi import WSGIApplication

TakesBody = Callable[[Mapping[str, str], int], bool]
"""Told the headers and the bytes of a body, as far as they are known; whether it is received."""

# `select` of Windows takes 512 sockets.
_MOST_CONNECTIONS: Final = 400 if sys.platform == "win32" else 1000
# So much of them is given up at once when all are taken.
_ROOM_SHARE: Final = 0.1


@dataclass(frozen=True, slots=True)
class Limits:
    """What a connection may take.

    Attributes:
        head_s: seconds until the head of a request has to be there, the first one counted from the connection.
        body_s: seconds until a request has to be there whole.
        idle_s: seconds that a connection is kept between two requests.
        head_bytes: of a request's head.
        body_bytes: of a request's body.
        connections: how many there are at most; beyond them those that wait longest for nothing are closed.
    """

    head_s: float = 20.0
    body_s: float = 900.0
    idle_s: float = 120.0
    head_bytes: int = 128 * 1024
    body_bytes: int = 2**30
    connections: int = _MOST_CONNECTIONS


def most_connections(wanted: int) -> int:
    """Return how many connections there can be: half of the files that this process may have open, at most `wanted`."""
    if sys.platform == "win32":
        return wanted
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return wanted if files == resource.RLIM_INFINITY else max(16, min(wanted, files // 2))


class _Request(HTTPRequestParser):  # type: ignore[misc]
    """A request that is being received."""

    error: Any

    def __init__(self, adj: Any, takes_body: TakesBody) -> None:
        super().__init__(adj)
        self.begun = time.time()
        self._takes_body = takes_body

    def received(self, data: bytes) -> int:
        """Take what has come; refuse a body as soon as its length is known."""
        taken: int = super().received(data)
        if self.headers_finished and self.error is None and not self.empty:
            length = max(self.content_length, self.body_bytes_received)
            if not self._takes_body(self.headers, length):
                self.error = RequestEntityTooLarge("so long a body is not taken from here")
                self.completed = True
        return taken


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection."""

    def __init__(self, server: BoundedServer, *args: Any, **kwargs: Any) -> None:
        self.parser_class = lambda adj: _Request(adj, server.takes_body)
        self.has_asked = False
        super().__init__(server, *args, **kwargs)

    def received(self, data: bytes) -> bool:
        """Take what has come."""
        taken: bool = super().received(data)
        self.has_asked = self.has_asked or bool(self.requests)
        return taken

    def is_late(self, limits: Limits, now: float) -> bool:
        """Tell whether its next request takes too long to come."""
        request = self.request
        if self.requests:
            return False
        if request is None:
            return not self.has_asked and self.creation_time < now - limits.head_s
        patience = limits.body_s if request.headers_finished else limits.head_s
        return bool(request.begun < now - patience)


class BoundedServer(TcpWSGIServer):  # type: ignore[misc]
    """waitress on a socket that listens already.

    Args:
        app: the WSGI app.
        sock: the socket.
        socket_map: where its loop finds its sockets.
        limits: what connections may take.
        takes_body: see `TakesBody`.
        **adjustments: waitress's own settings.
    """

    channel_class = _Channel

    def __init__(
        self,
        app: WSGIApplication,
        sock: socket.socket,
        socket_map: dict[int, Any],
        limits: Limits,
        takes_body: TakesBody,
        **adjustments: Any,
    ) -> None:
        self.limits = limits
        self.takes_body = takes_body
        adj = Adjustments(
            max_request_header_size=limits.head_bytes,
            max_request_body_size=limits.body_bytes,
            connection_limit=most_connections(limits.connections),
            **adjustments,
        )
        adj.channel_timeout = limits.idle_s
        adj.cleanup_interval = min(limits.head_s, limits.idle_s)
        info = (sock.family, sock.type, sock.proto, sock.getsockname())
        super().__init__(app, socket_map, True, sock, adj=adj, bind_socket=False, sockinfo=info)

    def readable(self) -> bool:
        """Tell whether a new connection is taken; room is made for it where there is none."""
        if len(self._map) >= self.adj.connection_limit:
            self._make_room()
        return bool(super().readable())

    def maintenance(self, now: float) -> None:
        """Close what waits for too long."""
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.is_late(self.limits, now):
                channel.will_close = True

    def _make_room(self) -> None:
        """Close connections without a request, first those that have never sent one, the oldest before others."""
        channels = [channel for channel in self.active_channels.values() if not channel.requests]
        channels.sort(key=lambda channel: (channel.has_asked, channel.last_activity))
        for channel in channels[: max(1, int(self.adj.connection_limit * _ROOM_SHARE))]:
            channel.will_close = True
