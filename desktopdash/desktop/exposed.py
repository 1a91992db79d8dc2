"""The table of the app's functions that its page may call: `@app.expose`.

A function is reached by the one name under which it was put here, and by nothing else: no attribute is ever looked up
by what the page says.
"""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Callable, Sequence
from typing import Any, Final

from ..callbacks.awaiting import finished
from ..errors import DesktopError, IncorrectTypeException
from ..protocol.codec import encode
from ..records import dataclass

_PLAIN: Final = {bool: (bool,), int: (int,), float: (int, float), str: (str,), list: (list,), dict: (dict,)}
"""Annotations that are checked, and what JSON gives for them."""


@dataclass(frozen=True, slots=True)
class ExposedFunction:
    """One entry of the table.

    Attributes:
        name: what the page calls it.
        function: it.
        parallel: whether calls of it run side by side, each in a thread of its own.
        signature: its parameters.
        kinds: parameter -> the types that its annotation allows; without an entry: any.
    """

    name: str
    function: Callable[..., Any]
    parallel: bool
    signature: inspect.Signature
    kinds: dict[str, tuple[type, ...]]

    def run(self, args: Sequence[Any]) -> str:
        """Call it; returns what it returned as JSON.

        Raises:
            DesktopError: the arguments do not fit ("invalid"), it raised ("failed"), or returned what is not JSON
                ("failed").
        """
        self._check(args)
        try:
            return encode(finished(self.function(*args))).decode()
        except DesktopError:
            raise
        except Exception as error:
            raise DesktopError("failed", f"{type(error).__name__}: {error}") from error

    def _check(self, args: Sequence[Any]) -> None:
        try:
            bound = self.signature.bind(*args)
        except TypeError as error:
            raise DesktopError("invalid", f"{self.name}{self.signature} cannot be called so: {error}") from None
        for parameter, value in bound.arguments.items():
            kinds = self.kinds.get(parameter)
            values = value if self.signature.parameters[parameter].kind is inspect.Parameter.VAR_POSITIONAL else [value]
            wrong = [one for one in values if kinds is not None and not _fits(one, kinds)]
            if wrong:
                expected = " or ".join("null" if kind is types.NoneType else kind.__name__ for kind in kinds or ())
                found = "null" if wrong[0] is None else type(wrong[0]).__name__
                raise DesktopError("invalid", f"{self.name}: {parameter} is {found}; expected {expected}")


class ExposedFunctions:
    """See the module."""

    def __init__(self) -> None:
        self._functions: dict[str, ExposedFunction] = {}

    def add(self, function: Callable[..., Any], name: str | None, parallel: bool) -> None:
        """Put a function into the table.

        Raises:
            IncorrectTypeException: it is none, its name is private or none, or another function has that name.
        """
        if not callable(function):
            raise IncorrectTypeException(f"expose was given {function!r}; expected a function")
        wanted = name if name is not None else getattr(function, "__name__", "")
        if not isinstance(wanted, str) or not all(part.isidentifier() for part in wanted.split(".")):
            raise IncorrectTypeException(f"expose: {wanted!r} is no name; expected one as in name='save_report'")
        if any(part.startswith("_") for part in wanted.split(".")):
            raise IncorrectTypeException(
                f"expose: {wanted!r} is a private name; expected one without a leading underscore"
            )
        known = self._functions.get(wanted)
        if known is not None and known.function is not function:
            raise IncorrectTypeException(
                f"expose: there is a function {wanted!r} already; give one of them another name="
            )
        try:
            signature = inspect.signature(function)
        except ValueError as error:
            raise IncorrectTypeException(f"expose: {error}; expected a function of your own round it") from None
        self._functions[wanted] = ExposedFunction(wanted, function, parallel, signature, _kinds(function, signature))

    def find(self, name: Any) -> ExposedFunction:
        """Return the function of a name.

        Raises:
            DesktopError: there is none ("unknown").
        """
        found = self._functions.get(name) if isinstance(name, str) else None
        if found is None:
            said = repr(name)[:80]
            raise DesktopError("unknown", f"no function is exposed as {said}; expected one with @app.expose in the app")
        return found


def _kinds(function: Callable[..., Any], signature: inspect.Signature) -> dict[str, tuple[type, ...]]:
    try:
        hints = typing.get_type_hints(function)
    except Exception:  # noqa: BLE001  text, or names that are there for a type checker only: nothing is checked
        return {}
    found = {name: _allowed(hints[name]) for name in signature.parameters if name in hints}
    # `x: int = None` says that null is allowed, though type checkers want it said otherwise.
    more = {name: (types.NoneType,) if signature.parameters[name].default is None else () for name in found}
    return {name: (*kinds, *more[name]) for name, kinds in found.items() if kinds is not None}


def _allowed(hint: Any) -> tuple[type, ...] | None:
    """The types of JSON values that an annotation allows; None where it says nothing about them."""
    if hint is types.NoneType:
        return (types.NoneType,)
    origin = typing.get_origin(hint) or hint
    if isinstance(origin, type) and origin in _PLAIN:
        return _PLAIN[origin]
    if origin in (typing.Union, types.UnionType):
        parts = [_allowed(part) for part in typing.get_args(hint)]
        return None if None in parts else tuple(kind for part in parts for kind in part or ())
    return None


def _fits(value: Any, kinds: tuple[type, ...]) -> bool:
    if isinstance(value, bool):
        return bool in kinds
    return isinstance(value, kinds)
