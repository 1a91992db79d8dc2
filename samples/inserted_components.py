"""Components that a callback inserts, with callbacks of their own."""

from desktopdash import Dash, Input, Output, callback, dcc, html

app = Dash(title="Inserted components", suppress_callback_exceptions=True)

app.layout = html.Main([dcc.Location(id="url"), html.P(id="outside"), html.Div(id="content")])


@callback(Output("content", "children"), Input("url", "pathname"))
def show_page(pathname):
    return [
        html.Label(["Say ", dcc.Input(id="text", value="hello", type="text")]),
        html.P(id="inside"),
        html.Small(f"on {pathname}"),
    ]


@callback(Output("inside", "children"), Input("text", "value"), prevent_initial_call=True)
def echo_inside(text):
    return f"inside: {text}"


@callback(Output("outside", "children"), Input("text", "value"), prevent_initial_call=True)
def echo_outside(text):
    return f"outside: {text}"


if __name__ == "__main__":
    app.run()
