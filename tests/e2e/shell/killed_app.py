"""An app with something of everything that a killed process could lose, for `killing`."""

import os
import time
from pathlib import Path

from desktopdash import Dash, Input, Output, callback, dcc, html

DRAWN = Path(os.environ["KILLING_DRAWN"])
"""A line for each page that was drawn, and for each name that was typed."""

app = Dash(title="Killed")
app.layout = html.Div(
    [
        dcc.Input(id="name", value="", type="text", persistence=True),
        dcc.Store(id="store", storage_type="local"),
        dcc.Input(id="wish", type="text"),
        html.Div(id="hello"),
        html.Div(id="stored"),
        html.Div(id="begun"),
        html.Div(id="end"),
    ]
)


@callback(Output("hello", "children"), Input("name", "value"))
def greet(name):
    with DRAWN.open("a") as drawn:
        drawn.write(f"{name}\n")
    return f"hello {name}"


@callback(Output("stored", "children"), Input("store", "data"))
def show(data):
    return str(data or 0)


def tell(error):
    return type(error).__name__


@callback(
    Output("end", "children"),
    Input("wish", "value"),
    background=True,
    prevent_initial_call=True,
    progress=Output("begun", "children"),
    on_error=tell,
)
def work(set_progress, wish):
    set_progress(f"{wish} {os.getpid()}")
    if wish.startswith("long"):
        time.sleep(600)
    return f"{wish} done"


@app.expose
def add(first, second):
    return first + second


if __name__ == "__main__":
    app.run()
