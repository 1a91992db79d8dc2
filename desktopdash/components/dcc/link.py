"""A link to another page of the app."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktopdash.components.types import Children, ComponentId, Style
from desktopdash.model.component import Component, DeclaredComponent


class Link(DeclaredComponent):
    """A link inside the app: it changes the address without loading the page anew.

    For a link out of the app use `html.A`.

    Args:
        children: what the link shows; left out, its address.
        href: the address. Required.
        target: where it opens, for example `"_blank"`.
        refresh: load the page anew. Default False.
        title: the text shown on hover.
        className: CSS classes of the link.
        style: CSS of the link, its keys in camelCase.
        id: the id that callbacks use.
        loading_state: taken for compatibility; nothing reads it.
    """

    _namespace = "dash_core_components"

    def __init__(
        self,
        children: Children = None,
        href: str = Component.REQUIRED,
        target: str | None = None,
        refresh: bool | None = None,
        title: str | None = None,
        className: str | None = None,
        style: Style | None = None,
        id: ComponentId | None = None,
        loading_state: Mapping[str, Any] | None = None,
    ) -> None: ...
