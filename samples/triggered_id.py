"""A clientside callback that knows which of its inputs called it."""

from desktopdash import Dash, Input, Output, html

app = Dash(prevent_initial_callbacks=True, title="Which button?")

app.layout = html.Main(
    [
        html.H1("Which button?"),
        *(html.Button(f"Button {i}", id=f"button-{i}") for i in (1, 2, 3)),
        html.P(id="log"),
    ]
)

app.clientside_callback(
    'function() { return "You pressed " + dash_clientside.callback_context.triggered_id + "."; }',
    Output("log", "children"),
    *(Input(f"button-{i}", "n_clicks") for i in (1, 2, 3)),
)

if __name__ == "__main__":
    app.run()
