"""Component ids: strings, dicts, dicts with wildcards, and the one text form of each."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping
from typing import Any, Final

from ..errors import IncorrectTypeException, InvalidComponentIdError
from ..typing import ComponentId

# The page finds an id's end in "id.prop" at the last dot, and a dict id by its brace.
_REFUSED_IN_STRING_IDS: Final = (".", "{")


class Wildcard(enum.Enum):
    """A part of a dict id that stands for several values."""

    MATCH = "MATCH"
    ALL = "ALL"
    ALLSMALLER = "ALLSMALLER"

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def __str__(self) -> str:
        return json.dumps(self.to_json())

    def to_json(self) -> list[str]:
        """Return the form inside an id's text: `["MATCH"]`."""
        return [self.name]


MATCH: Final = Wildcard.MATCH
ALL: Final = Wildcard.ALL
ALLSMALLER: Final = Wildcard.ALLSMALLER


def is_pattern(id: ComponentId) -> bool:
    """Tell whether an id holds a wildcard."""
    return isinstance(id, Mapping) and any(isinstance(part, Wildcard) for part in id.values())


def has_wildcard(id: ComponentId, *kinds: Wildcard) -> bool:
    """Tell whether an id holds one of these wildcards."""
    return isinstance(id, Mapping) and any(part in kinds for part in id.values() if isinstance(part, Wildcard))


def match_keys(id: ComponentId) -> frozenset[str]:
    """Return the keys whose part is MATCH."""
    return frozenset(key for key, part in id.items() if part is MATCH) if isinstance(id, Mapping) else frozenset()


def stringify_id(id: ComponentId) -> str:
    """Return an id's canonical text: a string as it is, a dict as JSON with sorted keys and no blanks.

    Shape:
        "a" -> "a";  {"b": 1, "a": "x"} -> '{"a":"x","b":1}';  {"i": ALL} -> '{"i":["ALL"]}'
    """
    if isinstance(id, str):
        return id
    return json.dumps(id, sort_keys=True, separators=(",", ":"), default=_part_to_json)


def _part_to_json(part: Any) -> Any:
    if isinstance(part, Wildcard):
        return part.to_json()
    item = getattr(part, "item", None)  # numpy's numbers
    if callable(item):
        return item()
    raise IncorrectTypeException(f"a part of a dict id is {part!r}; expected a string, number, bool or wildcard")


def may_be_same(a: ComponentId, b: ComponentId) -> bool:
    """Tell whether two ids or patterns can stand for one component.

    MATCH and ALLSMALLER under one key cannot: in one call of a callback they stand for different components.
    """
    if isinstance(a, str) or isinstance(b, str):
        return a == b
    return a.keys() == b.keys() and all(_may_equal(part, b[key]) for key, part in a.items())


def _may_equal(a: Any, b: Any) -> bool:
    if isinstance(a, Wildcard) and isinstance(b, Wildcard):
        return {a, b} != {Wildcard.MATCH, Wildcard.ALLSMALLER}
    return isinstance(a, Wildcard) or isinstance(b, Wildcard) or bool(a == b)


def parse_id(text: str) -> ComponentId:
    """Return the id whose canonical text this is (without wildcards: those of a request are filled in).

    Raises:
        ValueError: a text that begins like a dict id and is none.
    """
    if not text.startswith("{"):
        return text
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError(f"not a dict id: {text!r}")
    return found


def split_prop_id(prop_id: str) -> tuple[ComponentId, str]:
    """Split "id.prop" at its last dot, and parse the id.

    Raises:
        ValueError: no dot, or a dict id that is not JSON.
    """
    text, dot, prop = prop_id.rpartition(".")
    if not dot:
        raise ValueError(f"no dot in {prop_id!r}")
    return parse_id(text), prop


def check_id(id: Any) -> None:
    """Accept what may name a component in a dependency.

    Raises:
        InvalidComponentIdError: a string id with "." or "{".
        IncorrectTypeException: neither a string nor a dict, or a dict with keys or parts that no id has.
    """
    if isinstance(id, str):
        found = [mark for mark in _REFUSED_IN_STRING_IDS if mark in id]
        if found:
            raise InvalidComponentIdError(
                f"The id `{id}` contains `{'` and `'.join(found)}`. An id may contain neither `.` nor `{{`: "
                "choose another one, or give a dict where the id has several parts."
            )
    elif isinstance(id, Mapping):
        _check_dict_id(id)
    else:
        raise IncorrectTypeException(f"component_id is {id!r}; expected a string, a dict or a component that has an id")


def _check_dict_id(id: Mapping[Any, Any]) -> None:
    for key, part in id.items():
        if not isinstance(key, str) or not key:
            raise IncorrectTypeException(
                f"a key of the dict id {dict(id)!r} is {key!r}; expected a string that is not empty"
            )
        plain = isinstance(part, (str, int, float, bool, Wildcard)) or hasattr(part, "item")
        if not plain:
            raise IncorrectTypeException(
                f"the part `{key}` of the dict id {dict(id)!r} is {part!r}; expected a string, number, bool, "
                "MATCH, ALL or ALLSMALLER"
            )
