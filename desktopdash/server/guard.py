"""Who is let in to an app's server: a WSGI app round the app, before anything else of it runs.

`LaunchGuard` lets in nobody but the window or browser that was given a ticket; `ServeGuard` everybody who asks by a
right name, or who has the token.
"""

from __future__ import annotations

import urllib.parse
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from ..records import dataclass
from .hosts import HostNames, host_name
from .policy import NONCE_KEY, SAFE_HEADERS, make_nonce
from .refusals import Answer, go_on, refuse
from .tickets import Cookie, Tickets, is_same, make_secret

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

START_PATH: Final = "/_desktopdash-start/"
TICKET_S: Final = 30.0
"""Seconds for which a ticket is good that a window or a browser gets at once."""
PRINTED_TICKET_S: Final = 600.0
"""Seconds for which a ticket is good that a person reads in a terminal."""
STRANGERS_BODY_BYTES: Final = 64 * 1024
"""A longer body is not even received from somebody who would not be let in."""

_SAFE_METHODS: Final = ("GET", "HEAD", "OPTIONS")
_SCRIPT_PATHS: Final = ("/_dash-", "/_desktopdash-", "/_reload-hash")


@dataclass(frozen=True, slots=True)
class Head:
    """What a request says about itself, and about where it comes from."""

    method: str
    path: str
    query: str
    host: str
    origin: str
    site: str
    destination: str
    cookies: str
    authorization: str
    accept: str

    @classmethod
    def of(cls, environ: Mapping[str, Any]) -> Head:
        """Read the head of a WSGI request."""
        names = ("HOST", "ORIGIN", "SEC_FETCH_SITE", "SEC_FETCH_DEST", "COOKIE", "AUTHORIZATION", "ACCEPT")
        return cls(
            environ.get("REQUEST_METHOD", ""),
            environ.get("PATH_INFO", ""),
            environ.get("QUERY_STRING", ""),
            *(environ.get(f"HTTP_{name}", "") for name in names),
        )

    @property
    def is_of_script(self) -> bool:
        """Whether a script asks, and not a person."""
        return any(path in self.path for path in _SCRIPT_PATHS) or "json" in self.accept


