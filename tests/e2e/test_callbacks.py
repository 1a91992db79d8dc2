"""What callbacks can do, in a real page: props set from anywhere, cookies, errors of clientside functions."""

from __future__ import annotations

from collections.abc import Callable

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
