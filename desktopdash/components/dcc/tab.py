"""One of several pages that lie behind each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktopdash.components.types import Children, ComponentId, Number, Persistence, PersistenceType, Style
from desktopdash.model.component import DeclaredComponent


class Tab(DeclaredComponent):
    """One page of `dcc.Tabs`: its label, and what is shown while it is in front.

    Args:
        children: the content.
        label: the text, or the components, on the label.
        value: what `Tabs.value` is while this tab is in front. Default `"tab-1"` for the first tab and so on.
        disabled: it cannot be selected. Default False.
        disabled_style: CSS of the label while it is disabled. Default: the colour of disabled text.
        disabled_className: CSS classes of the label while it is disabled.
        className: CSS classes of the label.
        selected_className: CSS classes of the label while it is selected.
        style: CSS of the label, its keys in camelCase.
        selected_style: CSS of the label while it is selected, in addition to `style`.
        width: the width of the label: pixels, or text such as `"50%"`. Default: labels share the line equally.
        persistence: taken for compatibility; `Tabs` keeps what is selected.
        persisted_props: likewise.
        persistence_type: likewise.
        id: the id that callbacks use.
        componentPath: taken for compatibility; nothing reads it.
    """

    _namespace = "dash_core_components"
    _children_props = ["label"]
    _base_nodes = ["label", "children"]

    def __init__(
        self,
        children: Children = None,
        label: Children = None,
        value: str | None = None,
        disabled: bool | None = None,
        disabled_style: Style | None = None,
        disabled_className: str | None = None,
        className: str | None = None,
        selected_className: str | None = None,
        style: Style | None = None,
        selected_style: Style | None = None,
        width: str | Number | None = None,
        persistence: Persistence | None = None,
        persisted_props: Sequence[str] | None = None,
        persistence_type: PersistenceType | None = None,
        id: ComponentId | None = None,
        componentPath: Any = None,
    ) -> None: ...
