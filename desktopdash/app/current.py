"""The app that app-less functions speak of: the one being served, else the one that was made last."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from ..desktop.link import Link, provide
from ..errors import AppNotFoundError, DesktopUnavailable


class AppPaths(Protocol):
    """The part of an app that these functions need."""

    def get_asset_url(self, path: str) -> str:
        """Return the URL of a file in the assets folder."""

    def get_relative_path(self, path: str) -> str:
        """Return a path with the app's prefix in front."""

    def strip_relative_path(self, path: str | None) -> str | None:
        """Return a path without the app's prefix."""


_served: ContextVar[Any] = ContextVar("desktopdash_app", default=None)
_newest: list[weakref.ref[Any]] = []


def made(app: AppPaths) -> None:
    """Remember an app as the one that was made last."""
    _newest[:] = [weakref.ref(app)]


@contextmanager
def serving(app: AppPaths) -> Iterator[None]:
    """Make an app the one being served."""
    token = _served.set(app)
    try:
        yield
    finally:
        _served.reset(token)


def find_link() -> Link:
    """The way to the desktop of the app that `get_app` finds.

    Raises:
        DesktopUnavailable: none has been made.
    """
    try:
        found: Link = get_app().link
    except AppNotFoundError as error:
        raise DesktopUnavailable(str(error)) from error
    return found


def get_app() -> Any:
    """Return the `Dash` app being served; outside a request the one that was made last.

    Raises:
        AppNotFoundError: none has been made.
    """
    found = _served.get() or (_newest[0]() if _newest else None)
    if found is None:
        raise AppNotFoundError("get_app() was called before an app was made; expected `app = Dash(...)` first")
    return found


def get_asset_url(path: str) -> str:
    """Return the URL of a file in the assets folder, for `src=` and `href=`."""
    url: str = get_app().get_asset_url(path)
    return url


def get_relative_path(path: str) -> str:
    """Return a path of the app with its prefix in front, for `href=`."""
    url: str = get_app().get_relative_path(path)
    return url


def strip_relative_path(path: str | None) -> str | None:
    """Return a path of the page (`dcc.Location.pathname`) without the app's prefix and slashes."""
    stripped: str | None = get_app().strip_relative_path(path)
    return stripped


provide(find_link)
