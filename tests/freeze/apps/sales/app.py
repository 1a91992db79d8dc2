"""What packages of real tools have: data beside the app, modules, a folder of texts, assets, a long callback."""

import json
import time
from pathlib import Path

import pandas
from figures import line_figure
from figures.totals import total_of

from desktopdash import Dash, Input, Output, callback, dcc, html

HERE = Path(__file__).parent
STEPS = 30

app = Dash(title="Sales")
by_name = pandas.read_csv("data/sales.csv")
by_place = pandas.read_csv(HERE / "data" / "sales.csv")
texts = {file.stem: json.loads(file.read_text("utf-8")) for file in sorted((HERE / "texts").glob("*.json"))}

app.layout = html.Main(
    [
        html.H1("Sales", id="title"),
        html.Img(src=app.get_asset_url("picture.png"), id="picture"),
        html.P(" ".join(texts[name]["hello"] for name in texts), id="texts"),
        html.P(f"{len(by_name)} {len(by_place)}", id="rows"),
        dcc.Dropdown(sorted(by_name["region"].unique()), "North", id="region", clearable=False),
        html.P(id="total"),
        dcc.Graph(id="graph"),
        html.Button("Count", id="count"),
        html.P(id="counted"),
        html.Button("Start", id="start"),
        html.Button("Cancel", id="cancel", disabled=True),
        html.P(id="step"),
        html.P(id="result"),
    ]
)


@callback(Output("total", "children"), Output("graph", "figure"), Input("region", "value"))
def show_region(region):
    rows = by_name[by_name["region"] == region]
    return f"{region}: {total_of(rows)}", line_figure(rows, region)


@callback(Output("counted", "children"), Input("count", "n_clicks"), prevent_initial_call=True)
def count(_):
    import statistics

    import late

    return late.describe(statistics.fmean(by_place["amount"]))


@callback(
    Output("result", "children"),
    Input("start", "n_clicks"),
    background=True,
    prevent_initial_call=True,
    running=[(Output("start", "disabled"), True, False), (Output("cancel", "disabled"), False, True)],
    cancel=Input("cancel", "n_clicks"),
    progress=Output("step", "children"),
    progress_default="",
)
def add_up(set_progress, _):
    for step in range(1, STEPS + 1):
        set_progress(f"{step} of {STEPS}")
        time.sleep(0.1)
    return f"All regions: {total_of(pandas.read_csv('data/sales.csv'))}"


if __name__ == "__main__":
    app.run()
