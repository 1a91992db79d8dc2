"""Each component has two halves, in Python and in TypeScript, and both name the same props."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from desktopdash.components import dash_table, dcc
from desktopdash.components.elements import NAMES

SOURCE = Path(__file__).parents[3] / "renderer" / "src" / "components"
INTERFACE = re.compile(r"interface (\w+)(?: extends ([^{]+))? \{\n(.*?)\n\}", re.DOTALL)


def interfaces() -> dict[str, tuple[list[str], set[str], set[str]]]:
    """Return name: (what it extends, what it leaves out of that, its own props) of all interfaces."""
    found = {}
    for file in sorted(SOURCE.rglob("*.ts*")):
        for name, extends, body in INTERFACE.findall(file.read_text()):
            left_out = set(re.findall(r'Omit<\w+, "(\w+)">', extends))
            parents = re.findall(r"\w+", re.sub(r'Omit<(\w+), "\w+">', r"\1", extends))
            props = set(re.findall(r"^  (\w+)\??:", body, re.MULTILINE))
            found[name] = (parents, left_out, props)
    return found


def props_of(name: str) -> set[str]:
    parents, left_out, props = interfaces()[name]
    inherited = set().union(*(props_of(parent) for parent in parents)) if parents else set()
    return (inherited - left_out) | props


@pytest.mark.parametrize("component", [*(getattr(dcc, name) for name in dcc.__all__), dash_table.DataTable])
def test_both_halves_have_the_same_props(component: Any) -> None:
    assert props_of(f"{component.__name__}Props") - {"setProps"} == set(component._prop_names)


def test_both_halves_have_the_same_elements() -> None:
    text = (SOURCE / "html" / "tags.ts").read_text()
    names = " ".join(re.findall(r'"([A-Z][^"]*)"', text.split('.split(" ")')[0]))
    assert names.split() == NAMES


def test_all_components_are_registered() -> None:
    index = (SOURCE / "index.ts").read_text()
    for name in [*dcc.__all__, "DataTable"]:
        assert re.search(rf"^\s+{name}[:,]|\b{name}: lazyComponent", index, re.MULTILINE), name
