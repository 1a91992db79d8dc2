"""Three callbacks in a chain: the last waits for the slow one and runs once, and the page stays usable."""

import time

from desktopdash import Dash, Input, Output, callback, html

app = Dash(title="Chain")

app.layout = html.Main(
    [
        html.H1("A quick one, a slow one, and one that waits for both"),
        html.Button("Quick", id="quick"),
        html.Button("Slow", id="slow"),
        html.P("not yet", id="quick-done"),
        html.P("not yet", id="slow-done"),
        html.P("not yet", id="both-done"),
    ]
)


def now():
    return time.strftime("%H:%M:%S")


@callback(Output("quick-done", "children"), Input("quick", "n_clicks"))
def run_quick(_):
    return f"quick: {now()}"


@callback(Output("slow-done", "children"), Input("slow", "n_clicks"))
def run_slow(_):
    time.sleep(2)
    return f"slow: {now()}"


@callback(Output("both-done", "children"), Input("quick-done", "children"), Input("slow-done", "children"))
def run_last(quick, slow):
    return f"both ({quick}, {slow}): {now()}"


if __name__ == "__main__":
    app.run()
