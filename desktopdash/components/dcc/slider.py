"""A number chosen by moving a handle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from desktopdash.components.types import ComponentId, Number, Persistence, PersistenceType
from desktopdash.model.component import DeclaredComponent


class Slider(DeclaredComponent):
    """A handle on a line, moved to choose a number, with a field to type it beside.

    Args:
        min: the least value. Default: the least mark, or 0.
        max: the greatest value. Default: the greatest mark, or 100.
        step: the distance between values. None given by name, with `marks`: only the marks can be chosen.
            Left out: a round step that suits the range.
        marks: texts on the line: a dict of position to label, or to `{"label": ..., "style": ...}`; None for
            no marks. Left out: round marks.
        value: the chosen number.
        drag_value: the number while the handle is being dragged. Written by the page.
        disabled: the handle cannot be moved. Default False.
        dots: show a dot at every step. Default False.
        included: colour the line up to the handle. Default True.
        reverse: the least value stands at the other end. Default False.
        tooltip: the value shown at the handle: `{"always_visible", "placement", "template", "style",
            "transform"}`; in `template` the text `{value}` stands for it.
        updatemode: when `value` changes: `"mouseup"` (the default) or `"drag"`.
        vertical: the line is upright. Default False.
        verticalHeight: the height of an upright slider in pixels. Default 400.
        allow_direct_input: show the field beside the line. Default True.
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
        min: Number | None = None,
        max: Number | None = None,
        step: Number | None = None,
        marks: Mapping[Any, Any] | None = None,
        value: Number | None = None,
        drag_value: Number | None = None,
        disabled: bool | None = None,
        dots: bool | None = None,
        included: bool | None = None,
        reverse: bool | None = None,
        tooltip: Mapping[str, Any] | None = None,
        updatemode: Literal["mouseup", "drag"] | None = None,
        vertical: bool | None = None,
        verticalHeight: Number | None = None,
        allow_direct_input: bool | None = None,
        className: str | None = None,
        persistence: Persistence | None = None,
        persisted_props: Sequence[str] | None = None,
        persistence_type: PersistenceType | None = None,
        id: ComponentId | None = None,
        componentPath: Any = None,
    ) -> None: ...
