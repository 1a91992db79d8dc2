"""Cached answers (`cache_by`): under which key an answer is kept."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..callbacks.context import Call
from ..callbacks.naming import digest
from ..model.grouping import flatten_grouping
from ..model.ids import stringify_id
from ..protocol.codec import encode
from ..protocol.messages import Argument, Target


def cache_key(call: Call, cache_by: Sequence[Callable[[], Any]]) -> str:
    """Return the key of a call's answer: made of the callback and its code, its outputs, its arguments and what the
    functions of `cache_by` return.

    Raises:
        Exception: what one of those functions raises.
    """
    spec = call.spec
    assert spec.background is not None
    ignored = spec.background.ignored
    names = _names(call)
    values = [
        _value(argument)
        for index, argument in enumerate(call.reads)
        if index not in ignored and names[index] not in ignored
    ]
    triggered = None if spec.background.ignores_triggered else sorted(item[0] for item in call.request.changed)
    outputs = [_ids(target) for target in call.targets]
    by = [function() for function in cache_by]
    code = "" if spec.function is None else "\n".join(_code_parts(spec.function))
    return digest(encode([spec.name, digest(code), outputs, values, triggered, by]).decode())


def _names(call: Call) -> Sequence[Any]:
    """The keyword that each argument is part of, as `cache_args_to_ignore` has them; None where there are none."""
    shape = call.spec.read_shape
    if not isinstance(shape, dict):
        return [None] * len(call.reads)
    return [name for name, part in shape.items() for _ in flatten_grouping(part)]


def _value(argument: Argument) -> Any:
    return [[part.prop_id, part.value] for part in argument] if isinstance(argument, tuple) else argument.value


def _ids(target: Target) -> list[str]:
    return [stringify_id(part.id) for part in (target if isinstance(target, tuple) else (target,))]


def _code_parts(function: Any) -> Iterator[str]:
    """Yield what tells one version of a function from another, without its source: a packaged app has none."""
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    code = getattr(function, "__code__", None)
    if code is None:
        yield repr(type(function))
    else:
        yield _told(getattr(function, "__defaults__", None))
        yield _told(getattr(function, "__kwdefaults__", None))
        yield from _parts(code)


def _told(value: Any) -> str:
    """Return a text that is the same in every process: of what is no plain value only its type."""
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(_told, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {_told(part)}' for key, part in value.items())}}}"
    return repr(value) if value is None or isinstance(value, (str, bytes, int, float, complex)) else repr(type(value))


def _parts(code: types.CodeType) -> Iterator[str]:
    yield code.co_code.hex()
    yield repr((code.co_names, code.co_varnames))
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _parts(constant)
        else:
            yield repr(sorted(constant, key=repr) if isinstance(constant, frozenset) else constant)
