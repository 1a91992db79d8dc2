"""Figures whose arrays come as bytes: on screen, in functions of the page, back in the server, kept over a reload."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.support import OpenApp, settle

np = pytest.importorskip("numpy")

pytestmark = pytest.mark.e2e

APP = """
import json, time
import numpy as np
import plotly.graph_objects as go
from dash import State

app.layout = html.Div([
    html.Button("go", id="go"), html.Button("ask", id="ask"), html.Button("back", id="back"), html.Button("edit", id="edit"),
    dcc.Graph(id="graph"), dcc.Graph(id="same"), html.Div(id="seen"), html.Pre(id="told"), dcc.Store(id="kept", storage_type="local"),
])
line, table = np.arange(20_000) / 8, np.arange(12_000, dtype="i2").reshape(100, 120)


@callback(Output("graph", "figure"), Output("kept", "data"), Input("go", "n_clicks"), prevent_initial_call=True)
def draw(n):
    if n == 2:
        time.sleep(0.1)  # its answer is fetched
    figure = go.Figure([go.Scatter(y=line * n), go.Heatmap(z=table, showscale=False)], layout={"title": {"text": f"figure {n}"}})
    figure.update_layout(width=500, height=400)
    return figure, figure


@callback(Output("told", "children"), Input("back", "n_clicks"), State("graph", "figure"), State("kept", "data"), prevent_initial_call=True)
def tell(n, figure, kept):
    return json.dumps([[trace.get("y", trace.get("z")) for trace in one["data"]] for one in (figure, kept) if one])


@callback(Output("graph", "figure", allow_duplicate=True), Input("edit", "n_clicks"), prevent_initial_call=True)
def edit(n):
    patch = Patch()
    patch["data"][0]["name"] = "edited"
    patch["layout"]["title"]["text"] = "edited"
    return patch


app.clientside_callback(
    "figure => JSON.parse(JSON.stringify(figure))", Output("same", "figure"), Input("graph", "figure"), prevent_initial_call=True,
)
app.clientside_callback(
    '''(n, figure) => {
        const { y } = figure.data[0], { z } = figure.data[1];
        return [Object.keys(y), typeof y.bdata, Object.keys(z), z.shape, y.dtype, z.dtype, y.constructor === Object,
                structuredClone(y).bdata === y.bdata, JSON.stringify({ ...z }) === JSON.stringify(z)].join(" ");
    }''',
    Output("seen", "children"), Input("ask", "n_clicks"), State("graph", "figure"), prevent_initial_call=True,
)
"""

LINE, TABLE = np.arange(20_000) / 8, np.arange(12_000, dtype="i2").reshape(100, 120)
DRAWN = """() => {
  const { calcdata, _fullData } = document.querySelector("#graph .js-plotly-plot");
  const { z } = _fullData[1];
  return [calcdata[0].length, calcdata[0][19999].y, z.length, z[0].length, z[99][119], z[1][0]];
}"""
LOOKS = """id => [
  document.querySelector(`#${id} .heatmaplayer image`).getAttribute("href"),
  document.querySelector(`#${id} .scatterlayer .lines path`).getAttribute("d"),
]"""


def spec(array: np.ndarray, dtype: str) -> dict[str, str]:
    """What plotly writes."""
    shape = {"shape": str(array.shape)[1:-1]} if array.ndim > 1 else {}
    return {"dtype": dtype, "bdata": base64.b64encode(array.tobytes()).decode(), **shape}


def told(page: Page) -> list[list[object]]:
    page.locator("#told").evaluate("element => { element.textContent = ''; }")
    page.click("#back")
    expect(page.locator("#told")).to_contain_text("bdata")
    return json.loads(page.locator("#told").text_content() or "")


def test_a_figure_whose_arrays_come_as_bytes(open_code: Callable[..., OpenApp]) -> None:
    app = open_code(APP)
    page, kinds = app.page, []
    page.on("response", lambda answer: kinds.append(answer.headers.get("content-type", "")))
    for number in (1, 2):
        page.click("#go")
        expect(page.locator("#graph .gtitle")).to_have_text(f"figure {number}")
        assert page.evaluate(DRAWN) == [20_000, LINE[-1] * number, 100, 120, 11_999, 120]
        expect(page.locator("#same .gtitle")).to_have_text(f"figure {number}")
        assert page.evaluate(LOOKS, "graph") == page.evaluate(LOOKS, "same"), "as the same figure from Dash's JSON"
        assert kinds.count("application/vnd.desktopdash.frame") == number
    page.click("#ask")
    expect(page.locator("#seen")).to_have_text("dtype,bdata string dtype,bdata,shape 100, 120 f8 i2 true true true")
    sent = [spec(LINE * 2, "f8"), spec(TABLE, "i2")]
    assert told(page) == [sent, sent]
    page.click("#edit")
    expect(page.locator("#graph .gtitle")).to_have_text("edited")
    assert page.evaluate(DRAWN) == [20_000, LINE[-1] * 2, 100, 120, 11_999, 120]
    settle(page)
    page.reload()
    page.wait_for_selector("#go")
    assert told(page) == [sent], "the Store's, for the graph is empty again"
