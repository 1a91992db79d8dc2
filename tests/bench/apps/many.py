"""A page of many components with ids and no callbacks; how many, the environment says."""

import os

from dash import Dash, html

COUNT = int(os.environ["COUNT"])

app = Dash(__name__)
app.layout = html.Div(
    [html.Div([html.Span(f"text {i + j}", id=f"c{i + j}") for j in range(50)]) for i in range(0, COUNT, 50)]
)


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
