"""Pairs of a button and its text by MATCH, and an ALL over the texts, all in the page; how many, the environment says."""

import os

from dash import ALL, MATCH, Dash, Input, Output, clientside_callback, html

COUNT = int(os.environ["COUNT"])

app = Dash(__name__)
app.layout = html.Div(
    [
        html.Div(id="end"),
        html.Div(
            [
                html.Div(
                    [
                        html.Button("+", id={"type": "in", "index": i}, n_clicks=0, className="in"),
                        html.Span(id={"type": "out", "index": i}),
                    ]
                )
                for i in range(COUNT)
            ]
        ),
    ]
)

clientside_callback(
    "function(n) { return String(n + 1); }",
    Output({"type": "out", "index": MATCH}, "children"),
    Input({"type": "in", "index": MATCH}, "n_clicks"),
)
clientside_callback(
    "function(all) { return 'sum ' + all.reduce(function(sum, text) { return sum + Number(text || 0); }, 0); }",
    Output("end", "children"),
    Input({"type": "out", "index": ALL}, "children"),
)


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
