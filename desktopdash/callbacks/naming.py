"""How a callback is called: on the wire by its outputs, in messages by its function's place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from ..model.dependency import Dependency, Output


def wire_name(outputs: Sequence[Output], reads: Sequence[Dependency], single: bool, salt: str = "") -> str:
    """Return a callback's name on the wire.

    Args:
        outputs: its outputs.
        reads: its inputs; they tell apart callbacks that share an output, or have none.
        single: the function returns one value and not a grouping of one.
        salt: text that tells apart callbacks that are alike in all this.

    Shape:
        one: "id.prop";  several: "..id.prop...id.prop..";  none: a hash;
        `allow_duplicate`: "id.prop@hash"
    """
    mark = hashlib.sha256((".".join(map(str, reads)) + salt).encode()).hexdigest()
    names = [f"{output}@{mark}" if output.allow_duplicate else str(output) for output in outputs]
    if not names:
        return mark
    return names[0] if single else f"..{'...'.join(names)}.."


def function_label(function: Callable[..., Any]) -> str:
    """Return "name (module:line)" of a user's function, "name (module)" where Python knows no line."""
    inner = function
    while hasattr(inner, "__wrapped__"):
        inner = inner.__wrapped__
    name = getattr(inner, "__qualname__", None) or getattr(inner, "__name__", None) or repr(inner)
    module = getattr(inner, "__module__", None) or "?"
    code = getattr(inner, "__code__", None)
    place = f"{module}:{code.co_firstlineno}" if code is not None else module
    return f"{name.rpartition('<locals>.')[2]} ({place})"
