"""A clock for callbacks."""

from __future__ import annotations

from desktopdash.components.types import ComponentId, Number
from desktopdash.model.component import DeclaredComponent


class Interval(DeclaredComponent):
    """A counter that goes up by one again and again, to run callbacks on time. It shows nothing.

    Args:
        id: the id that callbacks use.
        interval: the time between two counts, in milliseconds. Default 1000.
        disabled: stop counting. Default False.
        n_intervals: the count. Written by the page; default 0.
        max_intervals: stop at this count; -1 (the default) never stops, 0 never starts.
    """

    _namespace = "dash_core_components"

    def __init__(
        self,
        id: ComponentId | None = None,
        interval: Number | None = None,
        disabled: bool | None = None,
        n_intervals: Number | None = None,
        max_intervals: Number | None = None,
    ) -> None: ...
