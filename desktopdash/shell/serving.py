"""Serving an app that is loaded: its server, who is let in to it, and the title of its window."""

from __future__ import annotations

from typing import Any, Final

from ..errors import DesktopdashError, PortInUse, ServerError
from ..records import dataclass
from ..server.guard import PRINTED_TICKET_S, Guard, LaunchGuard, ServeGuard
from ..server.hosts import HostNames, is_loopback
from ..server.serve import Server
from . import problems
from .loader import LoadError
from .running import tell
from .turns import take_short_turns

LOOPBACK: Final = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Access:
    """Who is let in to a server.

    Attributes:
        is_open: whoever reaches it, as with `serve`; else the window or the browser of this launch only.
        names: further names by which an open server may be asked for.
        token: what an open server has to be shown; None lets in all.
        secret: the launch's, where a later runtime goes on with it; without it one is made.
    """

    is_open: bool = False
    names: tuple[str, ...] = ()
    token: str | None = None
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class Served:
    """An app that is served.

    Attributes:
        server: what listens.
        guard: who is let in; `guard.invite` makes addresses that let a browser in.
    """

    server: Server
    guard: Guard

    @property
    def url(self) -> str:
        """The server's address, which lets in nobody by itself where the app has a window."""
        return self.server.url

    def start_url(self) -> str:
        """A new address for a window or a browser that opens it at once."""
        return self.guard.invite()

    def printed_url(self) -> str:
        """A new address for a person who reads it."""
        return self.guard.invite(life_s=PRINTED_TICKET_S)

    def stop(self, timeout_s: float) -> bool:
        """Stop the server; see `Server.stop`."""
        return self.server.stop(timeout_s)


def start_server(app: Any, host: str, port: int, access: Access, *, is_wish: bool = False) -> Served:
    """Bind and serve in threads.

    Args:
        app: the Dash instance.
        host: the address to listen on; of a server that is not open always one of loopback.
        port: 0 for any.
        access: who is let in.
        is_wish: whether any other port will do.

    Raises:
        LoadError: the app is not in order, the port is taken (and was not just a wish), or the server cannot start.
    """
    if not access.is_open and not is_loopback(host):
        _tell_kept_in(host)
        host = LOOPBACK
    try:
        app.prepare()
    except DesktopdashError as error:
        raise LoadError(problems.app_refused(error)) from error
    guard = _guard(app, host, access)
    try:
        server = Server(guard, host, port, on_stop=app.end_service, takes_body=guard.takes_body)
    except PortInUse as error:
        if is_wish:
            return start_server(app, host, 0, access)
        raise LoadError(problems.port_in_use(host, port, str(error))) from error
    except (OSError, ServerError) as error:
        raise LoadError(problems.server_failed(error)) from error
    take_short_turns()
    guard.stand_at(server.url)
    app.link.invite = guard.invite
    app.enable_push()
    server.start()
    return Served(server, guard)


def _guard(app: Any, host: str, access: Access) -> Guard:
    if access.is_open:
        return ServeGuard(app, HostNames(host, access.names), app.routes_prefix, access.token)
    return LaunchGuard(app, app.routes_prefix, access.secret)


def window_title(wanted: str | None, app: Any, file_stem: str) -> str:
    """The wanted title, else the app's own, else its file's name (Dash's default title says nothing)."""
    if wanted is not None:
        return wanted
    if app.window_title is not None:
        return str(app.window_title)
    own = str(getattr(app, "title", "") or "")
    return own if own not in ("", "Dash") else file_stem.replace("_", " ")


def _tell_kept_in(host: str) -> None:
    tell(
        f"desktopdash: the window's server listens on {LOOPBACK} and not on {host}: it is for this window only. "
        "`desktopdash serve --host` serves others."
    )
