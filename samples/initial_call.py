"""Every callback is called once when the page opens, before anybody has clicked."""

from desktopdash import Dash, Input, Output, callback, html

app = Dash(title="Initial call")

app.layout = html.Main([html.Button("Click me", id="button"), html.P(id="first"), html.P(id="second")])


@callback(Output("first", "children"), Output("second", "children"), Input("button", "n_clicks"))
def show(n_clicks):
    return f"n_clicks is {n_clicks}", "never clicked" if n_clicks is None else "clicked"


if __name__ == "__main__":
    app.run()
