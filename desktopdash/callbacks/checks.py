"""What is refused when a callback is declared, and when all of an app are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..errors import DuplicateCallback, IncorrectTypeException, NotSupportedYet
from ..model.dependency import Dependency, Output
from ..model.ids import ALLSMALLER, has_wildcard, match_keys
from .signature import Signature
from .spec import CallbackSpec

DUPLICATE_NEEDS_PREVENT: Final = (
    "allow_duplicate=True needs prevent_initial_call=True: which callback writes first at the start is not "
    'defined. Pass prevent_initial_call=True, or "initial_duplicate" where the order does not matter'
)

_LATER: Final[Mapping[str, Any]] = {
    "background": False,
    "interval": 1000,
    "progress": None,
    "progress_default": None,
    "cancel": None,
    "manager": None,
    "cache_args_to_ignore": None,
    "cache_ignore_triggered": True,
    "api_endpoint": None,
    "websocket": False,
    "persistent": False,
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


def check_wildcards(signature: Signature, label: str) -> None:
    """Refuse wildcards that cannot be filled in.

    Raises:
        IncorrectTypeException: ALLSMALLER in an Output; outputs whose MATCH keys differ; a MATCH in an
            Output, or beside an ALLSMALLER, that no Input fills in.
    """
    outputs = signature.outputs
    for output in outputs:
        if has_wildcard(output.component_id, ALLSMALLER):
            raise IncorrectTypeException(
                f"{label}: output `{output}` has ALLSMALLER; an Output takes MATCH and ALL only"
            )
        if match_keys(output.component_id) != match_keys(outputs[0].component_id):
            raise IncorrectTypeException(
                f"{label}: outputs `{outputs[0]}` and `{output}` have MATCH under different keys; expected the same"
            )
    if outputs and match_keys(outputs[0].component_id):
        _check_filled(outputs[0], signature, label)


def _check_filled(output: Output, signature: Signature, label: str) -> None:
    wanted = match_keys(output.component_id)
    filled = {key for read in signature.reads for key in match_keys(read.component_id)}
    if not wanted <= filled:
        missing = ", ".join(sorted(wanted - filled))
        raise IncorrectTypeException(
            f"{label}: output `{output}` has MATCH under {missing}; expected an Input with MATCH under "
            "the same key, which says what it stands for"
        )


def check_together(specs: Iterable[CallbackSpec]) -> None:
    """Refuse callbacks that contradict each other.

    Raises:
        DuplicateCallback: props that two callbacks write, without `allow_duplicate=True`; all of them are
            named.
    """
    writers: dict[str, CallbackSpec] = {}
    found = []
    for spec in specs:
        for output in spec.outputs:
            if output.allow_duplicate:
                continue
            earlier = writers.setdefault(str(output), spec)
            if earlier is not spec or _twice(spec, output):
                found.append(f"  `{output}`: {earlier.label} and {spec.label}")
    if found:
        lines = "\n".join(dict.fromkeys(found))
        raise DuplicateCallback(
            f"These outputs are written by more than one callback:\n{lines}\n"
            "Write each from one callback, or pass allow_duplicate=True to the later Outputs."
        )


def _twice(spec: CallbackSpec, output: Dependency) -> bool:
    return sum(1 for other in spec.outputs if other == output and not other.allow_duplicate) > 1
