"""How a callback is called: on the wire by its outputs, in messages by its function's place."""

from __future__ import annotations

import importlib
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
    reading = ".".join(map(str, reads)) + salt
    if not outputs:
        return digest(reading)
    names = [f"{output}@{digest(reading)}" if output.allow_duplicate else str(output) for output in outputs]
    return names[0] if single else f"..{'...'.join(names)}.."


def digest(text: str) -> str:
    """Return a name made of a text, the same in every process: 64 hexadecimal digits.

    Few apps need one, and `hashlib` takes longer to load than this package's model: it is loaded by name, for the first
    of them.
    """
    name: str = importlib.import_module("hashlib").sha256(text.encode()).hexdigest()
    return name


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
