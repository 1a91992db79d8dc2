"""A Patch that appends one point to a figure of 100,000."""

import os

import plotly.graph_objects as go
from dash import Dash, Input, Output, Patch, callback, clientside_callback, dcc, html

POINTS = 100_000

app = Dash(__name__)
figure = go.Figure(
    go.Scatter(x=list(range(POINTS)), y=[i % 997 for i in range(POINTS)], mode="lines"),
    layout={"uirevision": "kept", "xaxis": {"range": [POINTS - 100, POINTS + 100]}},
)
app.layout = html.Div([html.Button("go", id="go"), html.Div(id="end"), dcc.Graph(id="graph", figure=figure)])


@callback(Output("graph", "figure"), Input("go", "n_clicks"), prevent_initial_call=True)
def append(n):
    figure = Patch()
    figure["data"][0]["x"].append(POINTS + n)
    figure["data"][0]["y"].append((n * 37) % 997)
    return figure


clientside_callback(
    "function(figure) { return 'points ' + figure.data[0].x.length; }",
    Output("end", "children"),
    Input("graph", "figure"),
)


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
