"""A job in another process shows its progress, can be cancelled, and goes on when the page is loaded again."""

import time

from desktopdash import Dash, Input, Output, callback, html

STEPS = 40

app = Dash(title="Long job")
app.layout = html.Main(
    [
        html.H2("A job in another process"),
        html.P("Start it, reload the page, cancel it, or start it again."),
        html.Div([html.Button("Start", id="start"), " ", html.Button("Cancel", id="cancel", disabled=True)]),
        html.P([html.Progress(id="bar", value="0", max=str(STEPS)), " ", html.Span(id="step")]),
        html.P("Nothing has been worked out so far.", id="result"),
    ]
)


@callback(
    Output("result", "children"),
    Input("start", "n_clicks"),
    background=True,
    prevent_initial_call=True,
    running=[
        (Output("start", "disabled"), True, False),
        (Output("cancel", "disabled"), False, True),
        (Output("result", "style"), {"opacity": 0.4}, {}),
    ],
    cancel=Input("cancel", "n_clicks"),
    progress=[Output("bar", "value"), Output("step", "children")],
    progress_default=("0", ""),
)
def sum_squares(set_progress, n_clicks):
    total = 0
    for step in range(1, STEPS + 1):
        total += step**2
        time.sleep(0.1)
        set_progress((str(step), f"{step} of {STEPS}"))
    return f"Run {n_clicks}: the squares of 1 to {STEPS} add up to {total}."


if __name__ == "__main__":
    app.run()
