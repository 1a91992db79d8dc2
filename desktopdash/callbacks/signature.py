"""From the arguments of `callback(...)` to outputs and reads with their shapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import IncorrectTypeException
from ..model.dependency import Dependency, Input, Output, State
from ..model.grouping import flatten_grouping
from ..records import dataclass
from ..typing import Grouping

_EXPECTED = "expected Output, Input and State, singly or in lists, or by the keywords output=, inputs= and state="


@dataclass(frozen=True, slots=True)
class Signature:
    """The dependencies of a callback: the leaves from left to right, and the groupings that hold them."""

    outputs: tuple[Output, ...]
    output_shape: Grouping
    reads: tuple[Input | State, ...]
    read_shape: Grouping


def parse_signature(args: Sequence[Any], output: Any = None, inputs: Any = None, state: Any = None) -> Signature:
    """Sort the dependencies of a callback.

    Args:
        args: the positional arguments: Outputs, then Inputs and States, in lists or not.
        output: the keyword `output=`, a grouping of Outputs; None when not given.
        inputs: the keyword `inputs=`, a grouping of Inputs and States; None when not given.
        state: the keyword `state=`, of the kind of `inputs`; None when not given.

    Raises:
        IncorrectTypeException: something that is no dependency, or a dependency in the wrong place.
        ValueError: `state=` without `inputs=`, or of another kind.
    """
    rest = args
    if output is None:
        output_shape, rest = _take_outputs(args)
    else:
        output_shape = list(output) if isinstance(output, tuple) else output
    rest = _flat(rest)
    if inputs is None:
        if state is not None:
            raise ValueError("state= was given without inputs=; expected both by keyword, or both by position")
        read_shape = _positional_reads(rest)
    else:
        if rest:
            raise IncorrectTypeException(f"found {rest[0]!r} by position beside inputs=; {_EXPECTED}")
        read_shape = _join_state(_as_grouping(inputs, "inputs"), state)
    outputs = _leaves(output_shape, (Output,), "output")
    return Signature(outputs, output_shape, _leaves(read_shape, (Input, State), "inputs and state"), read_shape)


def _take_outputs(args: Sequence[Any]) -> tuple[Grouping, Sequence[Any]]:
    """Return the outputs' shape, one Output or a list or dict, and what follows them."""
    first = args[0] if args else None
    if len(args) == 1 and isinstance(first, (list, tuple)) and not all(isinstance(arg, Output) for arg in first):
        # Everything in one list; as in Dash a single Output in it is a list of one.
        count = _count_outputs(first)
        return list(first[:count]), first[count:]
    if isinstance(first, (list, tuple, dict)) and any(isinstance(leaf, Output) for leaf in flatten_grouping(first)):
        return (list(first) if isinstance(first, tuple) else first), args[1:]
    count = _count_outputs(args)
    return (first if count == 1 else list(args[:count])), args[count:]


def _count_outputs(args: Sequence[Any]) -> int:
    return next((index for index, arg in enumerate(args) if not isinstance(arg, Output)), len(args))


def _flat(args: Sequence[Any]) -> list[Any]:
    """Open the outermost lists, as `callback(Output, [Input], [State])` has them."""
    flat: list[Any] = []
    for arg in args:
        flat.extend(arg if isinstance(arg, (list, tuple)) else [arg])
    return flat


def _positional_reads(args: list[Any]) -> Grouping:
    for before, arg in zip([None, *args], args, strict=False):
        if isinstance(arg, Output):
            raise IncorrectTypeException(
                f"found {arg!r} after {before!r}; expected all Outputs first, then Inputs and States"
            )
    if len(args) == 1:
        return list(args[0]) if isinstance(args[0], tuple) else args[0]
    return args


def _as_grouping(value: Any, name: str) -> Grouping:
    if isinstance(value, Dependency):
        return [value]
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, (list, dict)):
        return value
    raise ValueError(f"{name}= is {value!r}; expected a dependency, or a list, tuple or dict of them")


def _join_state(inputs: Grouping, state: Any) -> Grouping:
    if state is None:
        return inputs
    more = _as_grouping(state, "state")
    if isinstance(inputs, dict) and isinstance(more, dict):
        return {**inputs, **more}
    if isinstance(inputs, list) and isinstance(more, list):
        return [*inputs, *more]
    raise ValueError(
        f"inputs= is a {type(inputs).__name__} and state= a {type(more).__name__}; expected two lists or two dicts"
    )


def _leaves(grouping: Grouping, kinds: tuple[type[Any], ...], place: str) -> tuple[Any, ...]:
    leaves = flatten_grouping(grouping)
    for leaf in leaves:
        if not isinstance(leaf, kinds):
            names = " or ".join(kind.__name__ for kind in kinds)
            raise IncorrectTypeException(f"found {leaf!r} as {place} of a callback, where {names} belongs; {_EXPECTED}")
    return tuple(leaves)
