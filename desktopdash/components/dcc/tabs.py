"""Several pages that lie behind each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktopdash.components.types import Children, ComponentId, Number, Persistence, PersistenceType, Style
from desktopdash.model.component import DeclaredComponent


class Tabs(DeclaredComponent):
    """Several pages, one of them in front, and the labels that bring another one there.

    The arrow keys go from label to label, Enter and the space bar select. What a tab that is not selected holds is
    not drawn; its components are in the page for callbacks all the same.

    Args:
        children: `dcc.Tab` components.
        value: the `value` of the tab in front. Default: that of the first tab, which the page writes here.
        content_className: CSS classes of what holds the content of the tab in front.
        parent_className: CSS classes of the whole.
        style: CSS of what holds the labels, its keys in camelCase.
        parent_style: CSS of the whole.
        content_style: CSS of what holds the content.
        vertical: the labels stand at the side, one under the other. Default False.
        mobile_breakpoint: the width of the window in pixels below which each label takes a line of its own.
            Default 800; 0 for never.
        colors: the colours of the labels: a dict with the keys `border`, `primary` and `background`.
        className: CSS classes of what holds the labels.
        persistence: any true value keeps what the person chose when the component is made again or the page
            is reloaded, for as long as this value and the value that the app gave stay the same.
        persisted_props: which props persistence keeps; only `value` can be.
        persistence_type: where it is kept: `"local"` (the default), `"session"` or `"memory"`.
        id: the id that callbacks use. The whole has this id with `-parent` after it.
        componentPath: taken for compatibility; nothing reads it.
    """

    _namespace = "dash_core_components"

    def __init__(
        self,
        children: Children = None,
        value: str | None = None,
        content_className: str | None = None,
        parent_className: str | None = None,
        style: Style | None = None,
        parent_style: Style | None = None,
        content_style: Style | None = None,
        vertical: bool | None = None,
        mobile_breakpoint: Number | None = None,
        colors: Mapping[str, str] | None = None,
        className: str | None = None,
        persistence: Persistence | None = None,
        persisted_props: Sequence[str] | None = None,
        persistence_type: PersistenceType | None = None,
        id: ComponentId | None = None,
        componentPath: Any = None,
    ) -> None: ...
