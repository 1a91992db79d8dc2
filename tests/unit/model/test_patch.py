"""The edits of a Patch, as Dash 4.4.1 sends them."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable

import pytest

from desktopdash import Patch, html
from desktopdash.protocol.codec import encode


def edits(patch: Patch) -> list[tuple[str, list[object], dict[str, object]]]:
    sent = json.loads(encode(patch))
    assert sent["__dash_patch_update"] == "__dash_patch_update"
    return [(edit["operation"], edit["location"], edit["params"]) for edit in sent["operations"]]


def add(patch: Patch) -> None:
    patch["n"] += 2


def extend_in_place(patch: Patch) -> None:
    patch.l += [3]


def subtract(patch: Patch) -> None:
    patch["n"] -= 1


def multiply(patch: Patch) -> None:
    patch["n"] *= 3


def divide(patch: Patch) -> None:
    patch["n"] /= 2


def merge(patch: Patch) -> None:
    patch["o"] |= {"k": 2}


def assign(patch: Patch) -> None:
    patch["a"]["b"] = 1


def assign_attribute(patch: Patch) -> None:
    patch.a.b = 1


def delete(patch: Patch) -> None:
    del patch["gone"]


def delete_attribute(patch: Patch) -> None:
    del patch.list[0]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (assign, ("Assign", ["a", "b"], {"value": 1})),
        (assign_attribute, ("Assign", ["a", "b"], {"value": 1})),
        (delete, ("Delete", ["gone"], {})),
        (delete_attribute, ("Delete", ["list", 0], {})),
        (add, ("Add", ["n"], {"value": 2})),
        (subtract, ("Sub", ["n"], {"value": 1})),
        (multiply, ("Mul", ["n"], {"value": 3})),
        (divide, ("Div", ["n"], {"value": 2})),
        (merge, ("Merge", ["o"], {"value": {"k": 2}})),
        (extend_in_place, ("Extend", ["l"], {"value": [3]})),
        (lambda p: p["q"].append(1), ("Append", ["q"], {"value": 1})),
        (lambda p: p["q"].prepend(3), ("Prepend", ["q"], {"value": 3})),
        (lambda p: p["q"].insert(1, "v"), ("Insert", ["q"], {"value": "v", "index": 1})),
        (lambda p: p["q"].extend((1, 2)), ("Extend", ["q"], {"value": [1, 2]})),
        (lambda p: p["q"].remove("v"), ("Remove", ["q"], {"value": "v"})),
        (lambda p: p["q"].clear(), ("Clear", ["q"], {})),
        (lambda p: p["q"].reverse(), ("Reverse", ["q"], {})),
        (lambda p: p["d"].update({"z": 1}, y=2), ("Merge", ["d"], {"value": {"z": 1, "y": 2}})),
        (lambda p: p.append(1), ("Append", [], {"value": 1})),
    ],
)
def test_edit_is_sent_as_dash_sends_it(edit: Callable[[Patch], object], expected: object) -> None:
    patch = Patch()
    edit(patch)
    assert edits(patch) == [expected]


def test_edits_keep_their_order_and_carry_components() -> None:
    patch = Patch()
    patch.children.append(html.Div("x"))
    patch["n"] += 1
    patch["n"] = 5
    assert [operation for operation, _, _ in edits(patch)] == ["Append", "Add", "Assign"]
    assert edits(patch)[0][2]["value"]["type"] == "Div"


def test_a_key_of_any_name_is_reached_by_brackets() -> None:
    patch = Patch()
    patch["sort"] = 1
    patch["append"]["update"] = 2
    assert [location for _, location, _ in edits(patch)] == [["sort"], ["append", "update"]]
    with pytest.raises(KeyError, match=r"patch\['sort'\]"):
        patch.sort()


@pytest.mark.parametrize(
    "use",
    [
        lambda p: p[1:2],
        lambda p: list(p),
        lambda p: p["q"].extend("text"),
        lambda p: p["q"].extend(3),
        lambda p: len(p),
    ],
)
def test_what_a_patch_cannot_do_is_refused(use: Callable[[Patch], object]) -> None:
    with pytest.raises(TypeError):
        use(Patch())


def test_it_can_be_copied_and_pickled() -> None:
    patch = Patch()
    patch.a.b = 1
    for other in (pickle.loads(pickle.dumps(patch)), copy.deepcopy(patch)):
        other.c = 2
        assert [location for _, location, _ in edits(other)] == [["a", "b"], ["c"]]
    assert len(edits(patch)) == 1
