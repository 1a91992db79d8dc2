"""What shows that callbacks are working."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from desktopdash.components.types import Children, ComponentId, Number, Persistence, PersistenceType, Style
from desktopdash.model.component import DeclaredComponent


class Loading(DeclaredComponent):
    """Covers what is inside it with a spinner while callbacks write to it.

    Args:
        children: what is covered. Components at any depth count.
        type: the spinner: `"default"`, `"graph"`, `"cube"`, `"circle"` or `"dot"`.
        fullscreen: the spinner covers the whole window. Default False.
        debug: say above the spinner what is awaited. Default False.
        style: CSS of the spinner, its keys in camelCase.
        parent_className: CSS classes of the whole and of what holds the children.
        parent_style: CSS of both.
        overlay_style: CSS of what holds the children while the spinner is shown. Default
            `{"visibility": "hidden"}`, which a `visibility` here takes the place of.
        color: the colour of the spinner.
        display: `"show"` or `"hide"`: the spinner is shown, or not, whatever callbacks do. Default `"auto"`.
        delay_hide: how long the spinner stays after the last callback has ended, in milliseconds. Default 0.
        delay_show: how long callbacks must have been running before it comes, in milliseconds. Default 0.
        show_initially: it is there when the page is drawn first, before any callback runs. Default True.
        target_components: which callbacks count: a dict of id to the prop that they write, a list of props, or
            `"*"` for all. Default: all.
        custom_spinner: components shown in the place of the spinner.
        className: CSS classes of the spinner.
        persistence: taken for compatibility; there is nothing to keep.
        persisted_props: likewise.
        persistence_type: likewise.
        id: the id that callbacks use.
        componentPath: taken for compatibility; nothing reads it.
    """

    _namespace = "dash_core_components"
    _children_props = ["custom_spinner"]
    _base_nodes = ["custom_spinner", "children"]

    def __init__(
        self,
        children: Children = None,
        type: Literal["graph", "cube", "circle", "dot", "default"] | None = None,
        fullscreen: bool | None = None,
        debug: bool | None = None,
        style: Style | None = None,
        parent_className: str | None = None,
        parent_style: Style | None = None,
        overlay_style: Style | None = None,
        color: str | None = None,
        display: Literal["auto", "show", "hide"] | None = None,
        delay_hide: Number | None = None,
        delay_show: Number | None = None,
        show_initially: bool | None = None,
        target_components: Mapping[str, str | Sequence[str]] | None = None,
        custom_spinner: Children = None,
        className: str | None = None,
        persistence: Persistence | None = None,
        persisted_props: Sequence[str] | None = None,
        persistence_type: PersistenceType | None = None,
        id: ComponentId | None = None,
        componentPath: Any = None,
    ) -> None: ...
