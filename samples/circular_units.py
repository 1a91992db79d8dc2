"""Two inputs that convert into each other."""

from desktopdash import Dash, Input, Output, callback, ctx, dcc, html

app = Dash(title="Temperature")

app.layout = html.Main(
    [
        html.H1("Temperature"),
        html.Label([dcc.Input(id="celsius", value=20, type="number"), " °C"]),
        html.Label([dcc.Input(id="fahrenheit", value=68, type="number"), " °F"]),
    ]
)


@callback(
    Output("celsius", "value"),
    Output("fahrenheit", "value"),
    Input("celsius", "value"),
    Input("fahrenheit", "value"),
)
def convert(celsius, fahrenheit):
    if ctx.triggered_id == "fahrenheit":
        celsius = None if fahrenheit is None else round((fahrenheit - 32) * 5 / 9, 2)
    else:
        fahrenheit = None if celsius is None else round(celsius * 9 / 5 + 32, 2)
    return celsius, fahrenheit


if __name__ == "__main__":
    app.run()
