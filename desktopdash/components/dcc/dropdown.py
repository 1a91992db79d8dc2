"""A choice from a list that opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from desktopdash.components.types import (
    ComponentId,
    Number,
    Options,
    Persistence,
    PersistenceType,
    Scalar,
    Style,
)
from desktopdash.model.component import DeclaredComponent


class Dropdown(DeclaredComponent):
    """A list that opens, to choose one or several of its options; it can be searched.

    Args:
        options: what can be chosen: a list of values, a dict of value to label, or a list of dicts with the
            keys `label` (text or a component), `value`, `disabled`, `title` (shown on hover) and `search`
            (the text that a search looks in, when the label is a component).
        value: the chosen value; with `multi` the list of them. None (or an empty list) when nothing is
            chosen.
        multi: several can be chosen. Default False.
        clearable: show the button that clears the choice. Default True.
        searchable: show the search field above the options. Default True.
        search_value: the text in the search field. Written by the page; a callback on it may load options.
        placeholder: the text shown while nothing is chosen. Default "Select...".
        disabled: nothing can be changed. Default False.
        closeOnSelect: close the list when an option is chosen. Default: True for a single choice, False with
            `multi`.
        optionHeight: the height of an option in pixels, or `"auto"` (the default).
        maxHeight: the greatest height of the open list in pixels. Default 200.
        style: CSS of the control, its keys in camelCase.
        labels: other words for the control's own texts: `select_all`, `deselect_all`, `selected_count` (with
            `{num_selected}`), `search`, `clear_search`, `clear_selection`, `no_options_found`.
        debounce: send the choice when the list closes, rather than at every click. Default False.
        search_order: `"index"` (the default) shows the best matches first, `"original"` keeps the order of
            `options`.
        className: CSS classes of the control.
        persistence: any true value keeps what the person chose when the component is made again or the page
            is reloaded, for as long as this value and the value that the app gave stay the same.
        persisted_props: which props persistence keeps; only `value` can be.
        persistence_type: where it is kept: `"local"` (the default), `"session"` or `"memory"`.
        id: the id that callbacks use.
        componentPath: taken for compatibility; nothing reads it.
    """

    _namespace = "dash_core_components"
    _children_props = ["options[].label"]

    def __init__(
        self,
        options: Options = None,
        value: Scalar | Sequence[Scalar] | None = None,
        multi: bool | None = None,
        clearable: bool | None = None,
        searchable: bool | None = None,
        search_value: str | None = None,
        placeholder: str | None = None,
        disabled: bool | None = None,
        closeOnSelect: bool | None = None,
        optionHeight: Number | Literal["auto"] | None = None,
        maxHeight: Number | None = None,
        style: Style | None = None,
        labels: Mapping[str, str] | None = None,
        debounce: bool | None = None,
        search_order: Literal["index", "original"] | None = None,
        className: str | None = None,
        persistence: Persistence | None = None,
        persisted_props: Sequence[str] | None = None,
        persistence_type: PersistenceType | None = None,
        id: ComponentId | None = None,
        componentPath: Any = None,
    ) -> None: ...
