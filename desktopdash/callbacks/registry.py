"""The callbacks of one app."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from ..errors import IncorrectTypeException, MissingCallbackContextException
from ..model.dependency import ClientsideFunction, Output
from ..typing import ErrorHandler, PreventInitialCall
from . import checks
from .declaration import Declaration
from .live import Send
from .naming import digest, function_label, wire_name
from .signature import Signature
from .spec import CallbackSpec
from .together import check_outputs, find_circles

_F = TypeVar("_F", bound=Callable[..., Any])

INLINE_NAMESPACE: Final = "_dashprivate_clientside_funcs"


class CallbackRegistry:
    """The callbacks of one app by their names on the wire.

    Args:
        prevent_initial_callbacks: what `prevent_initial_call` is where a callback declared with the app does
            not say.
        on_error: what is called with an exception of a callback that has no `on_error` of its own.
        broadcast: takes an update to all pages of the app.

    Raises:
        IncorrectTypeException: an `on_error` that is no function.
    """

    def __init__(
        self,
        prevent_initial_callbacks: PreventInitialCall = False,
        on_error: ErrorHandler | None = None,
        broadcast: Send | None = None,
    ) -> None:
        checks.check_handler(on_error, "the app")
        self.prevent_initial_callbacks = prevent_initial_callbacks
        self.on_error = on_error
        self._broadcast = broadcast
        self._specs: dict[str, CallbackSpec] = {}
        self._all: list[CallbackSpec] = []
        self._sources: dict[str, str] = {}
        self._checked = False

    def __iter__(self) -> Iterator[CallbackSpec]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def get(self, name: str) -> CallbackSpec | None:
        """Return the callback of this name on the wire."""
        return self._specs.get(name)

    def add(self, spec: CallbackSpec) -> None:
        """Take a callback in. One with a name that is taken stays in the list, where `check` finds it.

        Raises:
            DuplicateCallback: it comes after the check, and would not have passed it.
        """
        if self._checked:
            check_outputs([*self._all, spec])
            warnings.warn(
                f"Callback {spec.label} was declared after the app had been asked for its callbacks. Pages that are "
                "open do not know it: declare it before the app is run, or load them again",
                stacklevel=4,
            )
        self._all.append(spec)
        self._specs.setdefault(spec.name, spec)
        if spec.background is not None and spec.background.manager is not None:
            spec.background.manager.serve(self)

    def redirect(self, broadcast: Send) -> None:
        """Take updates of `set_props` outside callbacks elsewhere: a worker process has no pages of its own."""
        self._broadcast = broadcast

    def broadcast(self, update: bytes) -> None:
        """Take an update to all open pages of the app.

        Raises:
            MissingCallbackContextException: there is no app yet, or its server has no stream to its pages.
        """
        if self._broadcast is None:
            raise MissingCallbackContextException(
                "set_props was called outside a callback, and there is no app; expected `app = Dash(...)` first"
            )
        self._broadcast(update)

    def check(self) -> list[str]:
        """Check the callbacks against each other, before the app is served.

        Returns:
            What is wrong, and does not stop the app: circles.

        Raises:
            DuplicateCallback: see `together.check_outputs`.
        """
        check_outputs(self._all)
        self._checked = True
        return find_circles(self._all)

    def entries(self) -> list[dict[str, Any]]:
        """Return what `_dash-dependencies` tells, in the order of declaration."""
        return [spec.to_dict() for spec in self._all]

    def inline_scripts(self) -> list[str]:
        """Return the JavaScript that defines the inline clientside functions: one script for each, so that one with a
        mistake in it takes no other along.
        """
        return [
            "{\n"
            "  const all = (window.dash_clientside = window.dash_clientside || {});\n"
            f'  const ns = (all["{INLINE_NAMESPACE}"] = all["{INLINE_NAMESPACE}"] || {{}});\n'
            f'  ns["{name}"] = {source.strip()}\n'
            "}"
            for name, source in self._sources.items()
        ]

    def callback(self, *args: Any, **kwargs: Any) -> Callable[[_F], _F]:
        """Return the decorator that declares a Python callback; see `appless.callback`."""
        declaration = Declaration.of(args, kwargs)

        def decorate(function: _F) -> _F:
            if not callable(function):
                raise IncorrectTypeException(f"callback(...) was applied to {function!r}; expected a function")
            self._declare(declaration, function_label(function), function)
            return function

        return decorate

    def clientside_callback(self, source: str | ClientsideFunction, *args: Any, **kwargs: Any) -> None:
        """Declare a callback that runs in the page; see `appless.clientside_callback`."""
        declaration = Declaration.of(args, kwargs)
        if isinstance(source, str):
            name = digest(source)
            self._declare(declaration, "clientside function", _inline_function(name))
            self._sources[name] = source
        elif isinstance(source, ClientsideFunction):
            self._declare(declaration, f"dash_clientside.{source.namespace}.{source.function_name}", source)
        else:
            raise IncorrectTypeException(
                f"clientside_callback's first argument is {source!r}; "
                "expected JavaScript source or a ClientsideFunction"
            )

    def _declare(self, declaration: Declaration, label: str, target: Callable[..., Any] | ClientsideFunction) -> None:
        name = self.free_name(declaration.signature)
        self.add(declaration.spec(name, label, self.prevent_initial_callbacks, target))

    def take(self, other: CallbackRegistry) -> None:
        """Move the callbacks of another registry here."""
        for spec in other._all:
            self.add(spec)
        self._sources.update(other._sources)
        other.clear()

    def clear(self) -> None:
        """Forget every callback."""
        self._specs.clear()
        self._all.clear()
        self._sources.clear()

    def free_name(self, signature: Signature) -> str:
        """Return a name for a new callback; those that may share outputs get one each."""
        single = isinstance(signature.output_shape, Output)
        shared = not signature.outputs or any(output.allow_duplicate for output in signature.outputs)
        salt = ""
        while True:
            name = wire_name(signature.outputs, signature.reads, single, salt)
            if not shared or name not in self._specs:
                return name
            salt += "+"


def _inline_function(name: str) -> ClientsideFunction:
    """Name an inline function; its namespace is one that `ClientsideFunction` keeps from users."""
    function = object.__new__(ClientsideFunction)
    object.__setattr__(function, "namespace", INLINE_NAMESPACE)
    object.__setattr__(function, "function_name", name)
    return function
