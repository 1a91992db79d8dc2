"""A graph drawn in the page from a Store: the server fetches, the page draws, and switching the axis asks nobody."""

import json

import plotly.data

from desktopdash import Dash, Input, Output, callback, clientside_callback, dcc, html

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


if __name__ == "__main__":
    app.run()
