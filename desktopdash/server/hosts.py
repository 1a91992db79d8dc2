"""By which names a server may be asked for.

A page of a foreign site reaches a server of this machine by letting its own name point there (DNS rebinding); the
browser then takes the server for a part of that site. What gives it away is the name in `Host`.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Final

LOOPBACK_NAMES: Final = frozenset({"127.0.0.1", "localhost", "::1"})
ANY_NAME: Final = "*"


def host_name(netloc: str) -> str:
    """Return the name in a `Host` header, without port, brackets and letter case; "" for what is none.

    Shape:
        "Example.org:8050" -> "example.org", "[::1]:8050" -> "::1"
    """
    name, bracket, rest = netloc.removeprefix("[").partition("]")
    if netloc.startswith("["):
        return name.lower() if bracket and _is_port(rest) else ""
    name, colon, port = netloc.partition(":")
    return name.rstrip(".").lower() if _is_port(colon + port) else ""


def _is_port(text: str) -> bool:
    return text == "" or (text.startswith(":") and text[1:].isascii() and text[1:].isdecimal())


def is_address(name: str) -> bool:
    """Tell whether a name is an IP address: no name server can make it point elsewhere."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches an address to listen on."""
    if host.lower() == "localhost":
        return True
    return is_address(host) and ipaddress.ip_address(host).is_loopback


class HostNames:
    """The names by which a server that listens on `host` may be asked for.

    On loopback those of loopback; elsewhere every IP address too, and the names of this machine.

    Args:
        host: the address that it listens on.
        more: further names, as of a proxy before it; "*" for any.
    """

    def __init__(self, host: str, more: Iterable[str] = ()) -> None:
        given = {name.lower() for name in more}
        self._is_any = ANY_NAME in given
        self._takes_addresses = not is_loopback(host)
        self.added: Final = frozenset(host_name(name) or name for name in given)
        own = {host_name(host) or host.lower(), *(_machine_names() if self._takes_addresses else ())}
        self._names = LOOPBACK_NAMES | own | self.added

    def __contains__(self, name: str) -> bool:
        """Tell whether a name, as `host_name` gives it, is one of them."""
        return name != "" and (self._is_any or name in self._names or (self._takes_addresses and is_address(name)))


def _machine_names() -> set[str]:
    name = socket.gethostname().lower()
    return {name, f"{name}.local"}
