"""From a request to an answer, in five steps: parse, bind, call, check, reply."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..errors import CallbackFailed, PreventUpdate, RequestError
from ..model.grouping import restore_grouping
from ..model.sentinels import no_update
from ..protocol.frame import JSON_TYPE
from ..protocol.messages import Argument, CallbackRequest, parse_request
from ..records import dataclass
from ..typing import ErrorHandler
from . import replies
from .awaiting import finished
from .binding import bind_reads, bind_targets
from .context import Call, Caller, running
from .live import SideUpdates
from .registry import CallbackRegistry
from .spec import CallbackSpec

_PACKAGE: Final = __file__.rpartition("callbacks")[0]


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a request.

    Attributes:
        body: the answer; None when nothing is to change.
        timings: what the callback recorded; see `Call.timings`.
        media_type: what the body is: JSON, or a frame where the caller reads those.
    """

    body: bytes | None
    timings: Mapping[str, Mapping[str, Any]]
    media_type: str = JSON_TYPE


def handle(registry: CallbackRegistry, body: Any, caller: Caller, reads_frames: bool = False) -> Reply:
    """Run the callback that a decoded request body asks for.

    Args:
        registry: the app's callbacks.
        body: the request.
        caller: who asks.
        reads_frames: whether the answer may be a frame.

    Raises:
        RequestError: the body is malformed, or does not fit a callback of this app.
        CallbackFailed: the callback raised, or returned what its outputs cannot take.
    """
    request = parse_request(body)
    return answer(bind(find(registry, request), registry.on_error, request, caller), reads_frames)


def answer(call: Call, reads_frames: bool = False) -> Reply:
    """Run a bound call.

    Raises:
        CallbackFailed: see `handle`.
    """
    updates: replies.Updates = []
    try:
        updates = replies.check_value(call, call_function(call))
    except PreventUpdate:
        updates = []
    if not reads_frames:
        return Reply(replies.encode_reply(call, updates), call.timings)
    body, media_type = replies.frame_reply(call, updates) or (None, JSON_TYPE)
    return Reply(body, call.timings, media_type)


def find(registry: CallbackRegistry, request: CallbackRequest) -> CallbackSpec:
    """Return the callback that a request asks for.

    Raises:
        RequestError: no such callback, or one that runs in the page.
    """
    spec = registry.get(request.output)
    if spec is None:
        known = f"this app has {len(registry)} callbacks, none of that name"
        raise RequestError("unknown_callback", f"no callback writes `{_cut(request.output)}`; {known}", 404)
    if spec.function is None:
        raise RequestError("clientside_callback", f"`{_cut(request.output)}` is written by a function in the page")
    return spec


def bind(spec: CallbackSpec, default: ErrorHandler | None, request: CallbackRequest, caller: Caller) -> Call:
    """Put the request's values in the places of a callback's arguments.

    Args:
        spec: the callback.
        default: what is called with its exceptions where it has no `on_error` of its own.
        request: its values.
        caller: who asks.

    Raises:
        RequestError: values that do not fit its dependencies.
    """
    reads, targets = bind_reads(spec, request), bind_targets(spec, request)
    on_error = spec.on_error or default
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
        return _error_value(call, error)


def recover(call: Call, error: Exception) -> Any:
    """Return the value that `on_error` gives for an error that the function did not raise itself.

    Raises:
        PreventUpdate: as `on_error` raised it.
        CallbackFailed: there is no `on_error`, or it raised.
    """
    with running(call):
        try:
            if call.on_error is None:
                raise error
            return _error_value(call, error)
        except PreventUpdate:
            raise
        except (Exception, SystemExit) as raised:
            raise CallbackFailed(call.spec.label, raised, user_traceback(raised)) from raised


def _error_value(call: Call, error: Exception) -> Any:
    assert call.on_error is not None
    call.handled.append(error)
    value = finished(call.on_error(error))
    return no_update if value is None else value


def _function_value(call: Call) -> Any:
    spec = call.spec
    values = restore_grouping([_value(argument) for argument in call.reads], spec.read_shape)
    assert spec.function is not None  # bind saw to it
    first = () if call.set_progress is None else (call.set_progress,)
    if isinstance(spec.read_shape, dict):
        return finished(spec.function(*first, **values))
    given = values if isinstance(spec.read_shape, list) else [values]
    return finished(spec.function(*first, *given))


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
