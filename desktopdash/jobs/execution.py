"""One job, from its order to its end: the same in a worker process, in a thread and under Celery."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any, Protocol

from ..callbacks import replies
from ..callbacks.background import Background
from ..callbacks.context import Call, Caller
from ..callbacks.dispatch import bind, call_function, recover
from ..callbacks.spec import CallbackSpec
from ..errors import CallbackFailed, InvalidCallbackReturnValue, NotJson, PreventUpdate, RequestError
from ..protocol.codec import decode, encode
from ..protocol.messages import parse_request
from ..records import replace
from ..typing import ErrorHandler
from .record import Ending, JobOrder, described

NOTHING = b"null"


class JobStopped(BaseException):
    """Raised in a function that tells something after its job's end: neither it nor `on_error` is to catch that."""


class Reporter(Protocol):
    """Whom a running job tells."""

    def tell(self, kind: str, more: bytes) -> None:
        """Take an event without its number; see `event_text`."""

    def is_cancelled(self) -> bool:
        """Tell whether the job is to end."""


def run_order(spec: CallbackSpec, default: ErrorHandler | None, order: JobOrder, reporter: Reporter) -> Ending:
    """Run a job to its end, whatever happens in it: see `execute`."""
    try:
        return execute(spec, default, order, reporter)
    except BaseException as error:  # noqa: BLE001  a mistake of ours, no memory left: it is told all the same
        return Ending("failed", error=described(error, spec.label, "".join(traceback.format_exception(error))))


def execute(spec: CallbackSpec, default: ErrorHandler | None, order: JobOrder, reporter: Reporter) -> Ending:
    """Run a long callback's function to its end; every exception of the user's is one of its ends.

    Args:
        spec: the callback.
        default: the app's `on_error`.
        order: its arguments.
        reporter: takes progress and `set_props`.
    """
    try:
        call = _bound(spec, default, order, reporter)
    except RequestError as error:  # the app has changed since the page was loaded
        return Ending("failed", error=described(error, spec.label))
    return finish(_with_job(call, reporter), lambda call: call_function(call))


def finish(call: Call, work: Callable[[Call], Any], state: Any = None) -> Ending:
    """Return what a call comes to.

    Args:
        call: it.
        work: returns the value for its outputs.
        state: how the job ended; None: as its function did.
    """
    try:
        answer = _answer(call, work) or NOTHING
    except CallbackFailed as failed:
        return Ending(state or "failed", error=described(failed.error, failed.callback, failed.trace))
    return Ending(state or ("failed" if call.handled else "done"), answer=answer)


def end_without_function(
    spec: CallbackSpec, default: ErrorHandler | None, order: JobOrder, reporter: Reporter, error: Exception, state: Any
) -> Ending:
    """Return the end of a job whose function could not come to one: what `on_error` makes of it."""
    if spec.on_error is None and default is None:
        return Ending(state, error=described(error, spec.label))
    return finish(_bound(spec, default, order, reporter), lambda call: recover(call, error), state)


def tell_props(reporter: Reporter, update: bytes) -> None:
    """Tell what one call of `set_props` changes."""
    reporter.tell("props", b'"props":' + update)


def _bound(spec: CallbackSpec, default: ErrorHandler | None, order: JobOrder, reporter: Reporter) -> Call:
    caller = Caller(**order.caller, send=lambda update: tell_props(reporter, update))
    return bind(spec, default, parse_request(decode(order.body)), caller)


def _with_job(call: Call, reporter: Reporter) -> Call:
    background = call.spec.background
    if background is None or not background.progress:
        return replace(call, is_cancelled=reporter.is_cancelled)
    set_progress = _set_progress(background, call.spec.label, reporter)
    return replace(call, is_cancelled=reporter.is_cancelled, set_progress=set_progress)


def _set_progress(background: Background, label: str, reporter: Reporter) -> Callable[[Any], None]:
    def set_progress(value: Any) -> None:
        """Write the props of `progress=`, at once and every time."""
        values = background.progress_values(value)
        try:
            reporter.tell("progress", b'"values":' + encode(values))
        except NotJson as error:
            said = f"{label}: set_progress was given a value that is not JSON: {error}"
            raise InvalidCallbackReturnValue(said) from error

    return set_progress


def _answer(call: Call, work: Callable[[Call], Any]) -> bytes | None:
    """Return the answer's JSON. What the outputs cannot take is told to `on_error` as well: a job's author may not
    be there to read a message.
    """
    try:
        return _reply(call, work)
    except CallbackFailed as failed:
        if call.on_error is None or call.handled or not isinstance(failed.error, InvalidCallbackReturnValue):
            raise
        error = failed.error
        return _reply(call, lambda call: recover(call, error))


def _reply(call: Call, work: Callable[[Call], Any]) -> bytes | None:
    try:
        updates = replies.check_value(call, work(call))
    except PreventUpdate:
        updates = []
    return replies.encode_reply(call, updates)
