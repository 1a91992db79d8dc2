"""What may be a layout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ..errors import DuplicateIdError, NoLayoutException
from ..model.component import Component
from ..model.ids import stringify_id

_EXPECTED = "a component, a list of components, or a function that returns one of these"


def is_function(value: Any) -> bool:
    """Tell whether a layout is made anew for each page load."""
    return callable(value) and not isinstance(value, Component)


def check_layout(value: Any) -> None:
    """Accept what can be assigned to `app.layout`.

    Raises:
        NoLayoutException: anything but a component, a list of components and text, or a function.
    """
    if is_function(value):
        return
    if isinstance(value, (list, tuple)):
        wrong = [item for item in value if not isinstance(item, (Component, str, int, float))]
        if not wrong:
            return
        raise NoLayoutException(f"app.layout is a list with {wrong[0]!r}; expected {_EXPECTED}")
    if not isinstance(value, Component):
        raise NoLayoutException(f"app.layout is {_told(value)}; expected {_EXPECTED}")


def check_returned(value: Any) -> None:
    """Accept what a layout function can return.

    Raises:
        NoLayoutException: see `check_layout`.
    """
    if is_function(value):
        raise NoLayoutException(f"the layout function returned {value!r}; expected a component or a list of components")
    try:
        check_layout(value)
    except NoLayoutException as error:
        raise NoLayoutException(
            f"the layout function returned {_told(value)}; expected a component or a list"
        ) from error


def check_ids(value: Any) -> None:
    """Refuse a layout in which an id stands twice.

    Raises:
        DuplicateIdError: it names the id.
    """
    seen: set[str] = set()
    for component in components(value):
        id_ = component.__dict__.get("id")
        if id_ is None:
            continue
        text = stringify_id(id_)
        if text in seen:
            raise DuplicateIdError(
                f"the id `{text}` stands twice in the layout; expected each once. Rename one of them"
            )
        seen.add(text)


def components(value: Any) -> Iterator[Component]:
    """Yield the components of a layout that stand in `children`."""
    for item in value if isinstance(value, (list, tuple)) else [value]:
        if isinstance(item, Component):
            yield item
            yield from (part for part in item._traverse() if isinstance(part, Component))


def _told(value: Any) -> str:
    text = repr(value)
    short = text if len(text) <= 80 else f"{text[:79]}…"
    return f"{short}, {_FOREIGN}" if _is_foreign(value) else short


_FOREIGN: Final = (
    "made with the package `dash` that is installed beside desktopdash (call desktopdash.compat.install() before "
    "importing a package that is made for Dash)"
)


def _is_foreign(value: Any) -> bool:
    """Tell whether a value is a component, but one of another Dash."""
    return any(base.__module__ == "dash.development.base_component" for base in type(value).__mro__)
