"""What is refused of the arguments that a callback is declared with; see `wildcards` and `together` for the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..errors import DuplicateCallback, IncorrectTypeException, NotSupportedYet
from ..model.dependency import Input
from .background import DEFAULTS
from .signature import Signature

DUPLICATE_NEEDS_PREVENT: Final = (
    "allow_duplicate=True needs prevent_initial_call=True: which callback writes first at the start is not "
    'defined. Pass prevent_initial_call=True, or "initial_duplicate" where the order does not matter'
)

_LATER: Final[Mapping[str, Any]] = {
    "websocket": False,
    "mcp_enabled": None,
    "mcp_expose_docstring": None,
}
"""Arguments of Dash's callback that have no effect here yet, with the defaults that need none."""

KNOWN_ARGUMENTS: Final = (
    "output",
    "inputs",
    "state",
    "prevent_initial_call",
    "running",
    "on_error",
    "optional",
    "hidden",
    "api_endpoint",
    "persistent",
    "background",
    *DEFAULTS,
    *_LATER,
)


def check_keywords(keywords: Mapping[str, Any]) -> None:
    """Refuse keywords of `callback` that have no meaning here.

    Raises:
        TypeError: a name that Dash's callback does not have either.
        NotSupportedYet: one that it has, with a value that asks for something.
    """
    for name, value in keywords.items():
        if name not in _LATER:
            raise TypeError(
                f"callback() got an unexpected keyword argument '{name}'; it knows {', '.join(KNOWN_ARGUMENTS)}"
            )
        if value is not None and value != _LATER[name]:
            raise NotSupportedYet(f"callback({name}={value!r}): desktopdash cannot do this yet; leave `{name}` out")


def check_handler(handler: Any, label: str, clientside: bool = False) -> None:
    """Refuse an `on_error` that could not be called.

    Raises:
        IncorrectTypeException: it is no function, or the callback runs in the page.
    """
    if handler is None:
        return
    if not callable(handler):
        raise IncorrectTypeException(f"{label}: on_error is {handler!r}; expected a function that takes an exception")
    if clientside:
        raise IncorrectTypeException(
            f"{label}: on_error= is called in Python, and this callback runs in the page; catch errors in its function"
        )


def resolve_prevent(signature: Signature, prevent: Any, default: Any, label: str) -> bool:
    """Return whether the page is told to prevent the initial call.

    Args:
        signature: the callback's dependencies.
        prevent: what the callback says: True, False, "initial_duplicate" or None.
        default: what the app says, for None.
        label: the callback, for messages.

    Raises:
        IncorrectTypeException: another value.
        DuplicateCallback: an output allows duplicates and the initial call is not prevented.
    """
    chosen = default if prevent is None else prevent
    if not isinstance(chosen, bool) and chosen != "initial_duplicate":
        raise IncorrectTypeException(
            f'{label}: prevent_initial_call is {chosen!r}; expected True, False or "initial_duplicate"'
        )
    duplicates = [output for output in signature.outputs if output.allow_duplicate]
    if duplicates and not chosen and default != "initial_duplicate":
        raise DuplicateCallback(f"{label}, output `{duplicates[0]}`: {DUPLICATE_NEEDS_PREVENT}")
    return chosen is True


def check_called(signature: Signature, prevent: bool, label: str) -> None:
    """Refuse a callback that nothing would ever call.

    Raises:
        IncorrectTypeException: it has no Input, and its initial call is prevented.
    """
    if prevent and not any(isinstance(read, Input) for read in signature.reads):
        raise IncorrectTypeException(
            f"{label} has no Input and prevent_initial_call=True, so nothing would ever call it; give it an Input, or "
            "leave prevent_initial_call out to have it called once when the page is loaded"
        )


def check_long(is_long: bool, label: str, clientside: bool) -> None:
    """Refuse a long callback in the page.

    Raises:
        IncorrectTypeException: the callback runs in the page.
    """
    if is_long and clientside:
        raise IncorrectTypeException(
            f"{label}: background=True runs a Python function in another process, and this callback runs in the page; "
            "leave background out"
        )


def check_endpoint(endpoint: Any, label: str, clientside: bool) -> None:
    """Refuse an `api_endpoint` that could not be a path.

    Raises:
        IncorrectTypeException: it is no text, or the callback runs in the page.
    """
    if endpoint is None:
        return
    if clientside:
        raise IncorrectTypeException(
            f"{label}: api_endpoint= is answered in Python, and this callback runs in the page"
        )
    if not isinstance(endpoint, str) or not endpoint.strip("/"):
        raise IncorrectTypeException(f'{label}: api_endpoint is {endpoint!r}; expected a path, such as "/api/orders"')
