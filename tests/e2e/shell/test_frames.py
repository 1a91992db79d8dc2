"""`html.Iframe(srcDoc=...)`: its scripts run in the window too, whose page has a content security policy."""

from __future__ import annotations

from tests.e2e.support import wait_for

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


def texts(page) -> set[str]:
    return {frame.evaluate("document.body ? document.body.innerText.trim() : ''") for frame in page.frames[1:]}


def test_scripts_of_a_text_in_a_frame_run_and_change_with_it(launch, write_app) -> None:
    started = launch("run", write_app(APP))
    started.window()
    started.wait_app()
    with started.page() as page:
        wait_for(lambda: texts(page) == {"script 1 ran", "script boxed ran"}, "both scripts")
        page.click("#more")
        wait_for(lambda: texts(page) == {"script 2 ran", "script boxed ran"}, "the other text")
