"""A plotly figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from desktopdash.components.types import ComponentId, Style
from desktopdash.model.component import DeclaredComponent


class Graph(DeclaredComponent):
    """A figure drawn by plotly.js, with what a person does in it as props.

    Args:
        id: the id that callbacks use.
        responsive: True: the figure follows the size of its box, whatever the figure says; False: it never
            does; `"auto"` (the default): it does unless the figure has a width and height of its own.
        clickData: the points last clicked: `{"points": [...]}`. Written by the page.
        clickAnnotationData: the annotation last clicked. Written by the page.
        hoverData: the points last pointed at. Written by the page.
        clear_on_unhover: set `hoverData` to None when the pointer leaves a point. Default False.
        selectedData: the points inside the box or lasso last drawn, with its range. Written by the page.
        relayoutData: the last change of the layout (zoom, pan, drawn shapes): attribute path to value.
            Written by the page.
        extendData: points to append to traces that are there: `[updates, trace indices, most points to
            keep]`, or only the updates.
        prependData: points to put before those of traces that are there, in the same form.
        restyleData: the last change of the traces (legend clicks): `[changes, trace indices]`. Written by the
            page.
        figure: a plotly figure, or a dict of `data`, `layout` and `frames`.
        style: CSS of the box, its keys in camelCase.
        className: CSS classes of the box.
        mathjax: typeset LaTeX between dollar signs in the figure's text. Default False.
        animate: move from one figure to the next by plotly's animation. Default False.
        animation_options: plotly's animation settings; default 750 ms, cubic-in-out, no redraw of frames.
        config: plotly.js settings such as `{"displayModeBar": False, "scrollZoom": True}`.
    """

    _namespace = "dash_core_components"

    def __init__(
        self,
        id: ComponentId | None = None,
        responsive: bool | Literal["auto"] | None = None,
        clickData: Mapping[str, Any] | None = None,
        clickAnnotationData: Mapping[str, Any] | None = None,
        hoverData: Mapping[str, Any] | None = None,
        clear_on_unhover: bool | None = None,
        selectedData: Mapping[str, Any] | None = None,
        relayoutData: Mapping[str, Any] | None = None,
        extendData: Sequence[Any] | Mapping[str, Any] | None = None,
        prependData: Sequence[Any] | Mapping[str, Any] | None = None,
        restyleData: Sequence[Any] | None = None,
        # A plotly Figure, or its JSON. Naming the class here would import plotly with every component.
        figure: Any = None,
        style: Style | None = None,
        className: str | None = None,
        mathjax: bool | None = None,
        animate: bool | None = None,
        animation_options: Mapping[str, Any] | None = None,
        config: Mapping[str, Any] | None = None,
    ) -> None: ...
