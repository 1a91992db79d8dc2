"""Data that lives in the page."""

from __future__ import annotations

from typing import Any, Literal

from desktopdash.components.types import ComponentId, Number
from desktopdash.model.component import DeclaredComponent


class Store(DeclaredComponent):
    """Data kept in the page and not shown, to be passed from callback to callback.

    A memory store holds what a clientside callback puts in it as the same live object; the other two hold
    JSON.

    Args:
        id: the id that callbacks use. Required; it is also the key under which the data is kept.
        storage_type: how long the data lives. `"memory"` (the default): until the page is reloaded;
            `"session"`: until the window is closed; `"local"`: across launches.
        data: the data.
        clear_data: set it to True to remove the data; it goes back to False by itself. Default False.
        modified_timestamp: when the data last changed, in milliseconds since 1970. Written by the page;
            default -1.
    """

    _namespace = "dash_core_components"

    def __init__(
        self,
        id: ComponentId,
        storage_type: Literal["local", "session", "memory"] | None = None,
        data: Any = None,
        clear_data: bool | None = None,
        modified_timestamp: Number | None = None,
    ) -> None: ...
