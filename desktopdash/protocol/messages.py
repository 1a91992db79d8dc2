"""The request of a callback, checked part by part.

The body, as Dash's page sends it::

    {"output": "..a.x...b.y..",                       which callback
     "outputs": {"id", "property"} | [those | [those]],   its outputs with wildcards filled in
     "inputs": [{"id", "property", "value"} | [those]],   a list where the dependency has ALL or ALLSMALLER
     "state": [the same],                              may be left out
     "changedPropIds": ["a.x"]}                        what triggered it, [] at the initial call

A `value` that is left out is a prop that was never set: None.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from ..errors import RequestError
from ..model.ids import split_prop_id, stringify_id
from ..records import dataclass
from ..typing import ComponentId

# An answer is written to every output of a request, so their number is bounded; no page comes near it.
MOST_ITEMS = 100_000


@dataclass(frozen=True, slots=True)
class PropRef:
    """A prop of one component on the page."""

    id: ComponentId
    prop: str

    @property
    def prop_id(self) -> str:
        """The text "id.property", with the id's canonical text."""
        return f"{stringify_id(self.id)}.{self.prop}"

    def to_dict(self) -> dict[str, Any]:
        """Return `{"id", "property"}`, the id as the page sent it."""
        return {"id": self.id, "property": self.prop}


@dataclass(frozen=True, slots=True)
class PropValue(PropRef):
    """A prop with the value it has on the page."""

    value: Any = None

    def to_dict(self) -> dict[str, Any]:
        """Return `{"id", "property", "value"}`."""
        return {"id": self.id, "property": self.prop, "value": self.value}


Argument: TypeAlias = PropValue | tuple[PropValue, ...]
"""What one Input or State stands for: a prop, or all props that its pattern selects."""

Target: TypeAlias = PropRef | tuple[PropRef, ...]
"""What one Output stands for."""


@dataclass(frozen=True, slots=True)
class CallbackRequest:
    """One call of a callback.

    Attributes:
        output: the callback's name on the wire.
        outputs: one for each Output, in order; None when the request does not say.
        inputs: one for each Input, in order.
        state: one for each State, in order.
        changed: the props that triggered the call as (prop_id, id, property); none at the initial call.
    """

    output: str
    outputs: tuple[Target, ...] | None
    inputs: tuple[Argument, ...]
    state: tuple[Argument, ...]
    changed: tuple[tuple[str, ComponentId, str], ...]

    def refs(self) -> dict[str, Any]:
        """Return what the call is about, as it came and without values: `{"output", "outputs", "inputs", "state"}`."""
        return {
            "output": self.output,
            "outputs": [_ref_dict(target) for target in self.outputs or ()],
            "inputs": [_ref_dict(argument) for argument in self.inputs],
            "state": [_ref_dict(argument) for argument in self.state],
        }


def _ref_dict(item: Argument | Target) -> Any:
    return [PropRef.to_dict(part) for part in item] if isinstance(item, tuple) else PropRef.to_dict(item)


def parse_request(body: Any) -> CallbackRequest:
    """Check a decoded body and return its request.

    Raises:
        RequestError: something is missing or of the wrong type; the message says what, where, and what was
            expected.
    """
    if not isinstance(body, dict):
        raise _bad("the body", body, "an object")
    output = body.get("output")
    if not isinstance(output, str) or not output:
        raise _bad("`output`", output, "the name of a callback")
    if "inputs" not in body:
        raise RequestError("missing_inputs", "`inputs` is missing; expected a list of {id, property, value}")
    return CallbackRequest(
        output=output,
        outputs=_targets(body.get("outputs")),
        inputs=_arguments(body["inputs"], "inputs"),
        state=_arguments(body.get("state"), "state"),
        changed=_changed(body.get("changedPropIds")),
    )


def _changed(items: Any) -> tuple[tuple[str, ComponentId, str], ...]:
    found = []
    for index, item in enumerate(_list(items, "changedPropIds")):
        if not isinstance(item, str):
            raise _bad(f"`changedPropIds[{index}]`", item, 'a text "id.property"')
        try:
            found.append((item, *split_prop_id(item)))
        except ValueError as error:
            raise _bad(f"`changedPropIds[{index}]`", item, 'a text "id.property"') from error
    return tuple(found)


def _arguments(items: Any, name: str) -> tuple[Argument, ...]:
    found: list[Argument] = []
    for index, item in enumerate(_list(items, name)):
        place = f"{name}[{index}]"
        if isinstance(item, list):
            found.append(tuple(_prop_value(part, f"{place}[{i}]") for i, part in enumerate(item)))
        else:
            found.append(_prop_value(item, place))
    return tuple(found)


def _prop_value(item: Any, place: str) -> PropValue:
    ref = _prop_ref(item, place)
    return PropValue(ref.id, ref.prop, item.get("value"))


def _targets(items: Any) -> tuple[Target, ...] | None:
    if items is None:
        return None
    if isinstance(items, dict):
        return (_prop_ref(items, "outputs"),)
    found: list[Target] = []
    for index, item in enumerate(_list(items, "outputs")):
        place = f"outputs[{index}]"
        if isinstance(item, list):
            found.append(tuple(_prop_ref(part, f"{place}[{i}]") for i, part in enumerate(item)))
        else:
            found.append(_prop_ref(item, place))
    return tuple(found)


def _prop_ref(item: Any, place: str) -> PropRef:
    if not isinstance(item, dict):
        raise _bad(f"`{place}`", item, "an object with `id` and `property`")
    id_, prop = item.get("id"), item.get("property")
    if not isinstance(prop, str) or not prop:
        raise _bad(f"`{place}.property`", prop, "the name of a prop")
    if isinstance(id_, str) or (isinstance(id_, dict) and all(_is_part(part) for part in id_.values())):
        return PropRef(id_, prop.partition("@")[0])  # Dash's page leaves the mark of a duplicate output on it
    raise _bad(f"`{place}.id`", id_, "a string, or an object of strings, numbers and bools")


def _is_part(part: Any) -> bool:
    return isinstance(part, (str, int, float, bool))


def _list(items: Any, name: str) -> list[Any]:
    if items is None:
        return []
    if not isinstance(items, list):
        raise _bad(f"`{name}`", items, "a list")
    if len(items) > MOST_ITEMS:
        raise RequestError("too_many", f"`{name}` has {len(items)} items; at most {MOST_ITEMS} are taken")
    return items


def _bad(place: str, found: Any, expected: str) -> RequestError:
    text = repr(found)
    shown = text if len(text) <= 80 else f"{text[:79]}…"
    return RequestError("malformed", f"{place} is {shown}; expected {expected}")
