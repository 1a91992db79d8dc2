"""A field to type in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from desktopdash.components.types import ComponentId, Number, Persistence, PersistenceType, Style
from desktopdash.model.component import DeclaredComponent


class Input(DeclaredComponent):
    """A field for one line of text or a number.

    Args:
        value: what stands in the field: text, or a number when `type` is `"number"`. A field of numbers that
            is empty or holds what is no number, or one outside `min` and `max`, has None.
        type: the kind of field, as in HTML. Default `"text"`.
        debounce: True: the value is sent on Enter and when the field is left; a number: after that many
            seconds without a key; False (the default): at every key.
        placeholder: the hint shown in the empty field.
        n_submit: how often Enter was pressed in the field. Written by the page; default 0.
        n_submit_timestamp: when it last was, in milliseconds since 1970. Default -1.
        inputMode: which keyboard a touch screen shows.
        autoComplete: whether the browser may offer earlier entries. Default `"off"`.
        readOnly: the value can be selected and not changed.
        required: the field may not stay empty.
        autoFocus: the field has the focus when the page has loaded.
        disabled: the field cannot be used.
        list: the id of an `html.Datalist` whose options are suggested.
        multiple: an email field takes several addresses.
        spellCheck: check the spelling.
        name: the field's name in a form.
        min: the least number.
        max: the greatest number.
        step: the distance between allowed numbers; `"any"` (the default) allows all.
        minLength: the least number of characters.
        maxLength: the greatest number of characters.
        pattern: a regular expression (of JavaScript) that the whole value must match.
        selectionStart: where the selection begins, counted in characters.
        selectionEnd: where it ends.
        selectionDirection: `"forward"`, `"backward"` or `"none"`.
        n_blur: how often the field was left. Written by the page; default 0.
        n_blur_timestamp: when it last was, in milliseconds since 1970. Default -1.
        size: the width of the field in characters.
        style: CSS of the control, its keys in camelCase.
        className: CSS classes of the control.
        persistence: any true value keeps what the person chose when the component is made again or the page
            is reloaded, for as long as this value and the value that the app gave stay the same.
        persisted_props: which props persistence keeps; only `value` can be.
        persistence_type: where it is kept: `"local"` (the default), `"session"` or `"memory"`.
        id: the id that callbacks use.
        componentPath: taken for compatibility; nothing reads it.
    """

    _namespace = "dash_core_components"

    def __init__(
        self,
        value: str | Number | None = None,
        type: Literal["text", "number", "password", "email", "range", "search", "tel", "url", "hidden"] | None = None,
        debounce: bool | Number | None = None,
        placeholder: str | Number | None = None,
        n_submit: Number | None = None,
        n_submit_timestamp: Number | None = None,
        inputMode: str | None = None,
        autoComplete: str | None = None,
        readOnly: bool | str | None = None,
        required: bool | str | None = None,
        autoFocus: bool | str | None = None,
        disabled: bool | str | None = None,
        list: str | None = None,
        multiple: bool | None = None,
        spellCheck: bool | str | None = None,
        name: str | None = None,
        min: str | Number | None = None,
        max: str | Number | None = None,
        step: str | Number | None = None,
        minLength: str | Number | None = None,
        maxLength: str | Number | None = None,
        pattern: str | None = None,
        selectionStart: str | Number | None = None,
        selectionEnd: str | Number | None = None,
        selectionDirection: str | None = None,
        n_blur: Number | None = None,
        n_blur_timestamp: Number | None = None,
        size: str | Number | None = None,
        style: Style | None = None,
        className: str | None = None,
        persistence: Persistence | None = None,
        persisted_props: Sequence[str] | None = None,
        persistence_type: PersistenceType | None = None,
        id: ComponentId | None = None,
        componentPath: Any = None,
    ) -> None: ...
