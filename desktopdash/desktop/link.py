"""Who is asked for what only the desktop or the page can do: another one in the app's process and in a worker's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeAlias

from ..errors import DesktopUnavailable

Handler: TypeAlias = Callable[..., Any]


class Link(Protocol):
    """The way to the desktop."""

    def ask(self, name: str, args: Mapping[str, Any], timeout_s: float | None) -> Any:
        """Ask for an operation and wait for its answer.

        Args:
            name: of `protocol.operations`, or "clientside".
            args: its arguments.
            timeout_s: seconds to wait; None: until the answer or the app's end.

        Raises:
            DesktopError: there is no answer; its code says why.
        """

    def listen(self, event: str, handler: Handler) -> Callable[[], None]:
        """Call `handler` with each event of a name from now on; returns the way to stop.

        Raises:
            DesktopError: events do not reach this process.
        """

    def watch_note(self, note: str, handler: Handler | str) -> None:
        """Call `handler`, or the exposed function of that name, when the note is clicked: with the action's id, None
        for the note itself.

        Raises:
            DesktopError: clicks do not reach this process.
        """


def _nobody() -> Link:
    raise DesktopUnavailable(
        "the desktop was asked for something outside of an app; expected `app = Dash(...)` first, and the app running"
    )


_find: Callable[[], Link] = _nobody


def provide(find: Callable[[], Link]) -> None:
    """Say how this process finds its link."""
    global _find
    _find = find


def current() -> Link:
    """The link of this process.

    Raises:
        DesktopUnavailable: there is none.
    """
    return _find()
