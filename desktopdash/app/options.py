"""What `app.run()` asks of the shell."""

from __future__ import annotations

import os

from ..errors import InvalidConfig
from ..records import dataclass

_TRUE = ("1", "true", "yes", "on")


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How an app is to be run.

    Attributes:
        debug: tracebacks in the page, hot reload.
        host: the address to listen on; None: this machine only.
        port: 0 to 65535; None or 0: any free one.
        title: the window's title; None: the app's.
        window: whether a native window is opened.
    """

    debug: bool = False
    host: str | None = None
    port: int | None = None
    title: str | None = None
    window: bool = True


def resolve_run_options(
    debug: bool | None = None,
    host: str | None = None,
    port: int | str | None = None,
    title: str | None = None,
) -> RunOptions:
    """Return the options of `app.run(...)`; what is not given comes from DASH_DEBUG, HOST and PORT.

    Raises:
        InvalidConfig: a port that is no number from 0 to 65535.
    """
    if debug is None:
        debug = os.environ.get("DASH_DEBUG", "").lower() in _TRUE
    host = host or os.environ.get("HOST") or None
    found = os.environ.get("PORT") or None if port is None else port
    return RunOptions(bool(debug), host, None if found is None else parse_port(found), title)


def parse_port(value: int | str) -> int:
    """Return a port as a number.

    Raises:
        InvalidConfig: no number from 0 to 65535.
    """
    text = str(value).strip()
    if not text.isdecimal() or int(text) > 65535:
        raise InvalidConfig(f"port is {value!r}; expected a number from 0 to 65535 (0: any free one)")
    return int(text)
