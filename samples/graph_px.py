"""A Plotly Express figure made on the server and kept in a Store; the page changes its axis by itself."""

import plotly.data
import plotly.express as px

from desktopdash import Dash, Input, Output, callback, clientside_callback, dcc, html

app = Dash(title="Plotly Express")
df = plotly.data.gapminder()

app.layout = html.Main(
    [
        html.H1("Wealth and health"),
        html.Label(
            [
                "Continent",
                dcc.Dropdown(sorted(df["continent"].unique()), "Europe", id="continent", clearable=False),
            ]
        ),
        html.Label(["Scale", dcc.RadioItems(["linear", "log"], "log", id="scale", inline=True)]),
        dcc.Store(id="figure"),
        dcc.Graph(id="graph"),
    ]
)


@callback(Output("figure", "data"), Input("continent", "value"))
def update_figure(continent):
    rows = df[(df["continent"] == continent) & (df["year"] == 2007)]
    return px.scatter(rows, x="gdpPercap", y="lifeExp", size="pop", hover_name="country", size_max=48)


clientside_callback(
    """
    function(figure, scale) {
        if (figure === undefined) return {data: [], layout: {}};
        const {layout} = figure;
        return {...figure, layout: {...layout, xaxis: {...layout.xaxis, type: scale}}};
    }
    """,
    Output("graph", "figure"),
    Input("figure", "data"),
    Input("scale", "value"),
)

if __name__ == "__main__":
    app.run()
