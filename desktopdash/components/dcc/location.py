"""The address of the page."""

from __future__ import annotations

from typing import Literal

from desktopdash.components.types import ComponentId
from desktopdash.model.component import DeclaredComponent


class Location(DeclaredComponent):
    """The page's address, to read and to write. It shows nothing.

    Args:
        id: the id that callbacks use. Required.
        pathname: the path, for example `"/reports/2024"`.
        search: the query, with its question mark.
        hash: the fragment, with its `#`.
        href: the whole address.
        refresh: what a change by a callback does. True (the default): the page is loaded anew; False: only
            the address changes; `"callback-nav"`: the address changes, and everything that follows it in the
            page does too.
    """

    _namespace = "dash_core_components"

    def __init__(
        self,
        id: ComponentId,
        pathname: str | None = None,
        search: str | None = None,
        hash: str | None = None,
        href: str | None = None,
        refresh: bool | Literal["callback-nav"] | None = None,
    ) -> None: ...
