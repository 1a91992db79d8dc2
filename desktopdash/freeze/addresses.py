"""Addresses elsewhere that a source names: an app without a network does without them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

from ..records import dataclass
from .source import Source, last_name, text_of

Kind = Literal["address", "link", "map"]

_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>()\[\]{}|\\^`]+", re.IGNORECASE)
_LOCAL: Final = re.compile(r"localhost|127(\.\d+){3}|0\.0\.0\.0|\[?::1\]?", re.IGNORECASE)
_NAMESPACES: Final = re.compile(
    r"(www\.w3\.org|schemas\.[\w.-]+|xmlns\.com|purl\.org|ns\.adobe\.com|json-schema\.org|www\.opengis\.net)(?=[:/]|$)"
)
_MAP_CALLS: Final = re.compile(
    r"((scatter|density|choropleth|line)_(map|mapbox)|\w+_mapbox|(Scatter|Density|Choropleth)(map|mapbox)|"
    r"(WMS)?TileLayer)"
)
_CLICKED: Final = frozenset({"Link", "link"})


@dataclass(frozen=True, slots=True)
class Address:
    """An address that a source names.

    Attributes:
        kind: "address", one that is fetched as far as can be told; "link", one that a person follows; "map", a call
            that draws a map, whose tiles are fetched.
        text: the address, or the name of the call.
        where: the first line that names it, as "app.py:3".
    """

    kind: Kind
    text: str
    where: str


def addresses(source: Source, folder: Path) -> Iterator[Address]:
    """Yield what a source names, each line that does."""
    links = _links(source)
    for node in source.nodes():
        text = text_of(node)
        if text is not None:
            kind: Kind = "link" if id(node) in links else "address"
            yield from (Address(kind, found, source.where(node, folder)) for found in in_text(text))
        elif isinstance(node, ast.Call) and _MAP_CALLS.fullmatch(last_name(node)):
            yield Address("map", last_name(node), source.where(node, folder))


def in_text(text: str) -> list[str]:
    """Return the addresses in a text that are on other machines."""
    found = (match.group().rstrip(".,;:!?") for match in _ADDRESS.finditer(text))
    return [address for address in found if _is_elsewhere(address)]


def _is_elsewhere(address: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:  # no address after all: "http://[", "http://a:b:c"
        return False
    return bool(host) and not _LOCAL.fullmatch(host) and not _NAMESPACES.match(host)


def _links(source: Source) -> set[int]:
    """Return the ids of the texts that are links: the `href` of all but html.Link, which loads a style sheet."""
    found: set[int] = set()
    for node in source.nodes():
        if isinstance(node, ast.Call) and not _loads_style(node):
            for keyword in node.keywords:
                if keyword.arg == "href":
                    found |= {id(part) for part in ast.walk(keyword.value)}
    return found


def _loads_style(call: ast.Call) -> bool:
    return last_name(call) in _CLICKED and any(keyword.arg == "rel" for keyword in call.keywords)
