"""When callbacks run, in a browser: order, waiting, late answers, parts that come and go, circles, thousands.

Nothing here sleeps: a callback that is to be slow waits for a gate, which the test opens with a request of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.scheduled import Scheduled
from tests.e2e.support import wait_for

pytestmark = pytest.mark.e2e

Schedule = Callable[..., Scheduled]


def test_initial_calls_go_by_level_and_say_what_changed(schedule: Schedule) -> None:
    app = schedule(
        """
        app.layout = html.Div([*buttons("go"), *divs("one", "two", "three", "quiet")])

        @callback(Output("three", "children"), Input("two", "children"), Input("one", "children"))
        def third(two, one):
            note("third", two, one)
            return 3

        @callback(Output("two", "children"), Input("one", "children"))
        def second(one):
            note("second", one)
            return 2

        @callback(Output("one", "children"), Input("go", "n_clicks"))
        def first(n):
            note("first", n)
            return 1

        @callback(Output("quiet", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
        def quiet(n):
            note("quiet", n)
            return n
        """
    )
    app.text("three", "3")
    assert app.idle_calls() == [
        ["first", None, []],
        ["second", 1, ["one.children"]],
        ["third", 2, 1, ["one.children", "two.children"]],
    ]
    app.click("go")
    app.text("quiet", "1")
    assert sorted(call[0] for call in app.idle_calls()) == ["first", "quiet", "second", "third"]


def test_many_callbacks_at_once_are_one_request_and_none_of_them_holds_up_another(schedule: Schedule) -> None:
    app = schedule(
        """
        app.layout = html.Div([*buttons("go"), *divs(*[f"out{i}" for i in range(30)])])

        def declare(i):
            @callback(Output(f"out{i}", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
            def act(n):
                if i in (3, 17):
                    hold(f"gate{i} {n}")
                if i == 5 and n == 2:
                    raise PreventUpdate
                return f"{i} {n}"

        for i in range(30):
            declare(i)
        """
    )
    asked: list[str] = []
    app.page.on(
        "request", lambda request: asked.append(request.url.rsplit("/", 2)[1]) if request.method == "POST" else None
    )
    for n in (1, 2):
        asked.clear()
        app.click("go")
        for i in set(range(30)) - {3, 17}:
            app.text(f"out{i}", "5 1" if i == 5 else f"{i} {n}")
        assert asked == ["_desktopdash-calls"]
        for i in (17, 3):
            app.text(f"out{i}", "" if n == 1 else f"{i} 1")
            app.open(f"gate{i} {n}")
            app.text(f"out{i}", f"{i} {n}")


def test_a_callback_waits_for_all_upstream_and_runs_once(schedule: Schedule) -> None:
    """The slow way has a step more, which is not even asked for when the quick one ends."""
    app = schedule(
        """
        app.layout = html.Div([*buttons("go"), *divs("quick", "slow", "slower", "both")])

        @callback(Output("quick", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
        def quick(n):
            return n

        @callback(Output("slow", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
        def slow(n):
            hold("slow")
            return n

        @callback(Output("slower", "children"), Input("slow", "children"), prevent_initial_call=True)
        def slower(n):
            hold("slower")
            return n

        @callback(Output("both", "children"), Input("quick", "children"), Input("slower", "children"), prevent_initial_call=True)
        def both(quick, slower):
            note("both", quick, slower)
            return f"{quick} {slower}"
        """
    )
    app.click("go")
    app.text("quick", "1")
    app.until_held("slow")
    app.open("slow")
    assert app.until_held("slower") == []
    app.open("slower")
    app.text("both", "1 1")
    assert app.idle_calls() == [["both", 1, 1, ["quick.children", "slower.children"]]]


@pytest.mark.parametrize("end", ["return no_update", "raise PreventUpdate", "raise ValueError('on purpose')"])
def test_upstream_without_an_update_lets_the_rest_go_on(schedule: Schedule, end: str) -> None:
    app = schedule(
        f"""
        app.layout = html.Div([*buttons("go"), *divs("up", "only", "also", "list")])

        @callback(Output("up", "children"), Input("go", "n_clicks"))
        def up(n):
            note("up", n)
            {end}

        @callback(Output("only", "children"), Input("up", "children"))
        def only(value):
            note("only", value)

        @callback(Output("also", "children"), Input("up", "children"), Input("go", "n_clicks"))
        def also(value, n):
            note("also", value, n)
            return "went on"
        """,
        quiet=False,
    )
    app.text("also", "went on")
    assert app.idle_calls() == [["up", None, []], ["also", None, None, []]]
    app.click("go")
    wait_for(lambda: ["also", None, 1, ["go.n_clicks"]] in (seen := app.calls()) and seen, "the second call")
    assert app.idle_calls() == []


def test_the_answer_of_an_older_call_is_dropped_whichever_comes_last(schedule: Schedule) -> None:
    app = schedule(
        """
        app.layout = html.Div([*buttons("go"), *divs("out", "after")])

        @callback(Output("out", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
        def answer(n):
            hold(f"call-{n}")
            note("answers", n)
            return f"call {n}"

        @callback(Output("after", "children"), Input("out", "children"), prevent_initial_call=True)
        def after(text):
            note("after", text)
            return text
        """
    )
    for n in (1, 2, 3):
        app.click("go")
        app.until_held(f"call-{n}")
    for gate in ("call-2", "call-3", "call-1"):
        app.open(gate)
    app.text("after", "call 3")
    seen: list[Any] = []
    wait_for(lambda: seen.extend(app.calls()) or sum(call[0] == "answers" for call in seen) == 3, "all three answered")
    # What was answered is at the page by the time that a further answer has come.
    app.page.evaluate("fetch('_dash-layout').then((answer) => answer.text())")
    app.text("out", "call 3")
    assert [call for call in seen if call[0] == "after"] == [["after", "call 3", ["out.children"]]]


INSERTED = """
app.config.suppress_callback_exceptions = True
app.layout = html.Div([dcc.Location(id="url"), *buttons("again"), *divs("layout-div", "both", "content")])

@callback(Output("content", "children"), Input("url", "pathname"), Input("again", "n_clicks"))
def display_page(pathname, n):
    return html.Div([dcc.Input(id="input", value=f"hello {n}"), html.Div(id="output"), html.Div(id="initial")])

@callback(Output("output", "children"), Input("input", "value"), prevent_initial_call=True)
def update_output(value):
    note("inside", value)
    return value

@callback(Output("initial", "children"), Input("input", "value"))
def update_initial(value):
    note("initial", value)
    return no_update

@callback(Output("layout-div", "children"), Input("input", "value"), prevent_initial_call=True)
def update_layout_div(value):
    note("outside", value)
    return value

@callback(Output("both", "children"), Output("output", "title"), Input("input", "value"), prevent_initial_call=True)
def update_both(value):
    note("both", value)
    return value, value

@callback(Output("layout-div", "title"), Input("initial", "children"), prevent_initial_call=True)
def after_initial(value):
    note("after", value)
    return "never"

@callback(Input("input", "value"))
def without_output(value):
    note("no output", value)
"""


def test_inserted_components_call_as_document_002_tells(schedule: Schedule) -> None:
    """What writes beside the inserted part sees a change; what writes inside it is called initially, or not at all."""
    app = schedule(INSERTED)
    app.text("layout-div", "hello None")
    expected = [
        ["both", "hello None", ["input.value"]],
        ["initial", "hello None", []],
        ["outside", "hello None", ["input.value"]],
    ]
    assert sorted(app.idle_calls()) == expected
    app.text("output", "")
    app.page.fill("#input", "typed")
    app.text("output", "typed")
    assert {call[0] for call in app.idle_calls()} == {"both", "initial", "inside", "no output", "outside"}
    app.click("again")
    app.text("layout-div", "hello 1")
    assert sorted(call[0] for call in app.idle_calls()) == ["both", "initial", "outside"]


def test_components_may_go_while_their_callback_runs(schedule: Schedule) -> None:
    app = schedule(
        """
        app.layout = html.Div([*buttons("go", "remove", "wait"), html.Div(divs("in", "out", "mid"), id="box"), *divs("far", "other")])

        @callback(Output("out", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
        def work(n):
            hold("work")
            return "late"

        @callback(Output("far", "children"), Output("in", "title"), Input("go", "n_clicks"), prevent_initial_call=True)
        def two(n):
            hold("two")
            return "the rest", "late"

        @callback(Output("mid", "children"), Input("out", "children"), Input("wait", "n_clicks"), prevent_initial_call=True)
        def waits(*args):
            note("waits")
            return "late"

        @callback(Output("box", "children"), Input("remove", "n_clicks"), prevent_initial_call=True)
        def remove(n):
            return "empty"

        @callback(Output("other", "children"), Input("far", "children"), prevent_initial_call=True)
        def after(text):
            return f"after {text}"
        """
    )
    app.click("go", "wait")
    app.until_held("work", "two")
    app.click("remove")
    app.text("box", "empty")
    app.open("work")
    app.open("two")
    app.text("other", "after the rest")
    assert app.idle_calls() == []
    app.text("box", "empty")


def test_a_layout_may_replace_the_component_whose_callback_runs(schedule: Schedule) -> None:
    app = schedule(
        """
        def part(n):
            return [dcc.Input(id="in", value=f"value {n}"), html.Div(id="out")]

        app.layout = html.Div([*buttons("replace"), html.Div(part(0), id="box")])

        @callback(Output("out", "children"), Input("in", "value"))
        def work(value):
            hold(value)
            note("work", value)
            return f"of {value}"

        @callback(Output("box", "children"), Input("replace", "n_clicks"), prevent_initial_call=True)
        def replace(n):
            return part(n)
        """
    )
    app.until_held("value 0")
    app.click("replace")
    app.until_held("value 1")
    app.open("value 0")
    seen: list[Any] = []
    wait_for(lambda: seen.extend(app.calls()) or ["work", "value 0", []] in seen, "the first one has answered")
    app.page.evaluate("fetch('_dash-layout').then((answer) => answer.text())")
    app.text("out", "")
    app.open("value 1")
    app.text("out", "of value 1")
    assert [call[0] for call in app.idle_calls()] == ["work"]


def test_a_callback_that_writes_its_own_inputs_runs_once(schedule: Schedule) -> None:
    """Document 002's thermometer."""
    app = schedule(
        """
        app.layout = html.Div([
            dcc.Input(id="celsius", value=0.0, type="number"), dcc.Input(id="fahrenheit", value=32.0, type="number"), *divs("out")
        ])

        @callback(
            Output("celsius", "value"), Output("fahrenheit", "value"), Input("celsius", "value"), Input("fahrenheit", "value")
        )
        def convert(celsius, fahrenheit):
            note("convert", celsius, fahrenheit)
            if ctx.triggered_id == "fahrenheit":
                return (fahrenheit - 32) * 5 / 9, fahrenheit
            return celsius, celsius * 9 / 5 + 32

        @callback(Output("out", "children"), Input("celsius", "value"), Input("fahrenheit", "value"))
        def tell(celsius, fahrenheit):
            note("tell", celsius, fahrenheit)
            return f"{celsius:g} {fahrenheit:g}"
        """
    )
    app.text("out", "0 32")
    assert [call[0] for call in app.idle_calls()] == ["convert", "tell"]
    app.page.fill("#celsius", "100")
    app.text("out", "100 212")
    app.idle_calls()
    app.page.fill("#fahrenheit", "50")
    app.text("out", "10 50")
    assert [call[0] for call in app.idle_calls()][-2:] == ["convert", "tell"]
    expect(app.page.locator("#celsius")).to_have_value("10")


def test_thousands_of_callbacks_of_one_page_run(schedule: Schedule) -> None:
    """Two thousand clientside ones, each with its own components, under one that reads half of them; and one chain."""
    app = schedule(
        """
        N = 1000
        app.layout = html.Div([*buttons("go"), *divs(*(f"wide-{i}" for i in range(N)), *(f"long-{i}" for i in range(N)), "sum")])
        for i in range(N):
            clientside_callback("(n) => (n ?? 0) + 1", Output(f"wide-{i}", "title"), Input("go", "n_clicks"))
            source = Input(f"long-{i - 1}", "title") if i else Input("go", "n_clicks")
            clientside_callback("(n) => Number(n ?? 0) + 1", Output(f"long-{i}", "title"), source)
        clientside_callback(
            "(...all) => { window.sums = (window.sums ?? 0) + 1; return all.reduce((a, b) => a + b); }",
            Output("sum", "children"), [Input(f"wide-{i}", "title") for i in range(N)],
        )
        """
    )
    app.text("sum", "1000")
    expect(app.page.locator("#long-999")).to_have_attribute("title", "1000")
    app.click("go")
    app.text("sum", "2000")
    expect(app.page.locator("#long-999")).to_have_attribute("title", "1001")
    assert app.page.evaluate("window.sums") == 2
