"""One input that fifty server callbacks read."""

import os

from dash import Dash, Input, Output, callback, html

READERS = 50

app = Dash(__name__)
app.layout = html.Div(
    [html.Button("go", id="go"), html.Div([html.Div(id=f"out{i}", className="out") for i in range(READERS)])]
)

for i in range(READERS):

    @callback(Output(f"out{i}", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
    def answer(n):
        return f"done {n}"


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
