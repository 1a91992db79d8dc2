from __future__ import annotations

from typing import Any

import pytest

from desktopdash.components.dash_table import FormatTemplate
from desktopdash.components.dash_table.Format import Align, Format, Group, Prefix, Scheme, Sign, Symbol, Trim


@pytest.mark.parametrize(
    ("parts", "specifier"),
    [
        ({}, ""),
        ({"precision": 2, "scheme": Scheme.fixed}, ".2f"),
        ({"group": True, "symbol": Symbol.yes, "scheme": "f", "precision": 0}, "$,.0f"),
        ({"align": Align.left, "fill": "*", "padding_width": 8}, "*<8"),
        ({"fill": "*"}, ""),
        ({"sign": Sign.parantheses, "padding": True, "trim": Trim.yes}, "(0~"),
        ({"group": Group.no, "precision": None, "padding_width": None}, ""),
    ],
)
def test_specifier(parts: dict[str, Any], specifier: str) -> None:
    assert Format(**parts).to_plotly_json()["specifier"] == specifier


def test_locale_prefix_and_nothing() -> None:
    made = Format().symbol_suffix(" F").decimal_delimiter(",").group_delimiter(" ").groups([3, 2])
    assert made.nully("N/A").si_prefix(Prefix.milli).to_plotly_json() == {
        "locale": {"symbol": ["", " F"], "decimal": ",", "group": " ", "grouping": [3, 2]},
        "nully": "N/A",
        "prefix": 0.001,
        "specifier": "",
    }
    assert Format(groups=3).to_plotly_json()["locale"] == {"grouping": [3]}


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ({"unknown": 1}, TypeError),
        ({"_set": 1}, TypeError),
        ({"align": "x"}, TypeError),
        ({"precision": -1}, ValueError),
        ({"precision": 1.5}, TypeError),
        ({"fill": "ab"}, ValueError),
        ({"groups": []}, ValueError),
        ({"groups": [3, 0]}, ValueError),
        ({"symbol_prefix": 3}, TypeError),
    ],
)
def test_what_makes_no_sense_is_refused(parts: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        Format(**parts)


def test_templates() -> None:
    assert FormatTemplate.money(2).to_plotly_json()["specifier"] == "$,.2f"
    assert FormatTemplate.percentage(1).to_plotly_json()["specifier"] == ".1%"
    assert FormatTemplate.percentage(1, rounded=True).to_plotly_json()["specifier"] == ".1p"
