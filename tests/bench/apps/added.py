"""Two thousand components, matched by a pattern, that one callback adds."""

import os

from dash import ALL, Dash, Input, Output, callback, clientside_callback, html

COUNT = 2000

app = Dash(__name__)
app.layout = html.Div([html.Button("go", id="go"), html.Div(id="end"), html.Div(id="list")])


@callback(Output("list", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
def add(n):
    return [html.Div(f"item {i} of {n}", id={"type": "item", "index": i}) for i in range(COUNT)]


clientside_callback(
    "function(all) { return all.length ? 'done ' + all.length + ' ' + all[0] : ''; }",
    Output("end", "children"),
    Input({"type": "item", "index": ALL}, "children"),
)


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
