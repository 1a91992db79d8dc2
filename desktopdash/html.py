"""Every HTML element as a component: `html.Div(children, id=...)`; the classes are those of
`components.html`.
"""

from __future__ import annotations

from typing import Any

from .components import html as _html

__all__ = [*_html.__all__]


def __getattr__(name: str) -> Any:
    return getattr(_html, name)


def __dir__() -> list[str]:
    return sorted(__all__)
