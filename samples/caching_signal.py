"""One expensive step, kept in a cache of files, signals four graphs that draw from it (needs `flask-caching`)."""

import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from flask_caching import Cache

from desktopdash import Dash, Input, Output, callback, dcc, html

app = Dash(title="Caching")
cache = Cache(
    app.server,
    config={
        "CACHE_TYPE": "FileSystemCache",
        "CACHE_DIR": str(Path(tempfile.gettempdir()) / "desktopdash-sample-cache"),
    },
)
FRUITS = {"apples": 500, "oranges": 1000, "figs": 2000, "pineapples": 1500}
KINDS = [
    {"type": "scatter", "mode": "markers", "marker": {"opacity": 0.5, "size": 10}},
    {"type": "scatter", "mode": "lines", "line": {"shape": "spline", "width": 0.5}},
    {"type": "histogram2d"},
    {"type": "histogram2dcontour"},
]

app.layout = html.Main(
    [
        html.H1("Fruit"),
        dcc.Dropdown(list(FRUITS), "apples", id="fruit", clearable=False),
        html.Div(
            [dcc.Graph(id=f"graph-{i}", style={"height": "320px"}) for i in range(len(KINDS))],
            style={"display": "grid", "gridTemplateColumns": "1fr 1fr", "gap": "8px"},
        ),
        dcc.Store(id="signal"),
    ]
)


@cache.memoize()
def load(fruit):
    time.sleep(1)  # an expensive query
    random = np.random.default_rng(len(fruit))
    return pd.DataFrame(random.standard_normal((FRUITS[fruit], 2)), columns=["x", "y"])


@callback(Output("signal", "data"), Input("fruit", "value"))
def compute(fruit):
    load(fruit)
    return fruit


for number, kind in enumerate(KINDS):

    @callback(Output(f"graph-{number}", "figure"), Input("signal", "data"))
    def draw(fruit, kind=kind):
        rows = load(fruit)
        return {
            "data": [{**kind, "x": rows["x"], "y": rows["y"]}],
            "layout": {"margin": {"l": 24, "r": 12, "b": 24, "t": 12}},
        }


if __name__ == "__main__":
    app.run()
