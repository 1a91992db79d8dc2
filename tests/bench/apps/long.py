"""Long callbacks: a trivial one, one with progress, one that is cancelled."""

import os
import time

import diskcache
from dash import Dash, DiskcacheManager, Input, Output, callback, html

app = Dash(__name__, background_callback_manager=DiskcacheManager(diskcache.Cache("./jobs")))
app.layout = html.Div(
    [html.Button(name, id=name) for name in ("go", "steps", "hold", "cancel")]
    + [html.Div(id=name) for name in ("end", "steps-end", "bar", "hold-end", "begun")]
)


@callback(Output("end", "children"), Input("go", "n_clicks"), background=True, prevent_initial_call=True)
def quick(n):
    return f"done {n}"


@callback(
    Output("steps-end", "children"),
    Input("steps", "n_clicks"),
    background=True,
    progress=Output("bar", "children"),
    prevent_initial_call=True,
)
def steps(set_progress, n):
    for i in range(20):
        time.sleep(0.1)
        set_progress(f"{i} {time.time()}")
    return str(n)


@callback(
    Output("hold-end", "children"),
    Input("hold", "n_clicks"),
    background=True,
    running=[(Output("hold", "disabled"), True, False)],
    progress=Output("begun", "children"),
    cancel=[Input("cancel", "n_clicks")],
    prevent_initial_call=True,
)
def hold(set_progress, n):
    set_progress(f"begun {n}")
    time.sleep(60)


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
