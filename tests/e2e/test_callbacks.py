"""What callbacks can do, in a real page: props set from anywhere, cookies, errors of clientside functions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.support import OpenApp, settle

pytestmark = pytest.mark.e2e

# A clientside callback that writes down each value that it sees.
RECORDER = """
clientside_callback(
    "(v) => { (window.seen ??= []).push(v); return dash_clientside.no_update; }",
    Output("sink", "title"), Input("seen", "data"),
)
"""


def test_set_props_arrives_while_the_callback_runs_every_call_in_order(open_code: Callable[..., OpenApp]) -> None:
    app = open_code(
        """
        go_on = threading.Event()
        app.layout = html.Div([
            html.Button("go", id="go"), html.Button("on", id="on"), dcc.Store(id="seen"), html.Div(id="sink"),
            html.Div(id="state"), html.Div(id="done"),
        ])

        @callback(Output("done", "children"), Output("state", "children"), Input("go", "n_clicks"),
                  prevent_initial_call=True)
        def work(n):
            for step in range(300):
                set_props("seen", {"data": step})
            set_props("state", {"children": "half"})
            go_on.wait(20)
            ctx.set_props("state", {"children": "all"})
            return "done", "answered"

        @callback(Output("on", "title"), Input("on", "n_clicks"), prevent_initial_call=True)
        def release(n):
            go_on.set()
            return "released"
        """,
        RECORDER,
    )
    page = app.page
    page.locator("#go").click()
    expect(page.locator("#state")).to_have_text("half")
    expect(page.locator("#done")).to_have_text("")
    assert page.evaluate("seen.filter((v) => v !== undefined)") == list(range(300))
    page.locator("#on").click()
    expect(page.locator("#done")).to_have_text("done")
    expect(page.locator("#state")).to_have_text("answered")


def test_a_quick_answer_never_overtakes_what_was_set_before_it(open_code: Callable[..., OpenApp]) -> None:
    app = open_code(
        """
        app.layout = html.Div([html.Button("go", id="go"), html.Div(id="out")])

        @callback(Output("out", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
        def work(n):
            set_props("out", {"children": "set"})
            return f"answer {n}"
        """
    )
    page = app.page
    page.evaluate(
        "() => { window.texts = []; new MutationObserver(() => texts.push(document.getElementById('out').textContent))"
        ".observe(document.getElementById('out'), {childList: true, characterData: true, subtree: true}); }"
    )
    for number in range(1, 21):
        page.locator("#go").click()
        expect(page.locator("#out")).to_have_text(f"answer {number}")
    texts = page.evaluate("texts")
    assert texts == [text for number in range(1, 21) for text in ("set", f"answer {number}")]


def test_set_props_from_a_thread_reaches_all_pages_and_callbacks(open_code: Callable[..., OpenApp]) -> None:
    app = open_code(
        """
        go_on = threading.Event()
        app.layout = html.Div([
            html.Button("go", id="go"), dcc.Store(id="seen"), html.Div(id="sink"), html.Div(id="out"),
            html.Ul(id="list", children=[]),
        ])

        def tick():
            go_on.wait(20)
            for number in range(100):
                set_props("seen", {"data": number})
                patch = Patch()
                patch.append(html.Li(str(number)))
                set_props("list", {"children": patch})
            app.set_props("seen", {"data": "last"})

        threading.Thread(target=tick, daemon=True).start()

        @callback(Input("go", "n_clicks"), prevent_initial_call=True)
        def start(n):
            go_on.set()

        @callback(Output("out", "children"), Input("seen", "data"), prevent_initial_call=True)
        def show(data):
            return f"saw {data}"
        """,
        RECORDER,
    )
    page, other = app.page, app.another()
    other.goto(app.url)
    settle(other)
    page.locator("#go").click()
    for each in (page, other):
        expect(each.locator("#out")).to_have_text("saw last")
        assert each.evaluate("seen.filter((v) => v !== undefined)") == [*range(100), "last"]
        expect(each.locator("#list li")).to_have_count(100)
        assert each.evaluate("document.getElementById('list').textContent") == "".join(map(str, range(100)))


def test_without_a_stream_set_props_arrives_with_the_answer(open_code: Callable[..., OpenApp]) -> None:
    app = open_code(
        """
        app.layout = html.Div([
            html.Button("go", id="go"), dcc.Store(id="seen"), html.Div(id="sink"), html.Div(id="out"),
        ])
        app.enable_push = lambda: None  # as under any other WSGI server

        @callback(Output("out", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
        def work(n):
            for step in range(5):
                set_props("seen", {"data": step})
            set_props("out", {"children": "set"})
            return "answer"
        """,
        RECORDER,
    )
    app.page.locator("#go").click()
    expect(app.page.locator("#out")).to_have_text("answer")
    assert app.page.evaluate("seen.at(-1)") == 4


def test_set_props_on_an_input_of_its_own_calls_the_callback_again_after_its_end(
    open_code: Callable[..., OpenApp],
) -> None:
    app = open_code(
        """
        app.layout = html.Div([
            html.Button("go", id="go"), dcc.Store(id="step", data=0), html.Div(id="out"), html.Div(id="seen"),
        ])

        @callback(Output("out", "children"), Input("step", "data"))
        def count(step):
            if step < 3:
                set_props("step", {"data": step + 1})
            patch = Patch()
            patch.append(html.Span(f"{step};"))
            set_props("seen", {"children": patch if step else [html.Span("0;")]})
            return f"step {step}"
        """
    )
    expect(app.page.locator("#out")).to_have_text("step 3")
    expect(app.page.locator("#seen")).to_have_text("0;1;2;3;")


def test_callbacks_that_no_prop_leads_to_are_called_when_the_page_is_loaded(
    open_code: Callable[..., OpenApp],
) -> None:
    app = open_code(
        """
        app.layout = html.Div([
            html.Div(id="a"), html.Div(id="b"), html.Div(id="c"), dcc.Store(id="s", data="kept"), html.Button(id="go"),
        ])

        @callback(Output("a", "children"))
        def no_input():
            return "no input"

        @callback()
        def nothing():
            set_props("b", {"children": f"nothing {ctx.triggered_id} {bool(ctx.triggered)}"})

        @callback(State("s", "data"))
        def only_state(data):
            set_props("c", {"children": data})
        """
    )
    expect(app.page.locator("#a")).to_have_text("no input")
    expect(app.page.locator("#b")).to_have_text("nothing None False")
    expect(app.page.locator("#c")).to_have_text("kept")


CIRCLE = """
    app.layout = html.Div([dcc.Input(id="a", value="1"), dcc.Input(id="b", value="2")])

    @callback(Output("b", "value"), Input("a", "value"), prevent_initial_call=True)
    def forth(value):
        return value + "b"

    @callback(Output("a", "value"), Input("b", "value"), prevent_initial_call=True)
    def back(value):
        return value + "a"
"""


def test_a_circle_of_callbacks_runs_once_and_is_told_in_debug_mode(open_code: Callable[..., OpenApp]) -> None:
    app = open_code(CIRCLE, args=("--debug",), quiet=False)
    told = app.page.locator(".desktopdash-problem")
    expect(told).to_contain_text("forth (")
    expect(told).to_contain_text("in a circle")
    app.program.wait_for("in a circle")
    assert app.program.text.count("in a circle") == 1
    app.page.locator("#a").fill("x")
    expect(app.page.locator("#a")).to_have_value("xba")
    expect(app.page.locator("#b")).to_have_value("xb")


def test_a_circle_is_not_told_to_colleagues(open_code: Callable[..., OpenApp]) -> None:
    app = open_code(CIRCLE)
    settle(app.page)
    expect(app.page.locator(".desktopdash-problem")).to_have_count(0)
    app.program.wait_for("in a circle")


def test_match_with_a_fixed_output_and_a_fixed_input_with_match(open_code: Callable[..., OpenApp]) -> None:
    app = open_code(
        """
        app.layout = html.Div([
            html.Div([html.Button(str(i), id={"t": "b", "i": i}) for i in range(3)]),
            html.Div([html.Div(id={"t": "o", "i": i}, className="o") for i in range(3)]),
            html.Button("all", id="all"), html.Div(id="fixed"),
        ])

        @callback(Output("fixed", "children"), Input({"t": "b", "i": MATCH}, "n_clicks"), prevent_initial_call=True)
        def to_fixed(n):
            return f"{n} of {ctx.triggered_id['i']}, {ctx.triggered_prop_ids}"

        @callback(Output({"t": "o", "i": MATCH}, "children"), Input("all", "n_clicks"))
        def to_each(n):
            return f"{n} to {ctx.outputs_list['id']['i']}"
        """
    )
    page = app.page
    expect(page.locator(".o")).to_have_text(["None to 0", "None to 1", "None to 2"])
    page.locator("button", has_text="1").click()
    expect(page.locator("#fixed")).to_contain_text("1 of 1, {'{\"i\":1,\"t\":\"b\"}.n_clicks': {'i': 1, 't': 'b'}}")
    page.locator("#all").click()
    expect(page.locator(".o")).to_have_text(["1 to 0", "1 to 1", "1 to 2"])


CLIENTSIDE_ERRORS = """
    app.layout = html.Div([html.Button(name, id=name) for name in ("thrown", "rejected", "asset", "broken", "fine")])

    clientside_callback('''
        (n) => {
            const nothing = undefined;
            return nothing.there;
        }
    ''', Output("thrown", "title"), Input("thrown", "n_clicks"), prevent_initial_call=True)
    clientside_callback('''
        async (n) => {
            await new Promise((resolve) => setTimeout(resolve));
            throw new RangeError("too late");
        }
    ''', Output("rejected", "title"), Input("rejected", "n_clicks"), prevent_initial_call=True)
    clientside_callback(
        dependencies.ClientsideFunction("own", "fails"),
        Output("asset", "title"), Input("asset", "n_clicks"), prevent_initial_call=True,
    )
    clientside_callback('''
        (n) => {
            return [1, 2;
        }
    ''', Output("broken", "title"), Input("broken", "n_clicks"), prevent_initial_call=True)
    clientside_callback(
        "(n) => `fine ${n}`", Output("fine", "title"), Input("fine", "n_clicks"), prevent_initial_call=True
    )
"""


def open_errors(open_code: Callable[..., OpenApp], tmp_path: Path, *args: str) -> OpenApp:
    (tmp_path / "assets").mkdir()
    script = "window.dash_clientside = {...window.dash_clientside, own: {\n  fails: () => JSON.parse('{'),\n}};\n"
    (tmp_path / "assets" / "own.js").write_text(script)
    return open_code("from desktopdash import dependencies", CLIENTSIDE_ERRORS, args=args, quiet=False)


def test_errors_of_clientside_functions_are_shown_with_their_own_line(
    open_code: Callable[..., OpenApp], tmp_path: Path
) -> None:
    page = open_errors(open_code, tmp_path, "--debug").page
    shown = page.locator(".desktopdash-problem")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("SyntaxError")
    expect(shown.locator("code")).to_have_text("return [1, 2;")
    for name, error, line, file in [
        ("thrown", "thrown.title TypeError", "return nothing.there;", "in the function's source"),
        ("rejected", "rejected.title RangeError: too late", 'throw new RangeError("too late");', "in the function's"),
        ("asset", "asset.title SyntaxError", "fails: () => JSON.parse('{'),", "assets/own.js:2"),
    ]:
        page.locator(f"#{name}").click()
        told = shown.filter(has_text=f"{name}.title")
        for word in error.split(" ", 1):
            expect(told).to_contain_text(word)
        expect(told.locator("code")).to_have_text(line)
        expect(told.locator(".desktopdash-problem-source")).to_contain_text(file)
        expect(told.locator("pre")).not_to_contain_text("_dash-component-suites")
    page.locator("#broken").click()
    expect(shown.filter(has_text="broken.title")).to_contain_text("is not there")
    page.locator("#fine").click()
    expect(page.locator("#fine")).to_have_attribute("title", "fine 1")


def test_outside_of_debug_mode_errors_of_clientside_functions_are_short(
    open_code: Callable[..., OpenApp], tmp_path: Path
) -> None:
    page = open_errors(open_code, tmp_path).page
    page.locator("#thrown").click()
    told = page.locator(".desktopdash-problem").filter(has_text="thrown.title")
    expect(told).to_contain_text("TypeError")
    expect(told.locator("pre, code")).to_have_count(0)


def test_a_clientside_function_finds_the_elements_of_components_whose_code_comes_late(
    open_code: Callable[..., OpenApp],
) -> None:
    app = open_code(
        """
        app.layout = html.Div([
            dcc.Dropdown(["a", "b"], "a", id="drop"), dcc.Slider(0, 5, id="slide"), dcc.Markdown("*x*", id="mark"),
            dash_table.DataTable(id="table", columns=[{"id": "n", "name": "n"}], data=[{"n": 1}]), html.Div(id="out"),
        ])
        clientside_callback(
            "() => ['drop', 'slide', 'mark', 'table'].filter((id) => document.getElementById(id)).join()",
            Output("out", "children"),
            Input("drop", "value"), Input("slide", "value"), State("mark", "children"), State("table", "data"),
        )
        """
    )
    expect(app.page.locator("#out")).to_have_text("drop,slide,mark,table")


def test_a_persistent_callback_streams_and_leaves_the_title_alone(open_code: Callable[..., OpenApp]) -> None:
    app = open_code(
        """
        app.title = "Watch"
        ended = threading.Event()
        app.layout = html.Div([html.Div(id="now"), html.Button("end", id="end"), html.Div(id="out")])

        @callback(persistent=True)
        def watch():
            set_props("now", {"children": "watching"})
            ended.wait(20)
            set_props("now", {"children": "ended"})

        @callback(Output("out", "children"), Input("end", "n_clicks"), prevent_initial_call=True)
        def end(n):
            ended.set()
            return "asked"
        """
    )
    expect(app.page.locator("#now")).to_have_text("watching")
    assert app.page.title() == "Watch"
    app.page.locator("#end").click()
    expect(app.page.locator("#now")).to_have_text("ended")
    expect(app.page.locator("#out")).to_have_text("asked")


def test_pages_that_are_loaded_again_and_again_keep_their_stream(open_code: Callable[..., OpenApp]) -> None:
    app = open_code(
        """
        app.layout = html.Div([html.Button("go", id="go"), html.Div(id="out")])

        @callback(Input("go", "n_clicks"), prevent_initial_call=True)
        def work(n):
            threading.Timer(0, set_props, ["out", {"children": "pushed"}]).start()
        """
    )
    for _ in range(45):  # more than there are streams, and threads of the server
        app.page.reload()
        app.page.wait_for_selector("#go")
    settle(app.page)
    app.page.locator("#go").click()
    expect(app.page.locator("#out")).to_have_text("pushed")
