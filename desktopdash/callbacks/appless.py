"""`callback`, `clientside_callback` and `set_props` without an app.

Which app gets such a callback: the one that was made last when it is declared, and when there is none yet,
the next that is made. So a module that declares callbacks before or after its one app gives them to that app,
as in Dash; and where a process makes several apps, each gets the callbacks declared after it and before the
next (in Dash the first one to be served takes them all).
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from ..model.dependency import ClientsideFunction
from ..typing import ComponentId, ErrorHandler, PreventInitialCall
from .context import current_call
from .live import encode_update
from .registry import CallbackRegistry

_F = TypeVar("_F", bound=Callable[..., Any])

_waiting: Final = CallbackRegistry()
_newest: list[weakref.ref[CallbackRegistry]] = []


def adopt(registry: CallbackRegistry) -> None:
    """Make a new app's registry the one that callbacks without an app go to, and give it those that wait."""
    registry.take(_waiting)
    _newest[:] = [weakref.ref(registry)]


def _current() -> CallbackRegistry:
    found = _newest[0]() if _newest else None
    return _waiting if found is None else found


def callback(
    *args: Any,
    prevent_initial_call: PreventInitialCall | None = None,
    optional: bool = False,
    hidden: bool | None = None,
    on_error: ErrorHandler | None = None,
    api_endpoint: str | None = None,
    persistent: bool = False,
    background: bool = False,
    **kwargs: Any,
) -> Callable[[_F], _F]:
    """Declare that a function computes outputs from inputs; it runs when an input changes.

    Args:
        *args: Outputs, Inputs and States in this order, singly or in lists.
        prevent_initial_call: True: not when the page loads; "initial_duplicate": as False, with outputs that
            allow duplicates. Default: False (as in Dash, an app's `prevent_initial_callbacks` holds for
            `app.callback` only).
        optional: no complaint when a component is not on the page.
        hidden: leave it out of the developer tools.
        on_error: called with an exception of the function, in place of the app's `on_error`; what it returns is
            used as the function's value, None for no update. It may be `async`, as the function may.
        persistent: it runs for long, such as one that watches something and calls `set_props`: the page's title does
            not say "Updating..." for it.
        api_endpoint: a path at which other programs call the function too, once `app.setup_apis()` has been called.
        background: a long callback: its function runs in another process, and the page goes on. With it come:
            `progress` (Outputs that the function's first argument, `set_progress`, writes at once and every time) and
            `progress_default` (their values after its end; None by default); `cancel` (Inputs whose changes end it);
            `manager` (where jobs run and are kept; the app's by default, else one in the app's profile folder);
            `cache_args_to_ignore` and `cache_ignore_triggered` (for a manager with `cache_by`); `concurrency` (what a
            call does while one runs: "replace" it, "queue" behind it, run "parallel" to it, or "drop"); `timeout`
            (seconds; then the job is ended); `on_leave` ("keep" or "cancel" when the page is left); `on_exit`
            ("cancel", or "keep": a few seconds to end when the app ends); `notify` (True or a text: a notification
            when a job ends while the window is not in front); `executor`
            ("process", or "thread" of the server's process, which shares its memory and cannot be ended by force);
            `interval` (milliseconds; the longest pause between two questions where the page has no stream).
        **kwargs: `output=`, `inputs=`, `state=`: the same as nested tuples, lists and dicts, in which the
            function gets its arguments and returns its values.

    Raises:
        IncorrectTypeException: something that is no dependency, or an `on_error` that is no function.
        DuplicateCallback: `allow_duplicate` without prevented initial call.
        NotSupportedYet: an argument of Dash that desktopdash does not have yet.
    """
    options = {"prevent_initial_call": prevent_initial_call or False, "optional": optional, "hidden": hidden}
    more = {"on_error": on_error, "api_endpoint": api_endpoint, "persistent": persistent, "background": background}
    return _current().callback(*args, **options, **more, **kwargs)


def clientside_callback(
    clientside_function: str | ClientsideFunction,
    *args: Any,
    prevent_initial_call: PreventInitialCall | None = None,
    hidden: bool | None = None,
    **kwargs: Any,
) -> None:
    """Declare that a JavaScript function in the page computes outputs from inputs.

    Args:
        clientside_function: the function's source, or its name.
        *args: as for `callback`.
        prevent_initial_call: as for `callback`.
        hidden: as for `callback`.
        **kwargs: as for `callback`.
    """
    options = {"prevent_initial_call": prevent_initial_call or False, "hidden": hidden}
    _current().clientside_callback(clientside_function, *args, **options, **kwargs)


def set_props(component_id: ComponentId, props: Mapping[str, Any]) -> None:
    """Change props of a component, at once and from anywhere.

    In a callback: in the page that called it; in a thread that a long callback has started in its worker: in the page
    that owns the job. In any other thread, a timer, or outside a request: in every open page of the app that was made
    last (`app.set_props` names another). A page that is opened later starts from the layout.
    Updates arrive in the order of the calls, each of them; a callback's own answer comes after what it has set.

    Args:
        component_id: the component's id.
        props: new values by name; a `Patch` edits the one that is there.

    Raises:
        IncorrectTypeException: an id or props that are none.
        InvalidCallbackReturnValue: a value that is not JSON.
        MissingCallbackContextException: outside a callback, under a server without streams to its pages.
    """
    update = encode_update(component_id, props)
    call = current_call()
    if call is not None:
        call.side.add(update)
    else:
        _current().broadcast(update)
