"""The arguments of `callback` and `clientside_callback`, sorted and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..model.dependency import ClientsideFunction
from ..records import dataclass
from ..typing import ErrorHandler, PreventInitialCall
from . import checks
from .background import Background, check_background, parse_background
from .running import WhileRunning, check_running, parse_running
from .signature import Signature, parse_signature
from .spec import CallbackSpec
from .wildcards import check_wildcards


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a callback says of itself, before its function is known.

    Attributes:
        signature: its dependencies.
        prevent: its `prevent_initial_call`; None when it does not say.
        optional: see `CallbackSpec`.
        hidden: see `CallbackSpec`.
        running: see `CallbackSpec`.
        on_error: see `CallbackSpec`.
        api_endpoint: see `CallbackSpec`.
        persistent: see `CallbackSpec`.
        background: see `CallbackSpec`.
    """

    signature: Signature
    prevent: Any
    optional: bool
    hidden: bool
    running: tuple[WhileRunning, ...] = ()
    on_error: ErrorHandler | None = None
    api_endpoint: str | None = None
    persistent: bool = False
    background: Background | None = None

    @classmethod
    def of(cls, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Declaration:
        """Sort the arguments of a decorator call.

        Raises:
            IncorrectTypeException, ValueError: see `parse_signature`.
            TypeError, NotSupportedYet: see `checks.check_keywords`.
        """
        given = dict(kwargs)
        if args and isinstance(args[-1], bool):  # Dash takes prevent_initial_call in the last place as well
            given.setdefault("prevent_initial_call", args[-1])
            args = args[:-1]
        dependencies = {name: given.pop(name, None) for name in ("output", "inputs", "state")}
        prevent = given.pop("prevent_initial_call", None)
        optional, hidden = given.pop("optional", None), given.pop("hidden", None)
        running = parse_running(given.pop("running", None))
        on_error, endpoint = given.pop("on_error", None), given.pop("api_endpoint", None)
        persistent = bool(given.pop("persistent", False))
        background = parse_background(given)
        checks.check_keywords(given)
        signature = parse_signature(args, **dependencies)
        return cls(
            signature, prevent, bool(optional), bool(hidden), running, on_error, endpoint, persistent, background
        )

    def spec(
        self,
        name: str,
        label: str,
        default_prevent: PreventInitialCall,
        target: Callable[..., Any] | ClientsideFunction,
    ) -> CallbackSpec:
        """Return the callback's record.

        Args:
            name: its name on the wire.
            label: its name in messages.
            default_prevent: what the app says of initial calls.
            target: the user's function, or the name of one in the page.

        Raises:
            IncorrectTypeException, DuplicateCallback: see `checks`.
        """
        signature = self.signature
        check_wildcards(signature, label)
        check_running(self.running, signature, label)
        check_background(self.background, signature, label)
        clientside = target if isinstance(target, ClientsideFunction) else None
        checks.check_long(self.background is not None, label, clientside is not None)
        checks.check_handler(self.on_error, label, clientside is not None)
        checks.check_endpoint(self.api_endpoint, label, clientside is not None)
        prevent = checks.resolve_prevent(signature, self.prevent, default_prevent, label)
        checks.check_called(signature, prevent, label)
        return CallbackSpec(
            name=name,
            label=label,
            outputs=signature.outputs,
            output_shape=signature.output_shape,
            reads=signature.reads,
            read_shape=signature.read_shape,
            function=None if isinstance(target, ClientsideFunction) else target,
            clientside=clientside,
            prevent_initial_call=prevent,
            optional=self.optional,
            hidden=self.hidden,
            running=self.running,
            on_error=self.on_error,
            api_endpoint=self.api_endpoint,
            persistent=self.persistent,
            background=self.background,
        )
