"""From a request to an answer, in five steps: parse, bind, call, check, reply."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..errors import CallbackFailed, PreventUpdate, RequestError
from ..model.grouping import restore_grouping
from ..model.sentinels import no_update
from ..protocol.messages import Argument, CallbackRequest, parse_request
from . import replies
from .awaiting import finished
from .binding import bind_reads, bind_targets
from .context import Call, Caller, running
from .live import SideUpdates
from .registry import CallbackRegistry

_PACKAGE: Final = __file__.rpartition("callbacks")[0]


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a request.

    Attributes:
        body: JSON; None when nothing is to change.
        timings: what the callback recorded; see `Call.timings`.
    """

    body: bytes | None
    timings: Mapping[str, Mapping[str, Any]]


def handle(registry: CallbackRegistry, body: Any, caller: Caller) -> Reply:
    """Run the callback that a decoded request body asks for.

    Raises:
        RequestError: the body is malformed, or does not fit a callback of this app.
        CallbackFailed: the callback raised, or returned what its outputs cannot take.
    """
    request = parse_request(body)
    call = bind(registry, request, caller)
    updates: replies.Updates = []
    try:
        updates = replies.check_value(call, call_function(call))
    except PreventUpdate:
        updates = []
    return Reply(replies.encode_reply(call, updates), call.timings)


def bind(registry: CallbackRegistry, request: CallbackRequest, caller: Caller) -> Call:
    """Find the callback and put the request's values in the places of its arguments.

    Raises:
        RequestError: no such callback, or values that do not fit its dependencies.
    """
    spec = registry.get(request.output)
    if spec is None:
        known = f"this app has {len(registry)} callbacks, none of that name"
        raise RequestError("unknown_callback", f"no callback writes `{_cut(request.output)}`; {known}", 404)
    if spec.function is None:
        raise RequestError("clientside_callback", f"`{_cut(request.output)}` is written by a function in the page")
    reads, targets = bind_reads(spec, request), bind_targets(spec, request)
    on_error = spec.on_error or registry.on_error
    return Call(spec, request, reads, targets, caller, SideUpdates(caller.send), on_error=on_error)


def call_function(call: Call) -> Any:
    """Call the user's function and return its value; where it raises, that of `on_error`.

    Raises:
        PreventUpdate: as the function or `on_error` raised it.
        CallbackFailed: the function raised anything else and there is no `on_error`, or that raised.
    """
    with running(call):
        try:
            return _handled_value(call)
        except PreventUpdate:
            raise
        except (Exception, SystemExit) as error:
            raise CallbackFailed(call.spec.label, error, user_traceback(error)) from error


def _handled_value(call: Call) -> Any:
    """As in Dash, `on_error` gets what the function raised: no PreventUpdate, no exit, and nothing about a value
    that its outputs cannot take, which is found later and is a mistake in the callback itself.
    """
    try:
        return _function_value(call)
    except PreventUpdate:
        raise
    except Exception as error:
        if call.on_error is None:
            raise
        call.handled.append(error)
        value = finished(call.on_error(error))
        return no_update if value is None else value


def _function_value(call: Call) -> Any:
    spec = call.spec
    values = restore_grouping([_value(argument) for argument in call.reads], spec.read_shape)
    assert spec.function is not None  # bind saw to it
    if isinstance(spec.read_shape, dict):
        return finished(spec.function(**values))
    return finished(spec.function(*values) if isinstance(spec.read_shape, list) else spec.function(values))


def user_traceback(error: BaseException) -> str:
    """Return the traceback of an error as text, without desktopdash's own frames."""
    told = traceback.TracebackException.from_exception(error)
    for part in _chain(told):
        own = [frame for frame in part.stack if not frame.filename.startswith(_PACKAGE)]
        part.stack = traceback.StackSummary.from_list(own)
    return "".join(told.format())


def _chain(told: traceback.TracebackException) -> Iterator[traceback.TracebackException]:
    waiting: list[traceback.TracebackException | None] = [told]
    while waiting:
        part = waiting.pop()
        if part is not None:
            yield part
            waiting += [part.__cause__, part.__context__]


def _value(argument: Argument) -> Any:
    if isinstance(argument, tuple):
        return [part.value for part in argument]
    return argument.value


def _cut(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"
