"""Patterns, components inside props, props that are not there, and large pages, in a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.scheduled import Scheduled
from tests.e2e.support import settle

pytestmark = pytest.mark.e2e

Schedule = Callable[..., Scheduled]


ROWS = """
def row(n):
    return html.Div([
        dcc.Input(id={"kind": "in", "n": n}, value=f"v{n}"), html.Button(f"b{n}", id={"kind": "button", "n": n}),
        html.Div(id={"kind": "out", "n": n}), html.Div(id={"kind": "below", "n": n}),
    ])

app.layout = html.Div([
    *buttons("add", "remove"), html.Div([row(n) for n in (1, 2, 3)], id="rows"), *divs("all", "fixed", "asked"),
])

@callback(Output({"kind": "out", "n": MATCH}, "children"), Input({"kind": "in", "n": MATCH}, "value"))
def match(value):
    note("match", value, ctx.outputs_list)
    return f"of {value}"

@callback(
    Output({"kind": "below", "n": MATCH}, "children"),
    Input({"kind": "out", "n": MATCH}, "children"), Input({"kind": "in", "n": ALLSMALLER}, "value"),
    prevent_initial_call=True,
)
def smaller(own, below):
    note("smaller", own, below)
    return f"{own}, above {below}"

@callback(Output("all", "children"), Input({"kind": "out", "n": ALL}, "children"))
def everything(values):
    note("all", values, ctx.triggered_id)
    return " ".join(map(str, values))

@callback(Output("rows", "children"), Input("add", "n_clicks"), Input("remove", "n_clicks"), prevent_initial_call=True)
def change(add, remove):
    rows = Patch()
    if ctx.triggered_id == "add":
        rows.append(row(3 + add))
    else:
        del rows[0]
    return rows
"""


def id_of(kind: str, n: int) -> str:
    return f'{{"kind":"{kind}","n":{n}}}'


def fill(app: Scheduled, n: int, text: str) -> None:
    app.page.locator(f"[id='{id_of('in', n)}']").fill(text)


def test_match_all_and_allsmaller_run_for_what_changed(schedule: Schedule) -> None:
    app = schedule(ROWS)
    app.text("all", "of v1 of v2 of v3")
    names = [call[0] for call in app.idle_calls()]
    assert names.count("match") == 3
    assert names.count("all") == 1, "once, after all of them"
    fill(app, 2, "x")
    app.text(id_of("below", 3), "of v3, above ['v1', 'x']")
    app.text("all", "of v1 of x of v3")
    calls = app.idle_calls()
    output = {"id": {"kind": "out", "n": 2}, "property": "children"}
    # What waits for nothing is asked for at once, and begins in any order.
    assert [call for call in calls if call[0] == "match"] == [["match", "x", output, [f"{id_of('in', 2)}.value"]]]
    assert sorted(call[:3] for call in calls if call[0] != "match") == [
        ["all", ["of v1", "of x", "of v3"], {"kind": "out", "n": 2}],
        ["smaller", "of v3", ["v1", "x"]],
        ["smaller", "of x", ["v1"]],
    ]


def test_pattern_components_come_and_go(schedule: Schedule) -> None:
    """What stays is not called again; a list that has lost a component is, without a trigger."""
    app = schedule(ROWS)
    app.text("all", "of v1 of v2 of v3")
    app.idle_calls()
    app.click("add")
    app.text("all", "of v1 of v2 of v3 of v4")
    calls = [call for call in app.idle_calls() if call[0] != "smaller"]
    assert [call[:2] for call in calls] == [["match", "v4"], ["all", ["of v1", "of v2", "of v3", "of v4"]]]
    app.click("remove")
    app.text("all", "of v2 of v3 of v4")
    assert [call for call in app.idle_calls() if call[0] != "smaller"] == [
        ["all", ["of v2", "of v3", "of v4"], None, []]
    ]
    fill(app, 4, "new")
    app.text("all", "of v2 of v3 of new")


CONTEXT = """
def field(n):
    return html.Div([
        dcc.Input(id={"kind": "in", "n": n}, value=f"v{n}"), html.Button(f"b{n}", id={"kind": "button", "n": n}),
        html.Div(f"d{n}", id={"kind": "out", "n": n}),
    ])

app.layout = html.Div([*map(field, (1, 2)), *divs("told", "fixed")])

