"""What a callback may ask about its own call: `ctx`, also called `callback_context`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from ..errors import MissingCallbackContextException
from ..model.grouping import restore_grouping
from ..model.ids import stringify_id
from ..protocol.messages import Argument, CallbackRequest, PropValue, Target
from ..records import dataclass, field
from ..typing import ComponentId, ErrorHandler, Grouping
from .live import Send, SideUpdates, encode_update
from .spec import CallbackSpec

PAGE_HEADER: Final = "x-desktopdash-page"
"""The request header in which a page that listens to a stream names itself."""


class TriggeredList(list[dict[str, Any]]):
    """What triggered a call. At the initial call it is falsy, and still has the one entry that code
    indexes.
    """

    def __init__(self, items: Iterable[dict[str, Any]]) -> None:
        super().__init__(items)
        self._real = len(self) > 0
        if not self._real:
            self.append({"prop_id": ".", "value": None})

    def __bool__(self) -> bool:
        return self._real


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asked, as plain data: the runtime knows no HTTP.

    Attributes:
        response: the object on which the callback may set cookies and headers; its kind is the server's
            affair.
        cookies, headers, path, args, remote, origin: of the request.
        send: takes an update to the page that asked, at once; None where nothing can.
    """

    response: Any = None
    cookies: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    args: Mapping[str, str] = field(default_factory=dict)
    remote: str | None = None
    origin: str | None = None
    send: Send | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One running callback: its declaration, its request, and what it has collected so far.

    Attributes:
        reads: the arguments, one for each of `spec.reads`.
        targets: what is written, one for each of `spec.outputs`.
        side: what `set_props` changes.
        timings: name -> {"dur": ms, "desc": text}, from `record_timing`.
        on_error: what is called with an exception of the function; None: nothing.
        handled: the exception that `on_error` was called with.
        set_progress: what a long callback with `progress` is given first.
        is_cancelled: asks whether the job that runs this was cancelled; None where none does.
    """

    spec: CallbackSpec
    request: CallbackRequest
    reads: tuple[Argument, ...]
    targets: tuple[Target, ...]
    caller: Caller = field(default_factory=Caller)
    side: SideUpdates = field(default_factory=SideUpdates)
    timings: dict[str, dict[str, Any]] = field(default_factory=dict)
    on_error: ErrorHandler | None = None
    handled: list[Exception] = field(default_factory=list)
    set_progress: Callable[[Any], None] | None = None
    is_cancelled: Callable[[], bool] | None = None


_call: ContextVar[Call | None] = ContextVar("desktopdash_call", default=None)


@contextmanager
def running(call: Call) -> Iterator[Call]:
    """Make a call the one that `ctx` speaks of."""
    token = _call.set(call)
    try:
        yield call
    finally:
        _call.reset(token)


class CallbackContext:
    """The attributes of `ctx`. Each raises MissingCallbackContextException outside a callback."""

    __slots__ = ()

    @property
    def triggered(self) -> TriggeredList:
        """The props that changed, as `{"prop_id", "value"}`; falsy at the initial call."""
        request = _get("triggered").request
        values = {**_values(request.state), **_values(request.inputs)}
        return TriggeredList({"prop_id": item[0], "value": values.get(item[0])} for item in request.changed)

    @property
    def triggered_id(self) -> ComponentId | None:
        """The id of the first prop that changed; None at the initial call."""
        changed = _get("triggered_id").request.changed
        return changed[0][1] if changed else None

    @property
    def triggered_prop_ids(self) -> dict[str, ComponentId]:
        """The props that changed, "id.prop" -> id."""
        return {prop_id: id_ for prop_id, id_, _ in _get("triggered_prop_ids").request.changed}

    @property
    def inputs(self) -> dict[str, Any]:
        """The values of the Inputs by "id.prop"."""
        return _values(_get("inputs").request.inputs)

    @property
    def states(self) -> dict[str, Any]:
        """The values of the States by "id.prop"."""
        return _values(_get("states").request.state)

    @property
    def inputs_list(self) -> list[Any]:
        """The Inputs as `{"id", "property", "value"}`; a list of those for ALL and ALLSMALLER."""
        return [_to_dicts(item) for item in _get("inputs_list").request.inputs]

    @property
    def states_list(self) -> list[Any]:
        """The States, in the form of `inputs_list`."""
        return [_to_dicts(item) for item in _get("states_list").request.state]

    @property
    def outputs_list(self) -> Any:
        """The Outputs as `{"id", "property"}`, without a list round a single one."""
        call = _get("outputs_list")
        written = [_to_dicts(target) for target in call.targets]
        return written if isinstance(call.spec.output_shape, (list, dict)) else written[0]

    @property
    def outputs_grouping(self) -> Grouping:
        """The Outputs as `{"id", "property"}`, in the declared grouping."""
        call = _get("outputs_grouping")
        return restore_grouping([_to_dicts(target) for target in call.targets], call.spec.output_shape)

    @property
    def args_grouping(self) -> Grouping:
        """The arguments as `{"id", "property", "value", "str_id", "triggered"}`, in the declared grouping."""
        call = _get("args_grouping")
        changed = {item[0] for item in call.request.changed}
        described = [_describe(argument, changed) for argument in call.reads]
        return restore_grouping(described, call.spec.read_shape)

    @property
    def using_args_grouping(self) -> bool:
        """Whether the arguments are more than a plain list of the Inputs and, after them, the States."""
        spec = _get("using_args_grouping").spec
        return _is_grouping(spec.read_shape) or spec.reads != (*spec.inputs, *spec.states)

    @property
    def using_outputs_grouping(self) -> bool:
        """Whether the outputs are more than a plain list."""
        return _is_grouping(_get("using_outputs_grouping").spec.output_shape)

    @property
    def response(self) -> Any:
        """The HTTP response to come: set cookies and headers on it."""
        return _get("response").caller.response

    @property
    def cookies(self) -> Mapping[str, str]:
        """The cookies of the request."""
        return dict(_get("cookies").caller.cookies)

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the request."""
        return dict(_get("headers").caller.headers)

    @property
    def path(self) -> str:
        """The path of the request."""
        return _get("path").caller.path

    @property
    def args(self) -> Mapping[str, str]:
        """The query arguments of the request."""
        return dict(_get("args").caller.args)

    @property
    def remote(self) -> str | None:
        """The address that the request came from."""
        return _get("remote").caller.remote

    @property
    def origin(self) -> str | None:
        """The request's Origin header."""
        return _get("origin").caller.origin

    @property
    def cancelled(self) -> bool:
        """Whether the job that runs this was cancelled, or its time is over: ask now and then, clean up and return.

        A function that has asked at least once gets a moment to end by itself (two seconds); others are ended at
        once. False in a callback that is no long one.
        """
        asks = _get("cancelled").is_cancelled
        return asks is not None and asks()

    @property
    def timing_information(self) -> dict[str, dict[str, Any]]:
        """What `record_timing` was given: name -> {"dur": milliseconds, "desc": text}."""
        return _get("timing_information").timings

    def record_timing(self, name: str, duration: float, description: str | None = None) -> None:
        """Report how long a part of the callback took, in the answer's Server-Timing header.

        Args:
            name: a word; the last report of a name counts.
            duration: seconds.
            description: shown beside it.
        """
        _get("record_timing").timings[name] = {"dur": round(duration * 1000), "desc": description}

    def set_props(self, component_id: ComponentId, props: Mapping[str, Any]) -> None:
        """Change props of a component that is not among the outputs; see `set_props`."""
        _get("set_props").side.add(encode_update(component_id, props))

    def __repr__(self) -> str:
        return "<desktopdash.ctx>"


