"""Props that callbacks name and the layout's components do not have."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..callbacks.spec import CallbackSpec
from ..model.component import Component, class_name
from ..model.dependency import Dependency
from ..model.ids import is_pattern, may_be_same, stringify_id
from ..records import dataclass
from .layouts import components


@dataclass(frozen=True, slots=True)
class _Use:
    """One dependency of one callback."""

    role: str
    dependency: Dependency
    spec: CallbackSpec


def unknown_props(layout: Any, specs: Iterable[CallbackSpec]) -> list[dict[str, str]]:
    """Find what callbacks read or write and components do not have; `data-*` and `aria-*` count where they are taken.

    Components whose class does not say what props it has are left alone.

    Args:
        layout: a component or a list; None for none.
        specs: the callbacks.

    Returns:
        `{"callback": its outputs, "message"}` for each dependency and class of component, once.
    """
    plain, patterns = _by_id(specs)
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for component in components(layout):
        id_ = component.__dict__.get("id")
        if id_ is None:
            continue
        for use in [*plain.get(stringify_id(id_), ()), *_matching(id_, patterns)]:
            key = (use.spec.name, f"{use.role} {use.dependency}", class_name(component))
            if key not in found and not _has_prop(component, use.dependency.component_property):
                found[key] = {"callback": _name(use.spec), "message": _message(use, component)}
    return list(found.values())


def _uses(spec: CallbackSpec) -> Iterator[_Use]:
    roles = {"Output": spec.outputs, "Input": spec.inputs, "State": spec.states}
    for role, dependencies in roles.items():
        for dependency in dependencies:
            yield _Use(role, dependency, spec)
    for item in spec.running:
        yield _Use("running", item.output, spec)
    if spec.background is not None:
        for progress in spec.background.progress:
            yield _Use("progress", progress, spec)
        for cancel in spec.background.cancel:
            yield _Use("cancel", cancel, spec)


def _by_id(specs: Iterable[CallbackSpec]) -> tuple[dict[str, list[_Use]], dict[frozenset[str], list[_Use]]]:
    """Return the uses by plain id, and those of patterns by their keys."""
    plain: dict[str, list[_Use]] = {}
    patterns: dict[frozenset[str], list[_Use]] = {}
    for spec in specs:
        for use in _uses(spec):
            id_ = use.dependency.component_id
            if isinstance(id_, Mapping) and is_pattern(id_):
                patterns.setdefault(frozenset(id_), []).append(use)
            else:
                plain.setdefault(stringify_id(id_), []).append(use)
    return plain, patterns


def _matching(id: Any, patterns: Mapping[frozenset[str], list[_Use]]) -> Iterator[_Use]:
    if isinstance(id, dict):
        for use in patterns.get(frozenset(id), ()):
            if may_be_same(use.dependency.component_id, id):
                yield use


def _has_prop(component: Component, prop: str) -> bool:
    names = getattr(component, "_prop_names", None)
    prefixes = tuple(getattr(component, "_valid_wildcard_attributes", None) or ())
    return not names or prop in names or prop.startswith(prefixes)


def _name(spec: CallbackSpec) -> str:
    return ", ".join(map(str, spec.outputs)) or spec.label


def _message(use: _Use, component: Component) -> str:
    prop = use.dependency.component_property
    similar = importlib.import_module("difflib").get_close_matches(prop, component._prop_names)
    names = [*similar, *sorted(set(component._prop_names) - set(similar))]
    return (
        f"{use.role} `{use.dependency}` of {use.spec.label} names the prop `{prop}`, and the component "
        f"`{stringify_id(component.__dict__['id'])}` is a {class_name(component)}, which has no such prop. "
        f"Its props, the most similar first: {', '.join(names)}"
    )
