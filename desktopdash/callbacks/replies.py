"""The value that a function returned, checked against its outputs and turned into an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias, TypeVar

from ..errors import CallbackFailed, InvalidCallbackReturnValue, NotJson
from ..model.grouping import match_grouping
from ..model.ids import stringify_id
from ..model.sentinels import NoUpdate
from ..protocol.codec import encode
from ..protocol.frame import encode_framed
from ..protocol.messages import PropRef, Target
from .context import Call

T = TypeVar("T")

Updates: TypeAlias = list[tuple[PropRef, Any]]
"""New values for props, without those that stay as they are."""


def check_value(call: Call, value: Any) -> Updates:
    """Return the new values that a returned value means.

    Raises:
        CallbackFailed: too many, too few, or not in the declared shape. Its error is an
            InvalidCallbackReturnValue.
    """
    spec = call.spec
    if NoUpdate.is_no_update(value):
        return []
    if not spec.outputs:
        if value is None:
            return []
        raise _refused(call, f"it has no output, and returned {_told(value)}; expected None")
    try:
        parts = [part for _, part in match_grouping(value, spec.output_shape)]
    except ValueError as error:
        names = ", ".join(f"`{output}`" for output in spec.outputs)
        raise _refused(call, f"{error}. Its outputs are {names}; received {_told(value)}") from error
    return [update for target, part in zip(call.targets, parts, strict=True) for update in _spread(call, target, part)]


def _spread(call: Call, target: Target, part: Any) -> Iterator[tuple[PropRef, Any]]:
    """Yield the updates of one Output: one, or with ALL one for each prop that it selects."""
    if NoUpdate.is_no_update(part):
        return
    if isinstance(target, PropRef):
        yield target, part
        return
    if not isinstance(part, (list, tuple)) or len(part) != len(target):
        props = ", ".join(f"`{ref.prop_id}`" for ref in target) or "no prop"
        raise _refused(call, f"its pattern selects {props}; expected a list of {len(target)}, received {_told(part)}")
    for ref, item in zip(target, part, strict=True):
        if not NoUpdate.is_no_update(item):
            yield ref, item


def encode_reply(call: Call, updates: Updates) -> bytes | None:
    """Return the answer as JSON: `{"multi": true, "response": {id: {prop: value}}}`; None when it changes
    nothing.

    Raises:
        CallbackFailed: a value is not JSON. Its error is an InvalidCallbackReturnValue that says which and
            where.
    """
    answer = _answer(call, updates)
    return None if answer is None else _encoded(call, updates, lambda: encode(answer))


def frame_reply(call: Call, updates: Updates) -> tuple[bytes, str] | None:
    """Return the answer for a page that reads frames, and its media type; None when it changes nothing.

    Raises:
        CallbackFailed: see `encode_reply`.
    """
    answer = _answer(call, updates)
    return None if answer is None else _encoded(call, updates, lambda: encode_framed(answer))


def _answer(call: Call, updates: Updates) -> dict[str, Any] | None:
    response: dict[str, dict[str, Any]] = {}
    for ref, value in updates:
        response.setdefault(stringify_id(ref.id), {})[ref.prop] = value
    answer: dict[str, Any] = {"multi": True, "response": response}
    side = call.side.take()
    if side is not None:
        answer["sideUpdate"] = side
    elif not response:
        return None
    return answer


def _encoded(call: Call, updates: Updates, make: Callable[[], T]) -> T:
    try:
        return make()
    except NotJson as error:
        raise _not_json(call, updates, error) from error


def _not_json(call: Call, updates: Updates, error: NotJson) -> CallbackFailed:
    """Find the output whose value is at fault, and say where inside the value."""
    for ref, value in updates:
        try:
            encode(value)
        except NotJson as inner:
            return _refused(call, f"its output `{ref.prop_id}` was given a value that is not JSON: {inner}")
    raise AssertionError("no output is at fault, and what set_props takes is JSON") from error


def _refused(call: Call, message: str) -> CallbackFailed:
    for error in call.handled:
        message += f". Its on_error had been called for {type(error).__name__}: {error}"
    return CallbackFailed(call.spec.label, InvalidCallbackReturnValue(f"Callback {call.spec.label}: {message}"))


def _told(value: Any) -> str:
    text = " ".join(repr(value).split())
    return f"{type(value).__name__} {text if len(text) <= 120 else text[:119] + '…'}"
