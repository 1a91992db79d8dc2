"""Tables of many rows: those in sight are there first, and nobody ever takes a part of the rows for the whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.support import OpenApp

pytestmark = pytest.mark.e2e

OpenCode = Callable[..., OpenApp]

ROWS = """
rows = [{"row": i, "twice": 2 * i, "id": f"r{i}"} for i in range(30_000)]

def table(**props):
    return dash_table.DataTable(
        id="table", columns=[{"id": name, "name": name} for name in ("row", "twice")], data=rows,
        style_table={"height": 300, "overflowY": "auto"}, **{"page_action": "none", **props})
"""

WATCHED = """
app.layout = html.Div([table(sort_action="native"), *[html.Div(id=name) for name in ("state", "input", "derived", "page")]])

@callback(Output("state", "children"), Input("table", "columns"), State("table", "data"))
def count_state(columns, data):
    return f"{len(data)} {data[-1]['row']}"

@callback(Output("input", "children"), Input("table", "data"))
def count_input(data):
    return f"{len(data)}"

@callback(Output("derived", "children"), Input("table", "derived_virtual_indices"))
def count_derived(indices):
    return "nothing" if indices is None else f"{len(indices)}"

clientside_callback("data => (window.seen = [...(window.seen ?? []), data.length]).join()",
    Output("page", "children"), Input("table", "data"))
"""


def first_row(page: Page) -> str | None:
    return page.locator('td[data-dash-column="row"]').first.text_content()


def test_callbacks_only_ever_see_all_rows(open_code: OpenCode) -> None:
    page = open_code(ROWS, WATCHED).page
    for id, text in {"state": "30000 29999", "input": "30000", "derived": "30000", "page": "30000"}.items():
        expect(page.locator(f"#{id}")).to_have_text(text)
    page.locator('th[data-dash-column="row"] .column-header--sort').click(click_count=2, delay=50)
    expect(page.locator('td[data-dash-column="row"]').first).to_have_text("29999")


def test_the_last_row_can_be_scrolled_to_and_pages_are_all_there(open_code: OpenCode) -> None:
    page = open_code(ROWS, "app.layout = html.Div([table(), html.Div(id='out')])").page
    page.wait_for_selector("td")
    page.locator("td").first.hover()
    page.keyboard.press("Tab")
    page.evaluate("""() => {
        const area = [...document.querySelectorAll("#table *")].find((one) => one.scrollHeight > one.clientHeight + 1000);
        area.scrollTop = area.scrollHeight;
    }""")
    expect(page.locator('td[data-dash-column="row"]').last).to_have_text("29999")


def test_rows_come_in_parts_and_in_sight_first(open_code: OpenCode) -> None:
    page = open_code(
        ROWS,
        """
        is_drawn = threading.Event()

        class Held:
            "A cell that has no JSON until the page was drawn without it."
            def to_plotly_json(self):
                return "in time" if is_drawn.wait(30) else "too late"

        @app.server.route("/drawn")
        def drawn():
            is_drawn.set()
            return "thanks"

        rows.append({"row": Held()})
        app.layout = html.Div(table(page_action="native"))
        """,
    ).page
    expect(page.locator('td[data-dash-column="row"]').first).to_have_text("0")
    expect(page.locator(".last-page:not(button)")).to_have_text("121")
    page.evaluate("fetch('drawn')")
    page.locator("button.last-page").click()
    expect(page.locator('td[data-dash-column="row"]')).to_have_text("in time")


def test_a_hook_sees_the_whole_layout(open_code: OpenCode) -> None:
    page = open_code(
        ROWS,
        """
        app = Dash(hooks={"layout_post": "(layout) => { window.count = layout.props.data.length; }"})
        app.layout = table()
        """,
    ).page
    page.wait_for_selector("td")
    assert page.evaluate("window.count") == 30_000


def test_a_late_row_that_is_no_json_is_said_and_the_page_goes_on(open_code: OpenCode) -> None:
    page = open_code(
        ROWS,
        """
        rows.append({"row": {1, 2}})
        app.layout = html.Div([table(), html.Button("Go", id="go"), html.Div(id="out")])

        @callback(Output("out", "children"), Input("go", "n_clicks"))
        def show(n):
            return f"clicked {n}"
        """,
        quiet=False,
        args=("--debug",),
    ).page
    expect(page.locator("body")).to_contain_text("a value of type set is not JSON")
    page.locator("#go").click()
    expect(page.locator("#out")).to_have_text("clicked 1")
    assert first_row(page) == "0"
