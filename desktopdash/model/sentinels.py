"""Values that mean something other than themselves."""

from __future__ import annotations

from typing import Any, Final


class NoUpdate:
    """The type of `no_update`: return it in place of a value to leave that output alone."""

    __slots__ = ()

    def to_plotly_json(self) -> dict[str, str]:
        """Return the form in which Dash writes it inside a value; `is_no_update` knows it again."""
        return {"_dash_no_update": "_dash_no_update"}

    @staticmethod
    def is_no_update(value: Any) -> bool:
        """Tell whether a value is `no_update`, or was before it went through JSON."""
        return isinstance(value, NoUpdate) or (isinstance(value, dict) and value == NoUpdate().to_plotly_json())

    def __repr__(self) -> str:
        return "no_update"


no_update: Final = NoUpdate()
