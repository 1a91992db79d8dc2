"""What the components of a layout have the page fetch from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ..app.layouts import is_function
from ..model.component import Component, class_name
from ..model.ids import stringify_id
from .facts import OutsideAddress

MAP_TILES: Final = "map tiles"

_OUTSIDE: Final = re.compile(r"(https?:)?//[^\s/]", re.IGNORECASE)
_IN_STYLE: Final = re.compile(r"url\(\s*[\"']?((?:https?:)?//[^\"')\s]+)", re.IGNORECASE)
_IN_MARKDOWN: Final = re.compile(r"!\[[^\]]*\]\(\s*<?(https?://[^)>\s]+)", re.IGNORECASE)
_ANYWHERE: Final = frozenset({"src", "srcSet", "poster"})
_SOME: Final = {"Link": "href", "ObjectEl": "data", "Object": "data", "TileLayer": "url", "WMSTileLayer": "url"}
_MAP_TRACES: Final = re.compile(r"(scatter|density|choropleth)map(box)?$")


def outside_addresses(layout: Any) -> tuple[OutsideAddress, ...]:
    """Return what a layout names; components are looked for in every prop.

    Args:
        layout: a component, a list of them, or a function, which is not called.
    """
    if is_function(layout):
        return ()
    found = (one for component in _components(layout) for one in _of(component))
    return tuple(sorted(set(found), key=lambda one: (one.component, one.id, one.prop, one.address)))


def _components(layout: Any) -> Iterator[Component]:
    seen: set[int] = set()
    waiting = [layout]
    while waiting:
        value = waiting.pop()
        if not isinstance(value, (Component, list, tuple, dict)) or id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, Component):
            yield value
            waiting.extend(value.__dict__.values())
        else:
            waiting.extend(value.values() if isinstance(value, dict) else value)


def _of(component: Component) -> Iterator[OutsideAddress]:
    own = component.__dict__
    id_ = own.get("id")
    told = (class_name(component), "" if id_ is None else stringify_id(id_))
    for prop, value in list(own.items()):
        for address in _named(str(component._type), prop, value):
            yield OutsideAddress(*told, prop, address)


def _named(kind: str, prop: str, value: Any) -> Iterable[str]:
    if isinstance(value, str):
        if prop in _ANYWHERE or _SOME.get(kind) == prop:
            return [value] if _OUTSIDE.match(value) else []
        return _IN_MARKDOWN.findall(value) if kind == "Markdown" and prop == "children" else []
    if prop == "style" and isinstance(value, Mapping):
        return [address for text in value.values() if isinstance(text, str) for address in _IN_STYLE.findall(text)]
    if prop == "figure" and _has_map(value):
        return [MAP_TILES]
    return []


def _has_map(figure: Any) -> bool:
    traces = figure.get("data") if isinstance(figure, Mapping) else getattr(figure, "data", None)
    for trace in traces if isinstance(traces, (list, tuple)) else ():
        kind = trace.get("type") if isinstance(trace, Mapping) else getattr(trace, "type", None)
        if isinstance(kind, str) and _MAP_TRACES.match(kind):
            return True
    return False
