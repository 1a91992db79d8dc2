"""A callback that answers nothing until there is something to say."""

from desktopdash import Dash, Input, Output, callback, html
from desktopdash.exceptions import PreventUpdate

app = Dash(title="PreventUpdate")

app.layout = html.Main([html.Button("Tell me a secret", id="ask"), html.P(id="secret")])


@callback(Output("secret", "children"), Input("ask", "n_clicks"))
def tell(n_clicks):
    if n_clicks is None:
        raise PreventUpdate
    return "Elephants are the only animal that can't jump."


if __name__ == "__main__":
    app.run()
