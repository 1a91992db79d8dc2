"""What the routes ask of an app."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from logging import Logger
from threading import Event
from typing import TYPE_CHECKING, Any, Literal, Protocol

from ..callbacks.context import Call
from ..callbacks.registry import CallbackRegistry
from .assets import AssetFolder
from .push import Streams

if TYPE_CHECKING:
    from ..profile.storage import Storage
    from .vendored import Vendored


class StartedJob(Protocol):
    """A job that was started for a request."""

    @property
    def id(self) -> str:
        """What its page knows it by."""

    @property
    def over(self) -> Event:
        """Set when it has ended."""

    def quick_answer(self) -> bytes | None:
        """Return its end as JSON, where that is all that it has told."""

    def announce(self) -> list[bytes]:
        """Return the events so far as JSON; further ones go to the page by themselves."""


class Desk(Protocol):
    """Where long callbacks are asked for; see `jobs.jobs.Jobs`."""

    def start(self, call: Call, page: str, body: bytes) -> StartedJob | bytes | None:
        """Start a job; returns it, an answer that was cached, or None where the call is dropped."""

    def events(self, page: str, job: str, after: int) -> list[bytes] | None:
        """Return what a job of a page has told after a number; None where the page has no such job."""

    def cancel(self, page: str, job: str) -> Literal["cancelled", "ended", "unknown"]:
        """Cancel a job of a page."""

    def claim(self, page: str, left: Mapping[str, Collection[str]], lost: Iterable[str]) -> list[dict[str, Any]]:
        """Give a page the jobs of pages that are gone."""

    def leave(self, page: str) -> None:
        """End the jobs of a page that is gone, where they are not to go on."""

    def warm(self) -> None:
        """Get ready for jobs: a page has been drawn."""


class Pages(Protocol):
    """Takes what pages were asked for."""

    def returned(self, page: str, number: int, text: str | None, error: dict[str, str] | None) -> bool:
        """A page has answered; False where it was not asked that."""


class Calls(Protocol):
    """Takes calls of exposed functions."""

    def put(self, page: str, text: str | bytes, reply: Callable[[str | None, dict[str, str] | None], None]) -> None:
        """Take a call; `reply` is given JSON or an error."""


class Happenings(Protocol):
    """Takes what happens to notifications."""

    def happened(self, event: str, detail: Mapping[str, Any]) -> None:
        """Tell the app's functions."""


class Link(Protocol):
    """The app's exposed functions, and what its pages are asked for; see `app.link.AppLink`."""

    @property
    def pages(self) -> Pages:
        """See `Pages`."""

    @property
    def calls(self) -> Calls:
        """See `Calls`."""

    @property
    def happenings(self) -> Happenings:
        """See `Happenings`."""

    def left(self, page: str) -> None:
        """A page is gone."""


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
    def pushes(self) -> bool:
        """Whether its pages listen to streams."""

    @property
    def storage(self) -> Storage | None:
        """What its pages keep, where it has one user only; None where browsers keep it."""

    @property
    def desk(self) -> Desk:
        """Where its long callbacks are asked for."""

    @property
    def link(self) -> Link:
        """What its pages call, and what they are asked for."""

    @property
    def debug(self) -> bool:
        """Whether answers may carry tracebacks."""

    @property
    def routes_prefix(self) -> str:
        """The path before every route; begins and ends with a slash."""

    @property
    def requests_prefix(self) -> str:
        """The path before every route as browsers ask for it; begins and ends with a slash."""

    @property
    def vendored(self) -> Vendored | None:
        """Copies of what its page names on other hosts; None where the page is left as it is."""

    @property
    def offline(self) -> bool:
        """Whether its page may fetch nothing from other hosts."""

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
