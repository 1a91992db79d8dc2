"""What a page can ask of the desktop: notifications, dialogs, the clipboard, the window, functions of Python."""

from pathlib import Path

from desktopdash import Dash, Input, Output, WindowOptions, callback, clientside_callback, desktop, html

app = Dash(title="Desktop", window=WindowOptions(size=(760, 620), min_size=(480, 420)))

app.layout = html.Main(
    [
        html.H1("Desktop"),
        html.Div(
            [
                html.Button("Notify", id="notify"),
                html.Button("Count the lines of a file", id="count"),
                html.Button("Copy the time", id="copy"),
                html.Button("Full screen", id="full"),
                html.Button("Add in Python", id="add"),
                html.Button("Close", id="close"),
            ],
            style={"display": "flex", "gap": "8px", "flexWrap": "wrap"},
        ),
        html.P("Press something.", id="said", role="status", style={"marginTop": "24px"}),
        html.P(id="theme"),
    ]
)


@app.expose
def add(first: float, second: float) -> float:
    """Called by the page, below."""
    return first + second


@app.on_exit
def say_goodbye() -> None:
    """Called once, however the app ends."""
    print("Goodbye.", flush=True)


@callback(Output("said", "children"), Input("notify", "n_clicks"), prevent_initial_call=True)
def notify(n_clicks: int) -> str:
    """A notification from Python; a click on it brings the window back and changes the page."""
    note = desktop.notify(
        "Report is ready",
        f"Number {n_clicks} of today.",
        actions={"open": "Open"},
        on_click=lambda action: app.set_props("said", {"children": f"The notification was clicked ({action})."}),
    )
    return "The system shows it." if note.shown == "system" else f"Shown in the window: {note.reason}."


@callback(Output("said", "children", allow_duplicate=True), Input("count", "n_clicks"), prevent_initial_call=True)
def count(_: int) -> str:
    """A native dialog from Python; the callback waits for the answer, the page does not."""
    found = desktop.dialogs.open("Which file?", filters=[("Text", ["txt", "md", "py"]), ("All files", ["*"])])
    if found is None:
        return "No file."
    lines = Path(found[0]).read_bytes().count(b"\n")
    return f"{Path(found[0]).name} has {lines} lines."


clientside_callback(
    """async function(_) {
        const time = new Date().toLocaleTimeString();
        await desktop.clipboard.write(time);
        return `Copied ${await desktop.clipboard.read()}.`;
    }""",
    Output("said", "children", allow_duplicate=True),
    Input("copy", "n_clicks"),
    prevent_initial_call=True,
)

clientside_callback(
    """async function(_) {
        const { fullScreen } = await desktop.window.state();
        await desktop.window.setFullScreen(!fullScreen);
        return fullScreen ? "A window again." : "Full screen. Once more to go back.";
    }""",
    Output("said", "children", allow_duplicate=True),
    Input("full", "n_clicks"),
    prevent_initial_call=True,
)

clientside_callback(
    """async function(n) { return `${n} + 40 = ${await desktop.call("add", n, 40)}`; }""",
    Output("said", "children", allow_duplicate=True),
    Input("add", "n_clicks"),
    prevent_initial_call=True,
)

clientside_callback(
    """async function(_) {
        const answer = await desktop.dialogs.message("Close the window?", { kind: "question" });
        if (answer === "Yes") await desktop.window.close();
        return `${answer}.`;
    }""",
    Output("said", "children", allow_duplicate=True),
    Input("close", "n_clicks"),
    prevent_initial_call=True,
)

clientside_callback(
    """async function(_) {
        const say = (theme) => dash_clientside.set_props("theme", { children: `The system is ${theme}.` });
        desktop.on("theme", say);
        return `The system is ${(await desktop.window.state()).theme}.`;
    }""",
    Output("theme", "children"),
    Input("theme", "id"),
)

if __name__ == "__main__":
    app.run()
