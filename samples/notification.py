"""A real desktop notification, asked for and posted by a clientside callback."""

from desktopdash import Dash, Input, Output, clientside_callback, html

app = Dash(title="Notification")

app.layout = html.Main([html.H1("Notify me"), html.Button("Notify", id="notify"), html.P(id="outcome")])

clientside_callback(
    """
    async function() {
        const permission = await Notification.requestPermission();
        if (permission !== "granted") return `Notifications are ${permission}.`;
        new Notification("desktopdash", {body: "Your report is ready."});
        return "Sent.";
    }
    """,
    Output("outcome", "children"),
    Input("notify", "n_clicks"),
    prevent_initial_call=True,
)

if __name__ == "__main__":
    app.run()