@callback(
    Output({"kind": "out", "n": ALL}, "title"), Output("told", "children"),
    Input({"kind": "button", "n": ALL}, "n_clicks"),
    State({"kind": "in", "n": ALL}, "value"), State("told", "title"),
    running=[(Output({"kind": "button", "n": ALL}, "disabled"), True, False)],
    prevent_initial_call=True,
)
def tell(clicks, values, title):
    told = {name: getattr(ctx, name) for name in ("triggered_id", "triggered_prop_ids", "inputs_list", "states_list", "outputs_list")}
    hold("tell")
    return [f"title {value}" for value in values], json.dumps(told)

@callback(Output("fixed", "children"), Input({"kind": "in", "n": MATCH}, "value"), State({"kind": "out", "n": MATCH}, "children"))
def fixed(value, own):
    note("fixed", value, own, ctx.triggered_id)
    return value
"""


def test_context_of_a_pattern_callback(schedule: Schedule) -> None:
    app = schedule(CONTEXT)
    app.click(id_of("button", 2))
    app.until_held("tell")
    for n in (1, 2):
        expect(app.page.locator(f"[id='{id_of('button', n)}']")).to_be_disabled()
    app.open("tell")
    for n in (1, 2):
        expect(app.page.locator(f"[id='{id_of('out', n)}']")).to_have_attribute("title", f"title v{n}")
        expect(app.page.locator(f"[id='{id_of('button', n)}']")).to_be_enabled()
    told = app.page.evaluate("JSON.parse(document.getElementById('told').innerText)")
    assert told["triggered_id"] == {"kind": "button", "n": 2}
    assert told["triggered_prop_ids"] == {f"{id_of('button', 2)}.n_clicks": {"kind": "button", "n": 2}}
    [inputs] = told["inputs_list"]
    assert [(item["id"]["n"], item["property"], item.get("value")) for item in inputs] == [
        (1, "n_clicks", None),
        (2, "n_clicks", 1),
    ]
    states, title = told["states_list"]
    assert [item["value"] for item in states] == ["v1", "v2"]
    assert (title["id"], title["property"]) == ("told", "title")
    outs, one = told["outputs_list"]
    assert outs == [{"id": {"kind": "out", "n": n}, "property": "title"} for n in (1, 2)]
    assert one == {"id": "told", "property": "children"}


def test_match_in_inputs_with_a_fixed_output(schedule: Schedule) -> None:
    """No initial call, for which of them it would be is open; then one for the component that changed."""
    app = schedule(CONTEXT)
    assert app.idle_calls() == []
    fill(app, 2, "new")
    app.text("fixed", "new")
    assert app.idle_calls() == [["fixed", "new", "d2", {"kind": "in", "n": 2}, [f"{id_of('in', 2)}.value"]]]


def test_components_inside_props_are_inputs_and_outputs(schedule: Schedule) -> None:
    app = schedule(
        """
        def option(n):
            inner = html.Div([dcc.Input(id={"kind": "inner", "n": n}, value=f"v{n}"), html.Div(html.Span(id={"kind": "span", "n": n}))])
            return {"label": inner, "value": n}

        app.layout = html.Div([
            *buttons("go", "more"), dcc.Checklist(options=[option(1), {"label": "text", "value": 2}], value=[2], id="check"),
            dcc.RadioItems(options=[{"label": html.B("?", id="radio-label"), "value": 1}], id="radio"), *divs("all", "options"),
        ])

        @callback(Output({"kind": "span", "n": MATCH}, "children"), Input({"kind": "inner", "n": MATCH}, "value"))
        def inside(value):
            note("inside", value)
            return f"of {value}"

        @callback(Output("all", "children"), Output("radio-label", "children"), Input({"kind": "span", "n": ALL}, "children"))
        def outside(values):
            note("outside", values)
            return " ".join(values), f"{len(values)} spans"

        @callback(Output({"kind": "inner", "n": ALL}, "value"), Input("go", "n_clicks"), prevent_initial_call=True)
        def fill(n):
            return [f"set {n}"] * len(ctx.outputs_list)

        @callback(Output("check", "options"), Input("more", "n_clicks"), State("check", "options"), prevent_initial_call=True)
        def more(n, options):
            return [*options, option(2 + n)]

        @callback(Output("options", "children"), Input("check", "options"))
        def options(found):
            return json.dumps([item["label"] if item["value"] == 2 else item["label"]["props"]["children"][0]["props"]["value"] for item in found])
        """
    )
    app.text("all", "of v1")
    app.text("radio-label", "1 spans")
    assert app.idle_calls() == [["inside", "v1", []], ["outside", ["of v1"], [f"{id_of('span', 1)}.children"]]]
    app.page.locator("#check input[type=text]").first.fill("typed")
    app.text("all", "of typed")
    expect(app.page.locator("#check span").get_by_text("of typed", exact=True)).to_be_visible()
    app.click("go")
    app.text("all", "of set 1")
    app.click("more")
    app.text("all", "of set 1 of v3")
    app.text("radio-label", "2 spans")
    app.text("options", '["set 1", "text", "v3"]')
    assert app.page.locator("#check input[type=checkbox]:checked").count() == 1


def test_props_that_components_do_not_have_are_named(schedule: Schedule) -> None:
    code = """
        app.layout = html.Div([dcc.Input(id="in", value="x"), html.Div(id="out"), html.Div(id={"n": 1})])

        @callback(Output("out", "children"), Input("in", "value"), State("in", "valeu"), State({"n": ALL}, "data-row"))
        def show(value, *_):
            return value
    """
    app = schedule(code, quiet=False)
    app.text("out", "x")
    notice = app.page.locator(".desktopdash-problem")
    expect(notice).to_have_count(1)
    for word in ("State `in.valeu`", "show (app:", "dcc.Input", "the most similar first: value,"):
        expect(notice).to_contain_text(word)


def test_props_that_components_do_not_have_are_fine_when_suppressed(schedule: Schedule) -> None:
    app = schedule(
        """
        app.config.suppress_callback_exceptions = True
        app.layout = html.Div([dcc.Input(id="in", value="x"), html.Div(id="out")])

        @callback(Output("out", "children"), Input("in", "value"), State("in", "valeu"))
        def show(value, _):
            return value
        """
    )
    app.text("out", "x")
    expect(app.page.locator(".desktopdash-problem")).to_have_count(0)


LARGE = """
import os
SIZE = int(os.environ["SIZE"])
app.layout = html.Div([
    html.Button("go", id="go"), html.Div(id="shown"), html.Div(id="sum"),
    html.Div([html.Div(f"part {i}", id={"plain": i}) for i in range(SIZE)]),
    *(html.Div([html.Div(title="0", id={"kind": "in", "n": i}), html.Div(id={"kind": "out", "n": i})]) for i in range(SIZE // 10)),
])
clientside_callback("(n) => n ?? 0", Output("shown", "children"), Input("go", "n_clicks"))
clientside_callback("(title) => Number(title)", Output({"kind": "out", "n": MATCH}, "title"), Input({"kind": "in", "n": MATCH}, "title"))
clientside_callback("(all) => all.reduce((a, b) => a + b, 0)", Output("sum", "children"), Input({"kind": "out", "n": ALL}, "title"))
"""

ONE_CHANGE_MS = """([id, prop, shown]) => {
    const set = (value) => new Promise((resolve) => {
        const target = document.getElementById(shown);
        const begin = performance.now();
        const seen = new MutationObserver(() => { seen.disconnect(); resolve(performance.now() - begin); });
        seen.observe(target, { childList: true, characterData: true, subtree: true });
        dash_clientside.set_props(id, { [prop]: value });
    });
    return (async () => {
        const times = [];
        for (let i = 1; i <= 60; i++) times.push(await set(i));
        return Math.min(...times.slice(20));
    })();
}"""


@pytest.mark.alone
def test_one_change_costs_what_depends_on_it_and_not_the_page(schedule: Schedule) -> None:
    """A page of 5,000 components and 500 MATCH pairs under an ALL, beside one of a tenth of the size."""
    figures = {}
    for size in (500, 5000):
        app = schedule(LARGE, env={"SIZE": str(size)})
        app.text("sum", "0")
        settle(app.page)
        figures[size] = [
            app.page.evaluate(ONE_CHANGE_MS, ["go", "n_clicks", "shown"]),
            app.page.evaluate(ONE_CHANGE_MS, [{"kind": "in", "n": 7}, "title", "sum"]),
        ]
        app.text("shown", "60")
        app.text("sum", "60")
    print({size: [f"{ms:.2f} ms" for ms in pair] for size, pair in figures.items()})
    (one_small, all_small), (one_large, all_large) = figures[500], figures[5000]
    # Browsers tell the time in steps of 0.1 ms, which counts for both.
    assert one_large <= 3 * one_small + 0.2
    assert all_large <= 3 * 10 * all_small + 0.2
