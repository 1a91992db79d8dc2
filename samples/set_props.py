"""A key of the keyboard changes a Store from outside any callback, and a server callback answers."""

from desktopdash import Dash, Input, Output, dcc, html

app = Dash(title="set_props")

app.layout = html.Main(
    [
        html.H1("Refresh"),
        html.P(["Press ", html.Kbd("Ctrl"), " + ", html.Kbd("R"), " to refresh the data."]),
        dcc.Store(id="refreshed"),
        html.P(id="shown"),
    ],
    id="document",
)

app.clientside_callback(
    """
    function() {
        document.addEventListener("keydown", (event) => {
            if (event.ctrlKey && event.key === "r") {
                event.preventDefault();
                dash_clientside.set_props("refreshed", {data: new Date().toISOString()});
            }
        });
        return dash_clientside.no_update;
    }
    """,
    Output("document", "id"),
    Input("document", "id"),
)


@app.callback(Output("shown", "children"), Input("refreshed", "data"), prevent_initial_call=True)
def show(when):
    return f"Refreshed at {when}."


if __name__ == "__main__":
    app.run()
