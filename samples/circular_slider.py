"""A slider and a number that follow each other: a callback whose outputs are its own inputs."""

from desktopdash import Dash, Input, Output, callback, ctx, dcc, html

app = Dash(title="Slider")

app.layout = html.Main(
    [
        html.H1("Choose a number"),
        dcc.Slider(0, 20, marks={i: str(i) for i in range(0, 21, 2)}, value=3, id="slider"),
        dcc.Input(id="number", type="number", min=0, max=20, value=3),
    ]
)


@callback(Output("number", "value"), Output("slider", "value"), Input("number", "value"), Input("slider", "value"))
def follow(number, slider):
    value = slider if ctx.triggered_id == "slider" else number
    return value, value


if __name__ == "__main__":
    app.run()
