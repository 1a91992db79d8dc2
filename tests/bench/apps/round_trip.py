"""A click, a server callback, its output."""

import os

from dash import Dash, Input, Output, callback, html

app = Dash(__name__)
app.layout = html.Div([html.Button("go", id="go"), html.Div(id="end")])


@callback(Output("end", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
def answer(n):
    return f"done {n}"


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
