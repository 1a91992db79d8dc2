"""What a page is given with itself, so that it need not ask: a layout that stands already, the callbacks, its profile.

Each request costs a browser more than these take in the page. What is long is asked for all the same, beside the page's
scripts; so is all that code of the app's may see or answer otherwise.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Final

from ..model.component import Component
from ..protocol.codec import encode
from ..records import dataclass
from ..server.early import STORAGE
from . import layouts

if TYPE_CHECKING:
    from ..profile.storage import Storage
    from .serving import ServedApp

MOST_BYTES: Final = 64 * 1024
_MOST_VALUES: Final = 4000


@dataclass(frozen=True, slots=True)
class Given:
    """What one page is given.

    Attributes:
        answers: JSON by the route that would have to be asked for it.
        page: the page's name for the server, which tells it all that happens from now on; None where it has no stream.
    """

    answers: Mapping[str, bytes]
    page: str | None = None


NOTHING: Final = Given({})


class GivenAnswers:
    """Finds it for the pages of one app."""

    def __init__(self) -> None:
        self._looked_at: tuple[Any, bool] = (None, False)

    def find(self, app: ServedApp, asked: Collection[str]) -> Given:
        """Return what a page is given of what it would ask for."""
        if not asked or app.has_hooks():
            return NOTHING
        page = secrets.token_hex(16) if app.pushes else None
        if page is not None and app.streams.open(page) is None:
            return NOTHING
        found = {route: self._answer(app, route) for route in asked}
        return Given({route: text for route, text in found.items() if text}, page)

    def _answer(self, app: ServedApp, route: str) -> bytes | None:
        """Return an answer as its route gives it; None where it is left to that: a long one, or what goes wrong."""
        try:
            if route == STORAGE:
                text = _kept(app.storage)
            elif route == "_dash-dependencies":
                text = encode(app.registry.entries())
            else:
                text = self._layout(app.layout)
        except Exception:  # noqa: BLE001  the route meets it again, and tells
            return None
        return text if len(text) <= MOST_BYTES else None

    def _layout(self, layout: Any) -> bytes:
        text = encode(layout) if self._is_at_hand(layout) else b""
        if len(text) > MOST_BYTES:  # a figure, or another value with many in it
            self._looked_at = (layout, False)
        return text

    def _is_at_hand(self, layout: Any) -> bool:
        """Tell whether a layout stands already, and is short; found out once for each."""
        if layouts.is_function(layout):
            return False
        known, is_short = self._looked_at
        if known is not layout:
            is_short = _is_short(layout)
            self._looked_at = (layout, is_short)
        return is_short


def _kept(storage: Storage | None) -> bytes:
    return b"" if storage is None or storage.length() > MOST_BYTES else encode(storage.read_all())


def _is_short(value: Any) -> bool:
    """Tell whether a value has few values in it, without looking at more than those."""
    left, seen = [value], 0
    while left:
        one = left.pop()
        seen += 1
        if isinstance(one, Component):
            one = vars(one)
        if isinstance(one, Mapping):
            one = list(one.values())
        if isinstance(one, (list, tuple)):
            seen += len(one)
            if seen <= _MOST_VALUES:
                left += one
        if seen > _MOST_VALUES:
            return False
    return True
