"""Write `desktopdash/components/html.pyi` from the table of elements, when run as a script."""

from __future__ import annotations

from pathlib import Path

from desktopdash.components.elements import NAMES, props_of, tag_of

STUB = Path(__file__).parents[3] / "desktopdash" / "components" / "html.pyi"

_FLAGS = (
    "autoPlay controls loop muted autoFocus disabled formNoValidate open noValidate reversed selected defer "
    "multiple required hidden default playsInline readOnly"
)
_NUMBERS = (
    "tabIndex height width max min high low optimum size colSpan rowSpan cols maxLength minLength rows span start value"
)
_TYPES = {
    "children": "Children",
    "id": "ComponentId | None",
    "n_clicks": "int | None",
    "n_clicks_timestamp": "Number | None",
    "disable_n_clicks": "bool | None",
    "style": "Style | None",
    "contentEditable": "bool | str | None",
    "draggable": "bool | str | None",
    "spellCheck": "bool | str | None",
    **dict.fromkeys(_FLAGS.split(), "bool | str | None"),
    **dict.fromkeys(_NUMBERS.split(), "str | Number | None"),
}

_HEAD = """\
# Written by tests/unit/components/html_stub.py from the table in elements.py.
from typing import Any

from desktopdash.components.elements import HtmlElement
from desktopdash.components.types import Children, ComponentId, Number, Style

__all__ = [  # noqa: RUF022 - as Python sorts
{names}
]
"""


def stub() -> str:
    """Return the text of the stub."""
    lines = [_HEAD.format(names="\n".join(f'    "{name}",' for name in NAMES))]
    for name in NAMES:
        lines.append(f"class {name}(HtmlElement):{'  # noqa: E742' if name == 'I' else ''}")
        lines.append(f'    """The HTML element `<{tag_of(name)}>`."""\n')
        lines.append("    def __init__(\n        self,")
        lines += [f"        {prop}: {_TYPES.get(prop, 'str | None')} = None," for prop in props_of(name)]
        lines.append("        **wildcards: Any,\n    ) -> None: ...\n")
    return "\n".join(lines)


if __name__ == "__main__":
    STUB.write_text(stub())
