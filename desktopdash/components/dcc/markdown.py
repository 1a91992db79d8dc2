"""Text written in Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktopdash.components.types import ComponentId, Style
from desktopdash.model.component import DeclaredComponent


class Markdown(DeclaredComponent):
    """Text written in Markdown, with GitHub's tables, strike-through and task lists, and coloured code.

    Args:
        children: the text, or a list of texts, which are joined by line breaks.
        id: the id that callbacks use.
        className: CSS classes of the box.
        mathjax: typeset LaTeX between dollar signs. Default False. Taken, and not acted on yet.
        dangerously_allow_html: let HTML in the text through. Scripts are still taken out. Default False.
        link_target: where links open, for example `"_blank"`.
        dedent: take away the white space that all lines begin with. Default True.
        highlight_config: `{"theme": "dark"}` colours code for a dark page, `"light"` (the default) for a
            light one.
        style: CSS of the box, its keys in camelCase.
    """

    _namespace = "dash_core_components"

    def __init__(
        self,
        children: str | Sequence[str] | None = None,
        id: ComponentId | None = None,
        className: str | None = None,
        mathjax: bool | None = None,
        dangerously_allow_html: bool | None = None,
        link_target: str | None = None,
        dedent: bool | None = None,
        highlight_config: Mapping[str, Any] | None = None,
        style: Style | None = None,
    ) -> None: ...
