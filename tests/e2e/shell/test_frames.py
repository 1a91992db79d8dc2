"""`html.Iframe(srcDoc=...)`: its scripts run in the window too, whose page has a content security policy."""

from __future__ import annotations

APP = """
from desktopdash import Dash, Input, Output, callback, html

app = Dash()
TEXT = "<body><h3 id='said'>nothing</h3><script>document.getElementById('said').textContent = 'script %s ran'</script>"
app.layout = [
    html.Button("more", id="more"),
    html.Iframe(id="plain", srcDoc=TEXT % 1),
    html.Iframe(id="boxed", srcDoc=TEXT % "boxed", sandbox="allow-scripts"),
]


@callback(Output("plain", "srcDoc"), Input("more", "n_clicks"), prevent_initial_call=True)
def more(n_clicks):
    return TEXT % (n_clicks + 1)
"""


def test_scripts_of_a_text_in_a_frame_run_and_change_with_it(launch, write_app) -> None:
    started = launch("run", write_app(APP))
    started.window()
    with started.page() as page:
        page.frame_locator("#plain").get_by_text("script 1 ran").wait_for()
        page.frame_locator("#boxed").get_by_text("script boxed ran").wait_for()
        page.click("#more")
        page.frame_locator("#plain").get_by_text("script 2 ran").wait_for()
