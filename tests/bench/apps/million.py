"""A figure of a million points, from a server callback to a Store, and a function in the page that sees it there."""

import os

import numpy
import plotly.graph_objects as go
from dash import Dash, Input, Output, callback, clientside_callback, dcc, html

POINTS = 1_000_000

app = Dash(__name__)
app.layout = html.Div([html.Button("go", id="go"), html.Div(id="end"), dcc.Store(id="store")])
values = numpy.random.default_rng(7).normal(size=POINTS)


@callback(Output("store", "data"), Input("go", "n_clicks"), prevent_initial_call=True)
def make(n):
    return go.Figure(go.Scattergl(y=values, mode="lines"), layout={"title": {"text": f"done {n}"}})


clientside_callback(
    "function(figure) { return figure.layout.title.text; }",
    Output("end", "children"),
    Input("store", "data"),
    prevent_initial_call=True,
)


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
