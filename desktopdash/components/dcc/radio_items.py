"""A choice of one among options that are all shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktopdash.components.types import ComponentId, Options, Persistence, PersistenceType, Scalar, Style
from desktopdash.model.component import DeclaredComponent


class RadioItems(DeclaredComponent):
    """One choice among options that are all shown.

    Args:
        options: what can be chosen: a list of values, a dict of value to label, or a list of dicts with the
            keys `label` (text or a component), `value`, `disabled` and `title` (shown on hover).
        value: the chosen value; None when nothing is chosen.
        inline: one beside the other instead of one under the other. Default False.
        style: CSS of the whole list, its keys in camelCase.
        inputStyle: CSS of each radio button.
        inputClassName: CSS classes of each radio button.
        labelStyle: CSS of each option's label, which the radio button is in.
        labelClassName: CSS classes of each option's label.
        className: CSS classes of the whole list.
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
        value: Scalar | None = None,
        inline: bool | None = None,
        style: Style | None = None,
        inputStyle: Style | None = None,
        inputClassName: str | None = None,
        labelStyle: Style | None = None,
        labelClassName: str | None = None,
        className: str | None = None,
        persistence: Persistence | None = None,
        persisted_props: Sequence[str] | None = None,
        persistence_type: PersistenceType | None = None,
        id: ComponentId | None = None,
        componentPath: Any = None,
    ) -> None: ...
