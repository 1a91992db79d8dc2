"""A field for several lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktopdash.components.types import ComponentId, Number, Persistence, PersistenceType, Style
from desktopdash.model.component import DeclaredComponent


class Textarea(DeclaredComponent):
    """A field for several lines of text; callbacks hear of every key.

    Args:
        value: the text.
        autoFocus: the field has the focus when the page has loaded.
        cols: the width of the field in characters, where its style leaves it free.
        disabled: the field cannot be used.
        form: the id of the form that the field belongs to.
        maxLength: the greatest number of characters.
        minLength: the least number of characters.
        name: the field's name in a form.
        placeholder: the hint shown in the empty field.
        readOnly: the text can be selected and not changed.
        required: the field may not stay empty.
        rows: the height of the field in lines.
        wrap: how lines that are too long are broken: `"soft"`, `"hard"` or `"off"`.
        accessKey: the key that leads to the field.
        contentEditable: whether the content can be edited, as in HTML.
        contextMenu: the id of a menu, as in HTML.
        dir: the direction of the text: `"ltr"` or `"rtl"`.
        draggable: whether the field can be dragged.
        hidden: the field is not shown.
        lang: the language of the text.
        spellCheck: check the spelling.
        style: CSS of the field, its keys in camelCase.
        tabIndex: the field's place in the order of the Tab key.
        title: the text shown on hover.
        n_blur: how often the field was left. Written by the page; default 0.
        n_blur_timestamp: when it last was, in milliseconds since 1970. Default -1.
        n_clicks: how often the field was clicked. Written by the page; default 0.
        n_clicks_timestamp: when it last was, in milliseconds since 1970. Default -1.
        className: CSS classes of the field.
        persistence: any true value keeps what the person wrote when the component is made again or the page
            is reloaded, for as long as this value and the value that the app gave stay the same.
        persisted_props: which props persistence keeps; only `value` can be.
        persistence_type: where it is kept: `"local"` (the default), `"session"` or `"memory"`.
        id: the id that callbacks use.
        componentPath: taken for compatibility; nothing reads it.
    """

    _namespace = "dash_core_components"

    def __init__(
        self,
        value: str | None = None,
        autoFocus: bool | str | None = None,
        cols: Number | None = None,
        disabled: bool | str | None = None,
        form: str | None = None,
        maxLength: Number | None = None,
        minLength: Number | None = None,
        name: str | None = None,
        placeholder: str | None = None,
        readOnly: bool | str | None = None,
        required: bool | str | None = None,
        rows: Number | None = None,
        wrap: str | None = None,
        accessKey: str | None = None,
        contentEditable: bool | None = None,
        contextMenu: str | None = None,
        dir: str | None = None,
        draggable: bool | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        spellCheck: bool | None = None,
        style: Style | None = None,
        tabIndex: Number | None = None,
        title: str | None = None,
        n_blur: Number | None = None,
        n_blur_timestamp: Number | None = None,
        n_clicks: Number | None = None,
        n_clicks_timestamp: Number | None = None,
        className: str | None = None,
        persistence: Persistence | None = None,
        persisted_props: Sequence[str] | None = None,
        persistence_type: PersistenceType | None = None,
        id: ComponentId | None = None,
        componentPath: Any = None,
    ) -> None: ...