callback_context: Final = CallbackContext()
ctx: Final = callback_context


def current_call() -> Call | None:
    """Return the callback that runs in this context; None outside one."""
    return _call.get()


def page_of_call() -> str | None:
    """Return the page whose callback runs in this context: "" where it does not say which it is, None outside one."""
    call = _call.get()
    if call is None:
        return None
    return next((value for name, value in call.caller.headers.items() if name.lower() == PAGE_HEADER), "")


def _get(name: str) -> Call:
    call = _call.get()
    if call is None:
        raise MissingCallbackContextException(
            f"ctx.{name} was used outside a callback; expected inside one, while it runs. Read it "
            "in the callback and pass the value on"
        )
    return call


def _each(items: Iterable[Argument]) -> Iterator[PropValue]:
    for item in items:
        yield from item if isinstance(item, tuple) else (item,)


def _values(items: Iterable[Argument]) -> dict[str, Any]:
    return {item.prop_id: item.value for item in _each(items)}


def _to_dicts(item: Argument | Target) -> Any:
    return [part.to_dict() for part in item] if isinstance(item, tuple) else item.to_dict()


def _describe(item: Argument, changed: set[str]) -> Any:
    if isinstance(item, tuple):
        return [_describe(part, changed) for part in item]
    return {**item.to_dict(), "str_id": stringify_id(item.id), "triggered": item.prop_id in changed}


def _is_grouping(shape: Grouping) -> bool:
    return isinstance(shape, dict) or (
        isinstance(shape, list) and any(isinstance(part, (list, tuple, dict)) for part in shape)
    )
