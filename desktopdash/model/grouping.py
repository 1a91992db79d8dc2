"""Nested tuples, lists and dicts of things: take them apart, put others back in the same shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..typing import Grouping


def flatten_grouping(grouping: Grouping) -> list[Any]:
    """Return the leaves of a grouping from left to right.

    Shape:
        (1, {"a": 2, "b": [3]}) -> [1, 2, 3]
    """
    if isinstance(grouping, (tuple, list)):
        return [leaf for part in grouping for leaf in flatten_grouping(part)]
    if isinstance(grouping, dict):
        return [leaf for part in grouping.values() for leaf in flatten_grouping(part)]
    return [grouping]


def map_grouping(function: Callable[[Any], Any], grouping: Grouping) -> Grouping:
    """Return the same shape with every leaf replaced; tuples become lists, as in Dash."""
    if isinstance(grouping, (tuple, list)):
        return [map_grouping(function, part) for part in grouping]
    if isinstance(grouping, dict):
        return {key: map_grouping(function, part) for key, part in grouping.items()}
    return function(grouping)


def restore_grouping(leaves: Sequence[Any], shape: Grouping) -> Grouping:
    """Put leaves into a shape, from left to right.

    Args:
        leaves: as many as the shape has.
        shape: any grouping with n leaves.

    Shape:
        [1, 2, 3], ("x", {"a": "y", "b": "z"}) -> [1, {"a": 2, "b": 3}]
    """
    given = iter(leaves)
    return map_grouping(lambda _: next(given), shape)


def match_grouping(value: Any, shape: Grouping, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (path, part) of a value for each leaf of the shape, where a part may be anything.

    Raises:
        ValueError: the value does not have the shape; the message says where, and what was found.

    Shape:
        value ("x", {"a": [1, 2]}), shape (leaf, {"a": leaf}) -> ("[0]", "x"), ("[1]['a']", [1, 2])
    """
    if isinstance(shape, (tuple, list)):
        if not isinstance(value, (tuple, list)):
            raise ValueError(f"{_place(path)} is {_kind(value)}; expected a list or tuple of {len(shape)}")
        if len(value) != len(shape):
            raise ValueError(f"{_place(path)} has {len(value)} values; expected {len(shape)}")
        for index, part in enumerate(shape):
            yield from match_grouping(value[index], part, f"{path}[{index}]")
    elif isinstance(shape, dict):
        if not isinstance(value, dict):
            raise ValueError(f"{_place(path)} is {_kind(value)}; expected a dict with the keys {_keys(shape)}")
        if set(value) != set(shape):
            raise ValueError(f"{_place(path)} has the keys {_keys(value)}; expected {_keys(shape)}")
        for key, part in shape.items():
            yield from match_grouping(value[key], part, f"{path}[{key!r}]")
    else:
        yield path, value


def _place(path: str) -> str:
    return f"the part {path} of the returned value" if path else "the returned value"


def _kind(value: Any) -> str:
    text = repr(value)
    return f"{type(value).__name__} {text if len(text) < 80 else text[:79] + '…'}"


def _keys(mapping: dict[Any, Any]) -> str:
    return ", ".join(sorted(map(repr, mapping))) or "none"
