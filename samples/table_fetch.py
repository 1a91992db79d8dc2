"""An async clientside callback fetches JSON from the app's own server into a table, ten rows a page."""

import plotly.data

from desktopdash import Dash, Input, Output, clientside_callback, dash_table, dcc, html

app = Dash(title="Tables")

app.layout = html.Main(
    [
        html.H1("Two data sets"),
        dcc.Dropdown(
            {"data/iris": "Iris flowers", "data/carshare": "Car sharing"},
            "data/iris",
            id="select",
            clearable=False,
        ),
        html.Br(),
        dash_table.DataTable(id="table", page_size=10, sort_action="native"),
    ]
)


@app.server.get("/data/<name>")
def send_data(name):
    frame = {"iris": plotly.data.iris, "carshare": plotly.data.carshare}[name]()
    return app.server.response_class(frame.to_json(orient="records"), mimetype="application/json")


clientside_callback(
    "async function(address) { return await (await fetch(address)).json(); }",
    Output("table", "data"),
    Input("select", "value"),
)

if __name__ == "__main__":
    app.run()
