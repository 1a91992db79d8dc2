"""`running=`: what the page is told, and what is refused."""

from __future__ import annotations

import pytest

from desktopdash import ALL, MATCH, Dash, Input, Output
from desktopdash.errors import IncorrectTypeException


def declare(running: object, key: object = "o") -> dict[str, object]:
    app = Dash(__name__)
    app.callback(
        Output({"t": "o", "i": MATCH}, "children"), Input({"t": "b", "i": MATCH}, "n_clicks"), running=running
    )(lambda n: n)
    return app.registry.entries()[0]


def test_the_page_is_told_both_values() -> None:
    entry = declare([(Output("m", "children"), "run", None), [Output({"t": "b", "i": MATCH}, "disabled"), True, False]])
    assert entry["running"] == {
        "running": {"m.children": "run", '{"i":["MATCH"],"t":"b"}.disabled': True},
        "runningOff": {"m.children": None, '{"i":["MATCH"],"t":"b"}.disabled': False},
    }


def test_one_triple_needs_no_list_and_patterns_may_select_all() -> None:
    entry = declare((Output({"t": "z", "i": ALL}, "disabled"), True, False))
    assert entry["running"]["running"] == {'{"i":["ALL"],"t":"z"}.disabled': True}


def test_a_callback_without_it_says_nothing() -> None:
    assert "running" not in declare(None)


@pytest.mark.parametrize(
    "running",
    [5, "text", [(Output("m", "children"), 1)], [("m", 1, 2)], [(Input("m", "children"), 1, 2)], [5]],
)
def test_other_forms_are_refused(running: object) -> None:
    with pytest.raises(IncorrectTypeException, match=r"running= has .*expected a list of"):
        declare(running)


def test_a_match_that_nothing_fills_in_is_refused() -> None:
    with pytest.raises(IncorrectTypeException, match="MATCH under other"):
        declare([(Output({"t": "z", "other": MATCH}, "disabled"), True, False)])
