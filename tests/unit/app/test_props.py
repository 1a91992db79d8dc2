"""Props that callbacks name and components do not have."""

from __future__ import annotations

import logging

import pytest

from desktopdash import ALL, Dash, Input, Output, State, dash_table, dcc, html
from desktopdash.app.props import unknown_props
from desktopdash.model.component import Component


def found(layout: object, *dependencies: object, **keywords: object) -> list[dict[str, str]]:
    app = Dash()
    app.layout = layout

    @app.callback(*dependencies, **keywords)
    def compute(*_: object) -> None:
        pass

    return unknown_props(app.layout, app.registry)


PAGE = html.Div([dcc.Input(id="in"), html.Div(html.Div(id="out")), dcc.Graph(id={"kind": "graph", "n": 1})], id="page")


@pytest.mark.parametrize(
    ("dependencies", "said"),
    [
        ([Output("out", "value"), Input("in", "value")], ["Output `out.value`", "html.Div"]),
        ([Output("out", "children"), Input("in", "values")], ["Input `in.values`", "dcc.Input", "first: value, "]),
        ([Output("out", "children"), Input("in", "value"), State("page", "Children")], ["State", "first: children, "]),
        (
            [Output("out", "children"), Input({"kind": "graph", "n": ALL}, "clickdata")],
            ['`{"kind":"graph","n":1}` is a dcc.Graph', "first: clickData, "],
        ),
        ([Output({"kind": ALL, "n": 1}, "figures"), Input("in", "value")], ["Output", "first: figure, "]),
        ([Output("out", "children"), Input({"kind": "graph", "n": 1}, "fig")], ["Input", "figure"]),
    ],
    ids=["output", "input", "state below", "pattern", "pattern output", "dict id"],
)
def test_prop_that_a_component_does_not_have_is_named(dependencies: list[object], said: list[str]) -> None:
    [problem] = found(PAGE, *dependencies)
    assert "compute (" in problem["message"]
    for part in said:
        assert part in problem["message"]
    assert problem["callback"] == str(dependencies[0])


@pytest.mark.parametrize(("name", "kind"), [("progress", Output), ("cancel", Input)])
def test_what_a_long_callback_names_beside_is_checked_too(name: str, kind: type) -> None:
    more = {"background": True, name: [kind("in", "disable")]}
    [problem] = found(PAGE, Output("out", "children"), Input("in", "value"), **more)
    assert f"{name} `in.disable`" in problem["message"]


def test_running_is_checked_too() -> None:
    [problem] = found(PAGE, Output("out", "children"), Input("in", "value"), running=[(Output("in", "disable"), 1, 0)])
    assert "running `in.disable`" in problem["message"]
    assert "first: disabled, " in problem["message"]


@pytest.mark.parametrize(
    "dependency",
    [
        Input("in", "n_submit"),
        Input("out", "data-row"),
        Input("out", "aria-label"),
        Input("nowhere", "anything"),
        Input({"kind": "table", "n": ALL}, "anything"),
        Input({"kind": ALL}, "anything"),
    ],
    ids=str,
)
def test_what_is_there_or_not_in_the_layout_is_no_problem(dependency: Input) -> None:
    assert found(PAGE, Output("out", "children"), dependency) == []


def test_each_use_is_named_once_for_a_class() -> None:
    layout = [*(html.Div(id={"n": n}) for n in range(3)), *(dcc.Input(id={"n": n}) for n in range(3, 6))]
    problems = found(layout, Output({"n": ALL}, "title"), Input({"n": ALL}, "valu"))
    assert sorted("html.Div" in problem["message"] for problem in problems) == [False, False, True]
    assert sum("Input `" in problem["message"] for problem in problems) == 2


def test_component_of_another_package_that_says_nothing_of_its_props_is_left_alone() -> None:
    class Silent(Component):
        _type = "Silent"
        _namespace = "silent"

        def __init__(self) -> None:
            self.__dict__["id"] = "silent"

    assert found([Silent(), html.Div(id="out")], Output("out", "children"), Input("silent", "whatever")) == []


def test_component_of_another_package_is_checked_where_it_says_its_props() -> None:
    class Spoken(Component):
        _type = "Spoken"
        _namespace = "another"
        _prop_names = ["id", "value"]
        _valid_wildcard_attributes = ["data-"]

    layout = [Spoken(id="s"), html.Div(id="out")]
    assert found(layout, Output("out", "children"), Input("s", "data-x")) == []
    [problem] = found(layout, Output("out", "children"), Input("s", "aria-x"))
    assert "another.Spoken" in problem["message"]


def settings(app: Dash) -> dict[str, object]:
    return app._page_settings()


def make(suppress: bool = False) -> Dash:
    app = Dash(suppress_callback_exceptions=suppress)
    app.callback(Output("out", "children"), Input("table", "rows"))(lambda rows: rows)
    return app


def test_the_page_is_told() -> None:
    app = make()
    app.layout = [dash_table.DataTable(id="table"), html.Div(id="out")]
    [problem] = settings(app)["unknown_props"]  # type: ignore[misc]
    assert "dash_table.DataTable" in problem["message"]
    app.validation_layout = [html.Div(id="out")]
    assert "unknown_props" not in settings(app), "the layout for checks stands for the layout"
    suppressed = make(suppress=True)
    suppressed.layout = app.layout
    assert "unknown_props" not in settings(suppressed)


def test_a_layout_function_is_checked_when_a_page_calls_it(caplog: pytest.LogCaptureFixture) -> None:
    app = make()
    app.layout = lambda: [dash_table.DataTable(id="table"), html.Div(id="out")]
    assert "unknown_props" not in settings(app)
    with caplog.at_level(logging.WARNING, logger=app.logger.name):
        app.logger.propagate = True
        app.get_layout()
        app.get_layout()
    assert [("rows" in record.message) for record in caplog.records] == [True], "once, however many pages load"
