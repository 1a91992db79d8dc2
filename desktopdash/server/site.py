"""What the routes ask of an app."""

from __future__ import annotations

from contextlib import AbstractContextManager
from logging import Logger
from typing import Any, Protocol

from ..callbacks.registry import CallbackRegistry
from .assets import AssetFolder
from .push import Streams


class Site(Protocol):
    """An app as the server sees it."""

    @property
    def registry(self) -> CallbackRegistry:
        """The app's callbacks."""

    @property
    def logger(self) -> Logger:
        """Where failures are told."""

    @property
    def streams(self) -> Streams:
        """The streams of its pages."""

    @property
    def debug(self) -> bool:
        """Whether answers may carry tracebacks."""

    @property
    def routes_prefix(self) -> str:
        """The path before every route; begins and ends with a slash."""

    @property
    def assets(self) -> AssetFolder:
        """The app's own files."""

    @property
    def health_path(self) -> str | None:
        """The path after the prefix that answers OK while the server lives; None for none."""

    def serving(self) -> AbstractContextManager[Any]:
        """Make this the app that `get_app` finds, and check it at the first time.

        Raises:
            DesktopdashError: the app cannot be served as it is.
        """

    def is_plain(self, path: str) -> bool:
        """Tell whether the page ("") or the layout ("_dash-layout") is made without code of the user's."""

    def get_layout(self) -> Any:
        """Return the layout for one page load; a function is called."""

    def index(self) -> str:
        """Return the page."""

    def late_package(self, namespace: str) -> dict[str, Any] | None:
        """Return what a page needs for a component package that was imported after the page was made; None for a
        namespace that no imported package has.
        """
