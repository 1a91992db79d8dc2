"""Twenty callbacks of half a second each, asked for at once."""

import os
import time

from dash import Dash, Input, Output, callback, html

CALLBACKS = 20

app = Dash(__name__)
app.layout = html.Div(
    [html.Button("go", id="go"), html.Div([html.Div(id=f"out{i}", className="out") for i in range(CALLBACKS)])]
)

for i in range(CALLBACKS):

    @callback(Output(f"out{i}", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
    def answer(n):
        time.sleep(0.5)
        return f"done {n}"


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
