"""Dialogs, the clipboard, links and the window, asked for by the page and by Python, in the real window."""

from __future__ import annotations

import contextlib
import re
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.e2e.support import wait_for

from .asker import Asker
from .person import Person, browser_that_notes, in_front_of

pytestmark = [pytest.mark.e2e, pytest.mark.window]

# A callback does what its text says, in Python; the page is told the answer.
APP = """
import json
from desktopdash import Dash, DesktopError, Input, Output, State, WindowOptions, callback, clientside_callback, desktop, dcc, html

app = Dash(title="Desk", window=WindowOptions(min_size=(500, 400)))
app.layout = html.Main([
    dcc.Input(id="code", type="text"), html.Button("Do", id="do"), html.P(id="said"),
    html.Button("Ask", id="ask"), html.P(id="asked"),
    html.A("own", id="own", href="/other?x=1", target="_blank"), html.A("away", id="away", href="https://example.org/away"),
])

@callback(Output("said", "children"), Input("do", "n_clicks"), State("code", "value"), prevent_initial_call=True)
def do(clicks, code):
    try:
        return json.dumps({"value": eval(code), "clicks": clicks})
    except DesktopError as error:
        return json.dumps({"error": [error.code, str(error)], "clicks": clicks})

clientside_callback(
    "() => desktop.dialogs.message('From a clientside callback', { kind: 'question', title: 'Sure?' })",
    Output("asked", "children"), Input("ask", "n_clicks"), prevent_initial_call=True,
)
"""


@pytest.fixture
def desk(launch, write_app) -> Iterator[Callable[..., Person]]:
    """Opens the app."""
    with contextlib.ExitStack() as stack:
        yield lambda **env: stack.enter_context(in_front_of(launch("run", write_app(APP), **env)))


@pytest.mark.parametrize("by", ["page", "python"])
def test_dialogs(desk, tmp_path: Path, by: str) -> None:
    person = desk()
    asker = Asker(person, by)
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).touch()
    here = str(tmp_path)

    def answer(title: str, *keys: str, text: str = "") -> Any:
        dialog = person.dialog(title)
        if text:
            person.press("ctrl+a", window=dialog)
            person.type(text)
        person.press(*keys, window=dialog)
        return asker.answer()

    page_filters = "filters: [{ name: 'Tables', extensions: ['csv'] }]"
    python_filters = "filters=[('Tables', ['.csv'])]"
    asker.begin(
        f"dialogs.open({{ title: 'Which?', folder: '{here}', multiple: true, {page_filters} }})",
        f"dialogs.open('Which?', folder={here!r}, multiple=True, {python_filters})",
    )
    assert answer("Which?", "Return", text='"a.csv" "b.csv"') == [f"{here}/a.csv", f"{here}/b.csv"]
    asker.begin("dialogs.open({ title: 'One' })", "dialogs.open('One')")
    assert answer("One", "Return", text=f"{here}/a.csv") == [f"{here}/a.csv"]
    asker.begin("dialogs.open({ title: 'None' })", "dialogs.open('None')")
    assert answer("None", "Escape") is None
    asker.begin(
        f"dialogs.save({{ name: '../x/report', title: 'Where?', folder: '{here}', {page_filters} }})",
        f"dialogs.save('../x/report', 'Where?', folder={here!r}, {python_filters})",
    )
    assert answer("Where?", "Return") == f"{here}/report.csv"
    asker.begin("dialogs.save({ title: 'Nowhere' })", "dialogs.save(title='Nowhere')")
    assert answer("Nowhere", "Escape") is None
    asker.begin(
        f"dialogs.folder({{ title: 'Folder?', folder: '{here}' }})", f"dialogs.folder('Folder?', folder={here!r})"
    )
    assert answer("Folder?", "Return") == here
    asker.begin("dialogs.folder({ title: 'No folder' })", "dialogs.folder('No folder')")
    assert answer("No folder", "Escape") is None


@pytest.mark.parametrize("by", ["page", "python"])
def test_messages(desk, by: str) -> None:
    person = desk()
    asker = Asker(person, by)
    buttons = "['Save', 'Discard', 'Cancel']"
    cases = [
        ("kind: 'question'", "kind='question'", ["Return"], "Yes"),
        ("kind: 'question'", "kind='question'", ["Escape"], "No"),
        ("kind: 'info'", "kind='info'", ["Return"], "OK"),
        (f"kind: 'warning', buttons: {buttons}", f"kind='warning', buttons={buttons}", ["Tab", "Return"], "Discard"),
        (f"kind: 'error', buttons: {buttons}", f"kind='error', buttons={buttons}", ["Escape"], "Cancel"),
        ("buttons: ['R&D', 'Other']", "buttons=['R&D', 'Other']", ["Return"], "R&D"),
    ]
    for number, (script, code, keys, expected) in enumerate(cases):
        title = f"Message {number}"
        asker.begin(
            f"dialogs.message('<b>T</b>', {{ title: '{title}', {script} }})",
            f"dialogs.message('<b>T</b>', '{title}', {code})",
        )
        dialog = person.dialog(title)
        assert person.page.evaluate("1 + 1") == 2  # the page goes on meanwhile
        person.press(*keys, window=dialog)
        assert asker.answer() == expected, number


def test_a_clientside_callback_whose_output_is_the_promise_of_a_dialog(desk) -> None:
    person = desk()
    person.page.locator("#ask").click()
    person.press("Return", window=person.dialog("Sure?"))
    person.wait_text("#asked", "Yes")


