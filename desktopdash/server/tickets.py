"""What lets a browser in: a secret in a cookie, and tickets that are changed for it once."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from threading import Lock
from typing import Final

from ..records import dataclass

SECRET_BYTES: Final = 32
# Older ones make room: nobody has so many windows to open within their time.
_MOST_TICKETS: Final = 200


def make_secret() -> str:
    """Return a new secret of 256 bits, as text that can stand in a URL."""
    return secrets.token_urlsafe(SECRET_BYTES)


def is_same(given: str, secret: str) -> bool:
    """Compare two texts; the time that it takes tells nothing about where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class _Ticket:
    word: str
    to: str
    deadline: float


class Tickets:
    """Words that let in once each, within their time.

    Args:
        clock: seconds from any beginning.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._live: list[_Ticket] = []

    def issue(self, to: str, life_s: float) -> str:
        """Return a new word.

        Args:
            to: what `use` gives for it.
            life_s: seconds until it is worth nothing.
        """
        ticket = _Ticket(make_secret(), to, self._clock() + life_s)
        with self._lock:
            self._drop_old()
            self._live = [*self._live[1 - _MOST_TICKETS :], ticket]
        return ticket.word

    def use(self, word: str) -> str | None:
        """Return what a ticket leads to; None for one that is unknown, over, or was used before."""
        with self._lock:
            self._drop_old()
            # All are compared, so that the time tells nothing.
            found = [ticket for ticket in self._live if is_same(word, ticket.word)]
            self._live = [ticket for ticket in self._live if ticket not in found]
        return found[0].to if found else None

    def _drop_old(self) -> None:
        now = self._clock()
        self._live = [ticket for ticket in self._live if now < ticket.deadline]


class Cookie:
    """The cookie that stands for a secret.

    Its name and its value are made of the secret: cookies do not know ports, so that two apps on one machine see each
    other's, and a runtime that is started again with the same secret takes the cookie of the one before.

    Args:
        secret: never sent itself.
        same_site: "Strict" or "Lax".
    """

    def __init__(self, secret: str, same_site: str) -> None:
        self.name: Final = f"desktopdash-{_derived(secret, 'name')[:16]}"
        self._value = _derived(secret, "value")
        self._same_site = same_site

    def header(self) -> tuple[str, str]:
        """Return the header that sets it."""
        return "Set-Cookie", f"{self.name}={self._value}; HttpOnly; SameSite={self._same_site}; Path=/"

    def is_in(self, cookies: str) -> bool:
        """Tell whether a `Cookie` header has it."""
        pairs = (pair.strip().partition("=") for pair in cookies.split(";"))
        return any([is_same(value, self._value) for name, _, value in pairs if name == self.name])


def _derived(secret: str, purpose: str) -> str:
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()