class Guard(ABC):
    """A WSGI app that lets requests through to another, or answers them itself.

    Args:
        app: what it guards.
        home: the path of the app's page.
    """

    def __init__(self, app: WSGIApplication, home: str = "/") -> None:
        self._app = app
        self._home = home
        self._origin = ""

    def stand_at(self, url: str) -> None:
        """Learn where the server listens; until then nobody is let in."""
        self._origin = url.rstrip("/")

    @abstractmethod
    def judge(self, head: Head) -> Answer | None:
        """Return the answer to a request that goes no further; None for one that is let in."""

    @abstractmethod
    def knows(self, head: Head) -> bool:
        """Tell whether who asks has been let in before; nothing changes by it."""

    @abstractmethod
    def invite(self, to: str | None = None, life_s: float = TICKET_S) -> str:
        """Return a URL for a browser of this machine.

        Args:
            to: a path of the app, with its query; the app's page without it.
            life_s: seconds for which it is good, once, where it needs a ticket.

        Raises:
            ValueError: `to` is no path of this server.
        """

    def _marks(self) -> Mapping[str, str]:
        """What the app is told in the request's environment."""
        return {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        answer = self.judge(Head.of(environ)) if self._origin else _not_yet()
        if answer is not None:
            return answer.send(start_response)
        environ.update(self._marks())
        return self._app(environ, _adding_headers(start_response))

    def takes_body(self, headers: Mapping[str, str], length: int) -> bool:
        """Tell whether so long a body is received at all, before it is.

        Args:
            headers: by their WSGI names without "HTTP_".
            length: in bytes, as far as it is known.
        """
        if length <= STRANGERS_BODY_BYTES:
            return True
        return self.knows(Head.of({f"HTTP_{name}": value for name, value in headers.items()}))


class LaunchGuard(Guard):
    """Guards the server of one launch: its secret is in this process and in the cookie of who showed a ticket.

    Args:
        app: what it guards.
        home: the path of the app's page.
        secret: the launch's, where more than one server has it in turn.
        tickets: tests give some with a clock of their own.
    """

    def __init__(
        self, app: WSGIApplication, home: str = "/", secret: str | None = None, tickets: Tickets | None = None
    ) -> None:
        super().__init__(app, home)
        self._cookie = Cookie(secret or make_secret(), "Strict")
        self._tickets = tickets or Tickets()

    def invite(self, to: str | None = None, life_s: float = TICKET_S) -> str:
        """See `Guard`."""
        path = self._home if to is None else to
        if not is_own_path(path):
            raise ValueError(f"found {path!r}; expected a path of the app, which begins with one slash")
        return f"{self._origin}{START_PATH}{self._tickets.issue(path, life_s)}"

    def knows(self, head: Head) -> bool:
        """See `Guard`."""
        return self._is_from_here(head) and self._cookie.is_in(head.cookies)

    def judge(self, head: Head) -> Answer | None:
        """See `Guard`."""
        if not self._is_from_here(head):
            return _foreign(head, f"This app answers at {self._origin} only, and to its own pages.")
        if head.path.startswith(START_PATH):
            return self._start(head)
        if head.site not in ("", "none", "same-origin"):
            return _foreign(head, "A page of another site asked for this app.")
        if not self._cookie.is_in(head.cookies):
            return refuse(
                "not_let_in",
                "This app is open in a window of its own.",
                "Use that window, or start the app again and open the address that it prints.",
                as_json=head.is_of_script,
            )
        return None

    def _is_from_here(self, head: Head) -> bool:
        return head.host == urllib.parse.urlsplit(self._origin).netloc and head.origin in ("", self._origin)

    def _start(self, head: Head) -> Answer:
        is_page = head.method == "GET" and head.destination in ("", "document")
        to = self._tickets.use(head.path.removeprefix(START_PATH)) if is_page else None
        if to is None:
            return refuse(
                "used_ticket",
                "This address was used before, or its time is over.",
                "Each one opens the app once. Use the window that is open, or start the app again.",
                as_json=False,
            )
        wanted = urllib.parse.parse_qs(head.query).get("to", [to])[0]
        place = wanted if is_own_path(wanted) else to
        return go_on(place, self._cookie.header(), from_elsewhere=head.site not in ("", "none", "same-origin"))

    def _marks(self) -> Mapping[str, str]:
        return {NONCE_KEY: make_nonce()}


class ServeGuard(Guard):
    """Guards a server that is there for browsers that nobody started.

    Args:
        app: what it guards.
        names: by which names it may be asked for.
        home: the path of the app's page.
        token: what each browser has to show once; None lets in all.
    """

    def __init__(self, app: WSGIApplication, names: HostNames, home: str = "/", token: str | None = None) -> None:
        super().__init__(app, home)
        self._names = names
        self._token = token
        # Not strict: links from other sites lead to the app. What changes something is held by its origin.
        self._cookie = Cookie(token or make_secret(), "Lax")

    def invite(self, to: str | None = None, life_s: float = TICKET_S) -> str:  # noqa: ARG002
        """See `Guard`; without the token, which is nobody's to hand on."""
        path = self._home if to is None else to
        if not is_own_path(path):
            raise ValueError(f"found {path!r}; expected a path of the app, which begins with one slash")
        return f"{self._origin}{path}"

    def knows(self, head: Head) -> bool:
        """See `Guard`."""
        return host_name(head.host) in self._names and self._has_token(head)

    def judge(self, head: Head) -> Answer | None:
        """See `Guard`."""
        name = host_name(head.host)
        if name not in self._names:
            to_do = f"If it is right, start it with --allow-host {name or 'NAME'}."
            return _foreign(head, f"This app was asked for as {head.host!r}, which is no name of it.", to_do)
        if head.method not in _SAFE_METHODS and head.origin and not self._is_own(head):
            to_do = "If that is right, start it with --allow-host and that page's host."
            return _foreign(head, f"A page of {head.origin} asked for this app.", to_do)
        if self._has_token(head):
            return None
        return self._enter(head)

    def _is_own(self, head: Head) -> bool:
        scheme, _, place = head.origin.partition("://")
        ports = {"http": ":80", "https": ":443"}
        if place and place.removesuffix(ports.get(scheme, "")) == head.host.removesuffix(ports.get(scheme, "")):
            return True
        return host_name(place) in self._names.added

    def _has_token(self, head: Head) -> bool:
        if self._token is None or self._cookie.is_in(head.cookies):
            return True
        kind, _, given = head.authorization.partition(" ")
        return kind.lower() == "bearer" and is_same(given.strip(), self._token)

    def _enter(self, head: Head) -> Answer:
        """Change the token in an address for the cookie, and lead on to the address without it."""
        pairs = urllib.parse.parse_qsl(head.query, keep_blank_values=True)
        given = [value for name, value in pairs if name == "token"]
        if head.method == "GET" and self._token is not None and given and is_same(given[0], self._token):
            query = urllib.parse.urlencode([pair for pair in pairs if pair[0] != "token"])
            path = urllib.parse.quote(head.path.encode("latin-1"), safe="/~!$&'()*+,;=:@")
            place = f"{path}?{query}" if query else path
            return go_on(place if is_own_path(place) else self._home, self._cookie.header(), from_elsewhere=False)
        return refuse(
            "no_token",
            "This app needs its token.",
            "Open the address that was printed where it was started, with ?token= and the token at its end.",
            as_json=head.is_of_script,
        )


def is_own_path(path: str) -> bool:
    """Tell whether a browser that is led to `path` stays on this server, and gets somewhere."""
    is_plain = path.isascii() and path.isprintable() and not any(sign in path for sign in '\\ "<>')
    return is_plain and path.startswith("/") and not path.startswith("//") and not path.startswith(START_PATH)


def _foreign(head: Head, message: str, to_do: str = "Open it at its own address.") -> Answer:
    return refuse("foreign", message, to_do, as_json=head.is_of_script)


def _not_yet() -> Answer:
    return refuse("not_yet", "The server is being started.", "Try again.", as_json=False)


def _adding_headers(start_response: StartResponse) -> Callable[..., Any]:
    """Put the safe headers on an answer; what the app says itself holds."""

    def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
        given = {name.lower() for name, _ in headers}
        added = [(name, value) for name, value in SAFE_HEADERS if name.lower() not in given]
        return start_response(status, [*headers, *added], *error)

    return start
