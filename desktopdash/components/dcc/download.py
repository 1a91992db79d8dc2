"""Files for the person in front of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktopdash.components.types import ComponentId
from desktopdash.model.component import DeclaredComponent


class Download(DeclaredComponent):
    """Saves a file whenever a callback gives it one. It shows nothing.

    `dcc.send_string`, `dcc.send_bytes`, `dcc.send_file` and `dcc.send_data_frame` make what `data` takes.

    Args:
        id: the id that callbacks use.
        data: the file: a dict of `filename` (what it is to be called; folders in it are left out), `content` (text),
            `base64` (whether the content is base64) and `type` (its MIME type). Every time that it is set the file
            is saved, the same one too; what the layout brings is not.
        base64: what counts where the data has no `base64`. Default False.
        type: what counts where the data has no `type`, or None. By default "text/plain" for a dict without one; a
            file of unknown kind for base64, and for what the functions make.
    """

    _namespace = "dash_core_components"

    def __init__(
        self,
        id: ComponentId | None = None,
        data: Mapping[str, Any] | None = None,
        base64: bool | None = None,
        type: str | None = None,
    ) -> None: ...
