"""Controls in a real browser: what happy-dom has no pixels, pointer or focus for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.support import OpenApp, settle

pytestmark = pytest.mark.e2e

TABS = """
app.config.suppress_callback_exceptions = True
app.layout = html.Div([
    dcc.Tabs(id="tabs", value="b", children=[
        dcc.Tab(label="first", value="a"), dcc.Tab(label="second", value="b"), dcc.Tab(label="off", value="c", disabled=True),
        dcc.Tab(label="last", value="d", width=120),
    ]),
    html.Div(id="out"),
    dcc.Tabs(id="own", vertical=True, children=[
        dcc.Tab(dcc.Input(id="field", value="x"), label="form"),
        dcc.Tab(dcc.Graph(figure={"data": [{"y": [1, 2]}]}), label="graph"),
    ]),
    html.Div(id="seen"),
])

@callback(Output("out", "children"), Input("tabs", "value"))
def fill(value):
    return dcc.Input(value=value, id={"tab": value})

@callback(Output("seen", "children"), Input("field", "value"))
def see(value):
    return f"seen {value}"
"""


def box(found: Locator) -> dict[str, float]:
    got = found.bounding_box()
    assert got
    return dict(got)


def test_tabs_show_what_a_callback_or_the_tab_itself_holds(open_code: Callable[..., OpenApp]) -> None:
    page = open_code(TABS).page
    settle(page)
    tabs, field = page.locator("#tabs"), page.locator("#out input")
    expect(field).to_have_value("b")
    tabs.get_by_role("tab", name="first").click()
    expect(field).to_have_value("a")
    expect(tabs.get_by_role("tab", selected=True)).to_have_text("first")
    tabs.get_by_role("tab", name="off").click(force=True)
    expect(tabs.get_by_role("tab", selected=True)).to_have_text("first")
    tabs.get_by_role("tab", name="first").press("ArrowRight")
    expect(tabs.get_by_role("tab", name="second")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(field).to_have_value("d")

    own, panel = page.locator("#own"), page.locator("#own-parent > .tab-content")
    expect(page.locator("#seen")).to_have_text("seen x")
    page.locator("#field").fill("y")
    own.get_by_role("tab", name="graph").click()
    expect(panel.locator(".main-svg").first).to_be_visible()
    assert box(panel.locator(".dash-graph"))["width"] > 400, "a graph has the room beside the labels"
    own.get_by_role("tab", name="form").click()
    expect(page.locator("#field")).to_have_value("y")
    expect(page.locator("#seen")).to_have_text("seen y")


def test_labels_of_tabs_share_the_line_and_stack_in_a_narrow_window(open_code: Callable[..., OpenApp]) -> None:
    page = open_code(TABS).page
    labels = page.locator("#tabs").get_by_role("tab")
    wide = [box(labels.nth(at)) for at in range(4)]
    assert len({round(one["y"]) for one in wide}) == 1
    assert round(wide[0]["width"]) == round(wide[1]["width"]) > 120
    assert round(wide[3]["width"]) == 120
    page.set_viewport_size({"width": 600, "height": 800})
    expect(page.locator("#tabs-parent.tab-parent--above-breakpoint")).to_have_count(0)
    narrow = [box(labels.nth(at)) for at in range(3)]
    assert narrow[0]["y"] < narrow[1]["y"] < narrow[2]["y"]


RANGE = """
app.layout = html.Div([
    dcc.RangeSlider(0, 100, 1, value=[20, 60], id="range"), html.Div(id="value"), html.Div(id="drag"),
    dcc.Textarea(id="text", value="a", maxLength=5), html.Div(id="said"),
])

@callback(Output("value", "children"), Input("range", "value"))
def value(value):
    return str(value)

@callback(Output("drag", "children"), Input("range", "drag_value"))
def drag(value):
    return str(value)

@callback(Output("said", "children"), Input("text", "value"), Input("text", "n_blur"))
def say(text, blurred):
    return repr((text, blurred))
"""


def test_handles_of_a_range_are_dragged(open_code: Callable[..., OpenApp]) -> None:
    page = open_code(RANGE).page
    expect(page.locator("#value")).to_have_text("[20, 60]")
    line, handle = box(page.locator(".dash-slider-root")), page.get_by_role("slider").first
    at = box(handle)
    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    page.mouse.down()
    page.mouse.move(line["x"] + line["width"] / 2, at["y"] + 8, steps=4)
    expect(page.locator("#drag")).to_have_text("[50, 60]")
    expect(page.locator("#value")).to_have_text("[20, 60]")
    page.mouse.up()
    expect(page.locator("#value")).to_have_text("[50, 60]")
    page.get_by_label("Maximum").first.fill("80")
    page.keyboard.press("Enter")
    expect(page.locator("#value")).to_have_text("[50, 80]")


def test_text_area_tells_of_every_key_and_of_being_left(open_code: Callable[..., OpenApp]) -> None:
    page = open_code(RANGE).page
    text = page.locator("#text")
    text.press("End")
    text.press_sequentially("b\ncdef")
    expect(page.locator("#said")).to_have_text(r"('ab\ncd', None)")
    text.blur()
    expect(page.locator("#said")).to_have_text(r"('ab\ncd', 1)")
