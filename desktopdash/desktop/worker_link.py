"""A worker's way to the desktop: by the app's process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from ..errors import DesktopError
from ..protocol.codec import decode, encode
from .link import Handler


class WorkerLink:
    """See `Link`.

    Args:
        ask: takes a question, its arguments as JSON, to the app's process; returns JSON.
    """

    def __init__(self, ask: Callable[[str, bytes, float | None], str | None]) -> None:
        self._ask = ask
        self._on_click: dict[str, str] = {}

    def ask(self, name: str, args: Mapping[str, Any], timeout_s: float | None) -> Any:
        """See `Link`."""
        on_click = self._on_click.pop(args.get("note", ""), None)
        more = {} if on_click is None else {"on_click": on_click}
        text = self._ask(name, encode({**args, **more}), timeout_s)
        return None if text is None else decode(text.encode())

    def listen(self, event: str, handler: Handler) -> NoReturn:  # noqa: ARG002
        """See `Link`: a worker hears no events."""
        raise DesktopError("invalid", f"a job cannot wait for {event!r}; listen in the app itself, as at its top level")

    def watch_note(self, note: str, handler: Handler | str) -> None:
        """See `Link`: a job may be gone when its notification is clicked."""
        if not isinstance(handler, str):
            raise DesktopError(
                "invalid", "on_click of a job's notification is a function; expected the name of one with @app.expose"
            )
        self._on_click[note] = handler
