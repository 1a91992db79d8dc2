"""A table of 100,000 rows."""

import os

from dash import Dash, dash_table

ROWS = 100_000
NAMES = ("ash", "beech", "cedar", "elm", "fir", "larch", "oak", "pine", "willow", "yew")

app = Dash(__name__)
app.layout = dash_table.DataTable(
    id="table",
    columns=[{"name": name, "id": name} for name in ("row", "name", "height", "girth", "age")],
    data=[
        {"row": i, "name": NAMES[i * 7 % 10], "height": i * 31 % 400 / 10, "girth": i * 17 % 900, "age": i * 13 % 211}
        for i in range(ROWS)
    ],
    virtualization=True,
    page_action="none",
    fixed_rows={"headers": True},
    sort_action="native",
    style_table={"height": 500},
    style_cell={"width": 120, "minWidth": 120, "maxWidth": 120},
)


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
