"""Numbers chosen by moving several handles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from desktopdash.components.types import ComponentId, Number, Persistence, PersistenceType
from desktopdash.model.component import DeclaredComponent


class RangeSlider(DeclaredComponent):
    """Two or more handles on a line, moved to choose a range, with fields to type its ends beside.

    Args:
        min: the least value. Default: the least mark, or 0.
        max: the greatest value. Default: the greatest mark, or 100.
        step: the distance between values. None given by name, with `marks`: only the marks can be chosen.
            Left out: a round step that suits the range.
        marks: texts on the line: a dict of position to label, or to `{"label": ..., "style": ...}`; None for
            no marks. Left out: round marks.
        value: the chosen numbers, one for each handle, in ascending order.
        drag_value: the numbers while a handle is being dragged. Written by the page.
        allowCross: a handle may be moved past another one, and then is that one. Default True.
        pushable: how many steps handles stay apart; True for one. Default False.
        disabled: the handles cannot be moved. Default False.
        count: how many ranges there are where no `value` is given; the handles are one more. Default 1.
        dots: show a dot at every step. Default False.
        included: colour the line between the handles. Default True.
        reverse: the least value stands at the other end. Default False.
        tooltip: the value shown at each handle: `{"always_visible", "placement", "template", "style",
            "transform"}`; in `template` the text `{value}` stands for it.
        updatemode: when `value` changes: `"mouseup"` (the default) or `"drag"`.
        vertical: the line is upright. Default False.
        verticalHeight: the height of an upright slider in pixels. Default 400.
        allow_direct_input: show the fields beside the line, where there are two handles at most. Default True.
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
        value: Sequence[Number] | None = None,
        drag_value: Sequence[Number] | None = None,
        allowCross: bool | None = None,
        pushable: bool | Number | None = None,
        disabled: bool | None = None,
        count: Number | None = None,
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