def test_the_clipboard_is_that_of_all_programs(desk, display) -> None:
    person = desk()
    xclip = ["xclip", "-display", display, "-selection", "clipboard"]

    def pasted() -> str:
        return subprocess.run(
            [*xclip, "-o", "-t", "UTF8_STRING"], capture_output=True, text=True, check=True, timeout=10
        ).stdout

    for asker in (Asker(person, "page"), Asker(person, "python")):
        asker.ask(f"clipboard.write('of the {asker.by} ü€\\n2')", f"clipboard.write('of the {asker.by} ü€\\n2')")
        assert pasted() == f"of the {asker.by} ü€\n2"
        # It stays in the background for as long as it owns the clipboard, and takes that in its own time.
        subprocess.run(
            [*xclip, "-i"], input=f"for {asker.by} ß", text=True, check=True, timeout=10, stdout=subprocess.DEVNULL
        )
        wait_for(lambda: pasted().startswith("for"), "another owner of the clipboard")
        assert asker.ask("clipboard.read()", "clipboard.read()") == f"for {asker.by} ß"


def test_links_go_to_the_system_s_browser(desk, tmp_path) -> None:
    program, log = browser_that_notes(tmp_path)
    person = desk(BROWSER=program)
    url = person.page.url

    def opened() -> str:
        return wait_for(lambda: log.read_text().strip(), "a page in the browser")

    for asker in (Asker(person, "page"), Asker(person, "python")):
        address = f"https://example.org/{asker.by}?a=1&b=%20#c"
        asker.ask(f"openExternal('{address}')", f"open_external('{address}')")
        assert opened() == address
        log.write_text("")
        for bad in ("file:///etc/passwd", "javascript:alert(1)", "-headless", "https://"):
            assert asker.ask(f"openExternal('{bad}')", f"open_external('{bad}')")[0] == "invalid", bad
    person.page.locator("#away").click(no_wait_after=True)
    assert opened() == "https://example.org/away"
    assert person.page.url == url


@pytest.mark.parametrize("how", ["link", "window.open"])
def test_a_link_of_the_app_for_a_window_of_its_own(launch, write_app, tmp_path, how: str) -> None:
    program, log = browser_that_notes(tmp_path)
    started = launch("run", write_app(APP), BROWSER=program)
    with in_front_of(started) as person:
        url = person.page.url
        act = "document.getElementById('own').click()" if how == "link" else "window.open('/other?x=1')"
        # After the debugger has gone: attached, it holds up every new page, and this one is never made.
        person.page.evaluate(f"setTimeout(() => {{ {act}; }}, 1000); 0")
    place = wait_for(lambda: log.read_text().strip(), "a page in the browser")
    assert re.fullmatch(r"file:///\S+/open-\w+\.html", place)
    file = Path(urlsplit(place).path)
    assert (file.stat().st_mode & 0o077, file.parent.stat().st_mode & 0o077) == (0, 0)
    address = re.search(r'href="([^"]+)"', file.read_text())[1].replace("&amp;", "&")
    visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with visitor.open(address, timeout=10) as answer:
        assert (answer.status, answer.url) == (200, f"{url}other?x=1")
    started.close_window()
    assert started.wait() == 0
    assert not file.parent.exists()


def test_the_window(desk) -> None:
    person = desk()
    window = person.app.window()
    for asker in (Asker(person, "page"), Asker(person, "python")):
        asker.ask(f"window.setTitle('Of {asker.by}')", f"window.set_title('Of {asker.by}')")
        assert person.app.window_name() == f"Of {asker.by}"
        asker.ask("window.setSize(720, 560)", "window.set_size(720, 560)")
        person.wait_state(width=720, height=560, title=f"Of {asker.by}")
        asker.ask("window.setZoom(1.5)", "window.set_zoom(1.5)")
        wait_for(lambda: person.page.evaluate("innerWidth") == 480, "the zoomed page")
        asker.ask("window.setZoom(1)", "window.set_zoom(1)")
        for on, off, entry in [("maximise()", "restore()", "maximised"), ("minimise()", "restore()", "minimised")]:
            asker.ask(f"window.{on}", f"window.{on}")
            person.wait_state(**{entry: True})
            asker.ask(f"window.{off}", f"window.{off}")
            person.wait_state(**{entry: False, "width": 720, "height": 560})
        asker.ask("window.setFullScreen()", "window.set_full_screen()")
        person.wait_state(fullScreen=True, width=1400, height=900)
        asker.ask("window.setFullScreen(false)", "window.set_full_screen(False)")
        person.wait_state(fullScreen=False, width=720, height=560)
        asker.ask("window.setSize(10, 10)", "window.set_size(10, 10)")
        person.wait_state(width=500, height=400)
    assert asker.ask("window.setZoom(9)", "window.set_zoom(9)")[0] == "invalid"
    found = asker.ask("window.state()", "window.state()")
    assert found["full_screen"] is False
    assert found["theme"] in ("light", "dark")
    asker.ask("window.minimise()", "window.minimise()")
    person.wait_state(focused=False)
    person.page.evaluate("desktop.window.focus()")
    wait_for(lambda: person.active() == window, "the window in front")
    person.page.evaluate("setTimeout(() => desktop.window.close()); 0")
    assert person.app.wait() == 0
