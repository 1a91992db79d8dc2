"""What shows that callbacks are working: `dcc.Loading`, the marks on components and in the page, the title."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.support import OpenApp, settle

pytestmark = pytest.mark.e2e

WRITTEN = ["plain", "soon", "late", "hit", "miss", "own", "hidden", "debug"]
# A callback that runs until it is let go. The spinner of each Loading has the id `spin-<name>`.
SLOW = """
gate = threading.Event()
inside = lambda name: html.Div([html.Span("text", id=f"text-{name}"), dcc.Input(id=f"field-{name}")])
around = lambda name, **more: dcc.Loading(inside(name), id=f"spin-{name}", show_initially=False, **more)
app.layout = html.Div([
    html.Button("start", id="start"), html.Button("free", id="free"), html.Div(id="done"), html.Div(id="outside"),
    around("plain"), around("soon", delay_show=30, delay_hide=30), around("late", delay_show=3_600_000),
    around("hit", target_components={"text-hit": ["style", "children"]}),
    around("miss", target_components={"text-miss": "style", "field-miss": "value"}),
    around("own", custom_spinner=html.B("wait", id="wait")),
    around("shown", display="show"), around("hidden", display="hide"),
    around("idle"), around("debug", debug=True, type="dot"),
])
NAMES = $WRITTEN

@callback([Output(f"text-{name}", "children") for name in NAMES] + [Output("outside", "children")],
          Input("start", "n_clicks"), prevent_initial_call=True)
def work(n):
    gate.wait(60)
    gate.clear()
    return ["new"] * len(NAMES) + ["new"]

@callback(Output("done", "children"), Input("free", "n_clicks"), prevent_initial_call=True)
def free(n):
    gate.set()
    return n
""".replace("$WRITTEN", repr(WRITTEN))


def test_spinners_follow_the_callbacks_that_write_inside(open_code: Callable[..., OpenApp]) -> None:
    page = open_code(SLOW).page
    settle(page)

    def expect_shown(*names: str) -> None:
        for name in ["plain", "soon", "late", "hit", "miss", "own", "shown", "hidden", "idle", "debug"]:
            expect(page.locator(f"#spin-{name} > *")).to_have_count(1 if name in names else 0)

    expect_shown("shown")
    expect(page.locator("#text-plain")).to_be_visible()
    page.locator("#start").click()
    expect_shown("plain", "soon", "hit", "own", "shown", "debug")
    expect(page.locator("#spin-plain .dash-default-spinner")).to_be_visible()
    expect(page.locator("#text-plain")).to_be_hidden()
    expect(page.locator("#text-idle")).to_be_visible()
    expect(page.locator("#wait")).to_be_visible()
    expect(page.locator("#spin-debug h3.dash-loading-title")).to_have_text("Loading #text-debug's children")
    page.locator("#free").click()
    expect(page.locator("#text-plain")).to_have_text("new")
    expect_shown("shown")
    expect(page.locator("#text-plain")).to_be_visible()


def test_spinners_stand_still_and_are_seen_where_motion_is_unwelcome(open_code: Callable[..., OpenApp]) -> None:
    app = open_code("""
    app.layout = html.Div([
        dcc.Loading(html.P("text"), id=kind, display="show", type=kind) for kind in ["default", "circle", "dot", "cube", "graph"]
    ])
    """)
    moving = "() => document.getAnimations().filter((one) => one.playState === 'running').length"
    expect(app.page.locator(".dash-spinner")).to_have_count(5)
    assert app.page.evaluate(moving) == 5 + 12 + 3 + 1 + 4
    app.page.emulate_media(reduced_motion="reduce")
    assert app.page.evaluate(moving) == 0
    for kind in ["default", "circle", "dot", "cube", "graph"]:
        expect(app.page.locator(f"#{kind} .dash-spinner > *").last).to_be_visible()


def test_marks_and_title_say_what_is_awaited(open_code: Callable[..., OpenApp]) -> None:
    page = open_code(SLOW).page
    settle(page)
    before = page.title()
    page.locator("#start").click()
    expect(page).to_have_title("Updating...")
    expect(page.locator("._dash-loading-callback")).to_have_count(1)
    marked = page.locator("[data-dash-is-loading=true]").evaluate_all("all => all.map(({ id }) => id)")
    assert marked == ["outside", *(f"text-{name}" for name in WRITTEN)]
    page.locator("#free").click()
    expect(page.locator("[data-dash-is-loading]")).to_have_count(0)
    expect(page.locator("._dash-loading-callback")).to_have_count(0)
    expect(page).to_have_title(before)


def test_title_comes_back_when_a_callback_had_nothing_to_say(open_code: Callable[..., OpenApp]) -> None:
    app = open_code("""
    app.layout = html.Div([html.Div(id="a"), html.Div(id="b"), html.Div(id="c")])

    @callback(Output("b", "children"), Input("a", "children"))
    def first(value):
        return no_update

    @callback(Output("c", "children"), Input("b", "children"))
    def second(value):
        return "never asked"
    """)
    expect(app.page).to_have_title("Dash")
    expect(app.page.locator("._dash-loading-callback")).to_have_count(0)


CONTROLS = ["Input", "Dropdown", "RadioItems", "Checklist", "Slider", "Markdown", "Link", "Graph", "DataTable", "P"]
CONTROLS += ["RangeSlider", "Textarea"]
CONTROLS_PAGE = """
gate = threading.Event()
app.layout = html.Div([
    html.Button("start", id="start"), html.Button("free", id="free"), html.Div(id="done"),
    dcc.Input(id="Input"), dcc.Dropdown(["a"], id="Dropdown"), dcc.RadioItems(["a"], id="RadioItems"),
    dcc.Checklist(["a"], id="Checklist"), dcc.Slider(0, 1, id="Slider"), dcc.Markdown("a", id="Markdown"),
    dcc.Link("a", "/", id="Link"), dcc.Graph(id="Graph"), dash_table.DataTable(id="DataTable"), html.P("a", id="P"),
    dcc.RangeSlider(0, 1, id="RangeSlider"), dcc.Textarea(id="Textarea"),
])
NAMES = $CONTROLS

@callback([Output(name, "className" if name != "DataTable" else "style_as_list_view") for name in NAMES],
          Input("start", "n_clicks"), prevent_initial_call=True)
def work(n):
    gate.wait(60)
    return [no_update] * len(NAMES)

@callback(Output("done", "children"), Input("free", "n_clicks"), prevent_initial_call=True)
def free(n):
    gate.set()
    return n
""".replace("$CONTROLS", repr(CONTROLS))


def test_every_control_is_marked_where_its_id_is(open_code: Callable[..., OpenApp]) -> None:
    page = open_code(CONTROLS_PAGE).page
    expect(page.get_by_role("slider")).to_have_count(3)
    expect(page.locator("#Graph .main-svg").first).to_be_visible()
    page.locator("#start").click()
    for name in CONTROLS:
        expect(page.locator(f"#{name}[data-dash-is-loading=true]")).to_have_count(1)
    page.locator("#free").click()
    expect(page.locator("[data-dash-is-loading]")).to_have_count(0)
