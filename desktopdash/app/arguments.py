"""The arguments of Dash's constructor that have no effect here: the harmless ones, and those to refuse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

_HARMLESS: Final = {
    "compress": "the page comes from this machine; compressing costs more than it saves",
    "eager_loading": "the page loads what it shows, when it shows it",
    "include_pages_meta": "concerns pages only",
    "use_async": "async functions are awaited whenever there are any",
}

_LATER: Final[Mapping[str, tuple[Any, ...]]] = {
    "backend": (None, "flask"),
    "use_pages": (None, False),
    "pages_folder": ("pages", "", None),
    "routing_callback_inputs": (None,),
    "show_undo_redo": (False,),
    "csrf_token_name": ("_csrf_token",),
    "csrf_header_name": ("X-CSRFToken",),
    "websocket_callbacks": (None, False),
    "websocket_allowed_origins": (None,),
    "websocket_inactivity_timeout": (300_000, None),
    "websocket_heartbeat_interval": (30_000, None),
    "websocket_batch_delay": (0.005, None),
    "websocket_max_workers": (4, None),
    "enable_mcp": (None, False),
    "mcp_path": (None,),
}
"""Those of which only these values mean what happens here."""


def check_others(given: Mapping[str, Any], known: Iterable[str]) -> None:
    """Refuse arguments of `Dash(...)` that would have no effect.

    Args:
        given: arguments that the constructor does not have itself.
        known: the names that it has.

    Raises:
        TypeError: an argument that Dash does not have, or one that asks for what is not there; it lists the
            known ones.
    """
    for name, value in given.items():
        if name in _HARMLESS or (
            name in _LATER and any(value is allowed or value == allowed for allowed in _LATER[name])
        ):
            continue
        names = ", ".join(sorted(known))
        if name in _LATER:
            raise TypeError(f"Dash({name}={value!r}): desktopdash cannot do this yet; it knows {names}")
        raise TypeError(f"Dash() got an unexpected keyword argument '{name}'; it knows {names}")
