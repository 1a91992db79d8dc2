"""Fit what a request sends to what a callback declares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import RequestError
from ..model.dependency import Dependency, Input
from ..model.ids import match_keys, may_be_same, stringify_id
from ..protocol.messages import Argument, CallbackRequest, PropRef, Target
from .spec import CallbackSpec


def bind_reads(spec: CallbackSpec, request: CallbackRequest) -> tuple[Argument, ...]:
    """Return one argument for each of the callback's reads, in its order.

    Raises:
        RequestError: too few or too many, or props that the callback does not read.
    """
    _check_count("inputs", spec, len(spec.inputs), len(request.inputs))
    _check_count("state", spec, len(spec.states), len(request.state))
    inputs, states = iter(request.inputs), iter(request.state)
    found = tuple(next(inputs) if isinstance(read, Input) else next(states) for read in spec.reads)
    for read, argument in zip(spec.reads, found, strict=True):
        _check_fits(read, argument, spec)
    return found


def slot_of(spec: CallbackSpec, targets: Sequence[Target], reads: Sequence[Argument]) -> str:
    """Return a text for a callback and what its MATCHes stand for in a call: the same for calls of one thing."""
    bound: dict[str, Any] = {}
    for declared, found in zip((*spec.outputs, *spec.reads), (*targets, *reads), strict=True):
        for ref in found if isinstance(found, tuple) else (found,):
            if isinstance(ref.id, dict):
                bound |= {key: ref.id[key] for key in match_keys(declared.component_id)}
    return f"{spec.name} {stringify_id(bound)}"


def bind_targets(spec: CallbackSpec, request: CallbackRequest) -> tuple[Target, ...]:
    """Return what each of the callback's outputs stands for in this call.

    Raises:
        RequestError: outputs that the callback does not have, or none said where they have wildcards.
    """
    said = request.outputs
    if said is None:
        if any(output.has_wildcard() for output in spec.outputs):
            raise RequestError("missing_outputs", f"`outputs` is missing; `{spec.name}` has wildcards")
        said = tuple(PropRef(output.component_id, output.component_property) for output in spec.outputs)
    said = _wrap_many(spec.outputs, said)
    _check_count("outputs", spec, len(spec.outputs), len(said))
    for output, target in zip(spec.outputs, said, strict=True):
        _check_fits(output, target, spec)
    return said


def _wrap_many(outputs: Sequence[Dependency], said: tuple[Target, ...]) -> tuple[Target, ...]:
    """A single Output with ALL arrives as a plain list of props."""
    if len(outputs) == 1 and outputs[0].takes_many():
        flat = tuple(target for target in said if isinstance(target, PropRef))
        if len(flat) == len(said):
            return (flat,)
    return said


def _check_count(name: str, spec: CallbackSpec, wanted: int, found: int) -> None:
    if wanted != found:
        raise RequestError(f"wrong_{name}", f"`{name}` has {found} items; `{spec.name}` takes {wanted}")


def _check_fits(wanted: Dependency, found: Argument | Target, spec: CallbackSpec) -> None:
    if isinstance(found, tuple) != wanted.takes_many():
        kind = "a list of props" if wanted.takes_many() else "one prop"
        raise RequestError("malformed", f"`{spec.name}` takes {kind} for `{wanted}`, found the other kind")
    for ref in found if isinstance(found, tuple) else (found,):
        if ref.prop != wanted.component_property or not _is_selected(wanted, ref):
            raise RequestError(
                "malformed", f"`{spec.name}` expects `{wanted}` where the request has `{ref.prop_id[:120]}`"
            )


def _is_selected(wanted: Dependency, ref: PropRef) -> bool:
    declared = wanted.component_id
    if isinstance(declared, str) or isinstance(ref.id, str):
        return declared == ref.id
    if not wanted.has_wildcard():
        return stringify_id(declared) == stringify_id(ref.id)
    return may_be_same(declared, ref.id)
