"""samples/graph_store.py for the desktop without desktopdash: Dash's own server in a thread, a pywebview window on it."""

import json
import os
import threading

import plotly.data
import webview
from dash import Dash, Input, Output, callback, clientside_callback, dcc, html
from waitress import create_server

app = Dash(title="Countries")
df = plotly.data.gapminder()

app.layout = html.Main(
    [
        html.H1("Countries over time"),
        html.Div(
            [
                html.Label(
                    [
                        "Indicator",
                        dcc.Dropdown(
                            {
                                "pop": "Population",
                                "lifeExp": "Life expectancy",
                                "gdpPercap": "GDP per capita",
                            },
                            "lifeExp",
                            id="indicator",
                            clearable=False,
                        ),
                    ]
                ),
                html.Label(["Country", dcc.Dropdown(df["country"].unique(), "Canada", id="country", clearable=False)]),
                html.Label(["Scale", dcc.RadioItems(["linear", "log"], "linear", id="scale", inline=True)]),
            ],
            style={"display": "grid", "gridTemplateColumns": "1fr 1fr auto", "gap": "16px"},
        ),
        dcc.Store(id="series"),
        dcc.Graph(id="graph"),
        html.Details([html.Summary("Contents of the Store"), dcc.Markdown(id="json")]),
    ]
)


@callback(Output("series", "data"), Input("indicator", "value"), Input("country", "value"))
def update_series(indicator, country):
    rows = df[df["country"] == country]
    return [{"x": rows["year"], "y": rows[indicator], "mode": "lines+markers", "name": country}]


clientside_callback(
    "function(data, scale) { return {data: data, layout: {yaxis: {type: scale}, margin: {t: 24}}}; }",
    Output("graph", "figure"),
    Input("series", "data"),
    Input("scale", "value"),
)


@callback(Output("json", "children"), Input("series", "data"))
def show_json(data):
    return f"```json\n{json.dumps(data, indent=2)}\n```"


def set_defaults():
    """What Qt needs on Linux as root, and where there is no display."""
    if not hasattr(os, "getuid"):
        return
    if os.getuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main():
    set_defaults()
    server = create_server(app.server, host="127.0.0.1", port=0, threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    webview.create_window("Countries", f"http://127.0.0.1:{server.effective_port}/", width=1100, height=760)
    webview.start(gui="qt")


if __name__ == "__main__":
    main()
