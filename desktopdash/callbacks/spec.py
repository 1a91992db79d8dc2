"""The one record of a callback, and its entry in the list that the page is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..model.dependency import ClientsideFunction, Input, Output, State
from ..records import dataclass
from ..typing import ErrorHandler, Grouping
from .background import Background
from .running import WhileRunning


@dataclass(frozen=True, slots=True)
class CallbackSpec:
    """A callback as declared.

    Attributes:
        name: what it is called on the wire, made of its outputs (`naming.py`); unique in an app.
        label: what it is called in messages: "function (module:line)".
        outputs: the Outputs from left to right.
        output_shape: the grouping in which the function returns them.
        reads: the Inputs and States from left to right.
        read_shape: the grouping in which the function gets them: a list of arguments or a dict of keywords.
        function: the user's; None for a clientside callback.
        clientside: the function in the page; None for a callback in Python.
        prevent_initial_call: as the page is told: True or False.
        optional: no complaint when a component is not on the page.
        hidden: not shown by the developer tools.
        running: props that have other values while the callback runs.
        on_error: what is called with an exception of the function; None: the app's.
        persistent: runs for long by design: the page's title does not say that it is updating.
        api_endpoint: a path that calls the function too; see `Dash.setup_apis`.
        background: how it runs where it is a long callback; None for an ordinary one.
    """

    name: str
    label: str
    outputs: tuple[Output, ...]
    output_shape: Grouping
    reads: tuple[Input | State, ...]
    read_shape: Grouping
    function: Callable[..., Any] | None = None
    clientside: ClientsideFunction | None = None
    prevent_initial_call: bool = False
    optional: bool = False
    hidden: bool = False
    running: tuple[WhileRunning, ...] = ()
    on_error: ErrorHandler | None = None
    api_endpoint: str | None = None
    persistent: bool = False
    background: Background | None = None

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The Inputs, in the order in which the page sends them."""
        return tuple(read for read in self.reads if isinstance(read, Input))

    @property
    def states(self) -> tuple[State, ...]:
        """The States, in the order in which the page sends them."""
        return tuple(read for read in self.reads if isinstance(read, State))

    def to_dict(self) -> dict[str, Any]:
        """Return the entry of `_dash-dependencies`: Dash's keys, and `outputs`, so that the page parses no
        names.
        """
        function = self.clientside
        entry: dict[str, Any] = {
            "output": self.name,
            "outputs": [output.to_dict() for output in self.outputs],
            "inputs": [read.to_dict() for read in self.inputs],
            "state": [read.to_dict() for read in self.states],
            "clientside_function": function
            and {"namespace": function.namespace, "function_name": function.function_name},
            "prevent_initial_call": self.prevent_initial_call,
            "background": self.background and self.background.to_dict(),
            "dynamic_creator": None,
            "no_output": not self.outputs,
            "optional": self.optional,
            "hidden": self.hidden,
        }
        if self.persistent:
            entry["persistent"] = True
        if self.running:
            on = {str(item.output): item.on for item in self.running}
            off = {str(item.output): item.off for item in self.running}
            entry["running"] = {"running": on, "runningOff": off}
        return entry
