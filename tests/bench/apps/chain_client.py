"""Fifty clientside callbacks, each reading what the one before it wrote."""

import os

from dash import Dash, Input, Output, clientside_callback, html

STEPS = 50
STEP = "function(n) { return n; }"

app = Dash(__name__)
app.layout = html.Div(
    [html.Button("go", id="go"), *(html.Div(id=f"step{i}") for i in range(STEPS)), html.Div(id="end")]
)

clientside_callback(STEP, Output("step0", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
for i in range(1, STEPS - 1):
    clientside_callback(
        STEP, Output(f"step{i}", "children"), Input(f"step{i - 1}", "children"), prevent_initial_call=True
    )
clientside_callback(
    "function(n) { return 'done ' + n; }",
    Output("end", "children"),
    Input(f"step{STEPS - 2}", "children"),
    prevent_initial_call=True,
)


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
