"""Ten server callbacks, each reading what the one before it wrote."""

import os

from dash import Dash, Input, Output, callback, html

STEPS = 10

app = Dash(__name__)
app.layout = html.Div(
    [html.Button("go", id="go"), *(html.Div(id=f"step{i}") for i in range(STEPS)), html.Div(id="end")]
)


def step(n):
    return n


callback(Output("step0", "children"), Input("go", "n_clicks"), prevent_initial_call=True)(step)
for i in range(1, STEPS - 1):
    callback(Output(f"step{i}", "children"), Input(f"step{i - 1}", "children"), prevent_initial_call=True)(step)


@callback(Output("end", "children"), Input(f"step{STEPS - 2}", "children"), prevent_initial_call=True)
def end(n):
    return f"done {n}"


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
