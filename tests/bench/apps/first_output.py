"""A page with one callback: the least that an app does."""

import os

from dash import Dash, Input, Output, callback, dcc, html

app = Dash(__name__)
app.layout = html.Div([dcc.Input(id="name", value="world"), html.Div(id="out")])


@callback(Output("out", "children"), Input("name", "value"))
def greet(name):
    return f"hello {name}"


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
