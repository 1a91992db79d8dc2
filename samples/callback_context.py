"""What a server callback can learn of its call: triggered, inputs, states."""

import json

from desktopdash import Dash, Input, Output, State, callback, ctx, dcc, html

app = Dash(title="Callback context")

app.layout = html.Main(
    [
        html.H1("What called me?"),
        dcc.Input(id="note", value="a note", type="text"),
        *(html.Button(f"Button {i}", id=f"button-{i}") for i in (1, 2, 3)),
        html.Pre(id="context"),
    ]
)


@callback(
    Output("context", "children"),
    *(Input(f"button-{i}", "n_clicks") for i in (1, 2, 3)),
    State("note", "value"),
)
def show_context(*_):
    return json.dumps(
        {
            "triggered_id": ctx.triggered_id,
            "triggered": ctx.triggered,
            "inputs": ctx.inputs,
            "states": ctx.states,
        },
        indent=2,
    )


if __name__ == "__main__":
    app.run()
