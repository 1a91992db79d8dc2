"""Which wildcards a callback may have: each must be filled in by something."""

from __future__ import annotations

from collections.abc import Set

from ..errors import IncorrectTypeException
from ..model.dependency import Input, State
from ..model.ids import ALLSMALLER, Wildcard, has_wildcard, match_keys
from .signature import Signature


def check_wildcards(signature: Signature, label: str) -> None:
    """Refuse wildcards that nothing fills in.

    MATCH is filled in by the outputs: there is one call for each component that they select. Where they have none, by
    the Input that changed.

    Raises:
        IncorrectTypeException: ALLSMALLER in an Output; outputs with MATCH under different keys; MATCH or ALLSMALLER
            under a key that nothing fills in.
    """
    _check_outputs(signature, label)
    filled: Set[str] = match_keys(signature.outputs[0].component_id) if signature.outputs else frozenset()
    if filled:
        owner = f"output `{signature.outputs[0]}`"
    else:
        inputs = [read for read in signature.reads if isinstance(read, Input)]
        filled = {key for read in inputs for key in match_keys(read.component_id)}
        owner = "an Input"
    for read in signature.reads:
        _check_read(read, filled, owner, label)


def _check_outputs(signature: Signature, label: str) -> None:
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


def _check_read(read: Input | State, filled: Set[str], owner: str, label: str) -> None:
    missing = (match_keys(read.component_id) | _smaller_keys(read)) - filled
    if missing:
        keys = ", ".join(f"`{key}`" for key in sorted(missing))
        raise IncorrectTypeException(
            f"{label}: {type(read).__name__} `{read}` has MATCH or ALLSMALLER under {keys}; expected {owner} with "
            "MATCH under the same key, which says what it stands for. To get all of them, use ALL"
        )


def _smaller_keys(read: Input | State) -> set[str]:
    id_ = read.component_id
    return set() if isinstance(id_, str) else {key for key, part in id_.items() if part is Wildcard.ALLSMALLER}
