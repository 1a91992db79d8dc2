"""Callbacks that wait for the first click: nothing runs when the page opens."""

import time

from desktopdash import Dash, Input, Output, callback, html

app = Dash(title="On demand", prevent_initial_callbacks=True)

app.layout = html.Main(
    [
        html.Button("Begin", id="begin"),
        html.P("first: waiting", id="first"),
        html.P("second: waiting", id="second"),
    ]
)


@callback(Output("first", "children"), Input("begin", "n_clicks"))
def run_first(n_clicks):
    return f"first: run {n_clicks}"


@callback(Output("second", "children"), Input("first", "children"))
def run_second(first):
    time.sleep(1)
    return f"second: after “{first}”"


if __name__ == "__main__":
    app.run()
