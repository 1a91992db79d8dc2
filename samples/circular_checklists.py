"""A checklist with an “All” that ticks every box, and unticks with the first one."""

from desktopdash import Dash, Input, Output, callback, ctx, dcc, html

CITIES = ["New York City", "Montréal", "San Francisco"]
app = Dash(title="Cities")

app.layout = html.Main(
    [
        html.H1("Cities"),
        dcc.Checklist(["All"], [], id="all", inline=True),
        dcc.Checklist(CITIES, [], id="cities", inline=True),
    ]
)


@callback(Output("cities", "value"), Output("all", "value"), Input("cities", "value"), Input("all", "value"))
def agree(cities, every):
    if ctx.triggered_id == "all":
        return CITIES if every else [], every
    return cities, ["All"] if set(cities) == set(CITIES) else []


if __name__ == "__main__":
    app.run()
