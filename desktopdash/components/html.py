"""Every HTML element as a component: `html.Div(children, id=...)`.

The classes are made when they are first used (`elements.py`); `html.pyi` beside this file shows them to
editors and type checkers.
"""

from __future__ import annotations

from typing import Any

from desktopdash.components import elements as _elements

__all__ = [*_elements.NAMES]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"html has no element {name!r}")
    made = globals()[name] = _elements.make_element(name, __name__)
    return made


def __dir__() -> list[str]:
    return sorted(__all__)
