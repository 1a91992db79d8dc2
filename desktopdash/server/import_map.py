"""Import maps: what the names stand for by which modules import each other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any


def read_map(text: str) -> dict[str, Any]:
    """Return an import map; an empty one for a text that is none, which browsers leave out too."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def map_targets(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the names of an import map stand for. One that ends in a slash stands for a folder."""
    for table in [found.get("imports"), *_members(found.get("scopes")).values()]:
        yield from (target for target in _members(table).values() if isinstance(target, str))


def map_integrity(found: Mapping[str, Any]) -> dict[str, str]:
    """Return the hashes that an import map asks for: by the module's address."""
    return {name: value for name, value in _members(found.get("integrity")).items() if isinstance(value, str)}


def localised_map(
    found: Mapping[str, Any], choose: Callable[[str], str | None], keeps_hash: Callable[[str], bool]
) -> str:
    """Return the text of an import map whose names stand for copies.

    Args:
        found: the map.
        choose: what an address becomes; None leaves it.
        keeps_hash: whether the copy of an address has the address's own bytes.
    """
    made = dict(found)
    if "imports" in made:
        made["imports"] = _with_targets(made["imports"], choose)
    if isinstance(made.get("scopes"), dict):
        scopes = made["scopes"].items()
        made["scopes"] = {choose(name) or name: _with_targets(table, choose) for name, table in scopes}
    if isinstance(made.get("integrity"), dict):
        hashes = made["integrity"].items()
        made["integrity"] = {choose(name) or name: value for name, value in hashes if keeps_hash(name)}
    return json.dumps(made).replace("<", "\\u003c")


def _with_targets(table: Any, choose: Callable[[str], str | None]) -> Any:
    if not isinstance(table, dict):
        return table
    return {name: (choose(target) or target) if isinstance(target, str) else target for name, target in table.items()}


def _members(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
