"""What pages keep in the profile, in a browser: `desktopdash run app.py --browser`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.support import HEAD, Program, wait_for

pytestmark = pytest.mark.e2e

APP = (
    HEAD
    + """
app.layout = html.Div([
    dcc.Input(id="name", value="", type="text", persistence=True),
    dcc.Input(id="note", value="", type="text"),
    dcc.Input(id="size", value=0, type="number"),
    dcc.Store(id="store", storage_type="local"),
    dcc.Store(id="big", storage_type="local"),
    html.Div(id="out"),
    html.Div(id="length"),
    html.Button("Begin", id="begin"),
    html.Div(id="state"),
    html.Div(id="result"),
])

@callback(Output("store", "data"), Input("note", "value"), prevent_initial_call=True)
def keep(note):
    return {"note": note}

@callback(Output("big", "data"), Input("size", "value"), prevent_initial_call=True)
def fill(size):
    return "ä" * size

clientside_callback("data => String((data ?? '').length)", Output("length", "children"), Input("big", "data"))

@callback(
    Output("result", "children"), Input("begin", "n_clicks"), background=True, prevent_initial_call=True,
    running=[(Output("state", "children"), "at work", "at rest")],
)
def work(n_clicks):
    from pathlib import Path
    while not Path("go").exists():
        time.sleep(0.02)
    return "made by a worker"

@callback(Output("out", "children"), Input("store", "data"), Input("name", "value"))
def show(data, name):
    return f"{(data or {}).get('note')} {name}"
"""
)

# The browser of the system, as far as the command is concerned: it notes the address, and the test opens that.
NOTING = """#!/bin/sh
echo "$1" > "$BROWSER_NOTE"
"""


class Launches:
    """Starts of one app, each with its page."""

    def __init__(self, folder: Path, browser: Browser, start_program: Callable[..., Program]) -> None:
        self.folder = folder
        self.profiles = folder / "profiles"
        self.browser = browser
        self._start = start_program
        (folder / "app.py").write_text(APP)
        (folder / "browser").write_text(NOTING)
        (folder / "browser").chmod(0o755)

    def start(self, **env: str) -> tuple[Program, Page]:
        """Start the app and open it, as in a browser that has never seen it."""
        note = self.folder / "address"
        note.unlink(missing_ok=True)
        more = {
            "BROWSER": f"{self.folder}/browser %s",
            "BROWSER_NOTE": str(note),
            "DESKTOPDASH_PROFILES": str(self.profiles),
        }
        program = self._start("-m", "desktopdash", "run", "app.py", "--browser", cwd=self.folder, env={**more, **env})
        url = wait_for(lambda: note.exists() and note.read_text().strip(), "the address")
        return program, self.open(str(url), self.browser.new_context())

    def open(self, url: str, context: BrowserContext) -> Page:
        page = context.new_page()
        page.goto(url)
        page.wait_for_selector("#name")
        return page

    def another(self, page: Page) -> Page:
        """Another tab beside a page."""
        return self.open(page.url, page.context)

    @property
    def database(self) -> Path:
        (folder,) = self.profiles.iterdir()
        return folder / "storage.db"

    def jobs(self) -> list[Path]:
        """The files of the database of jobs."""
        return list(self.profiles.glob("*/jobs/cache.db*"))

    def kept(self) -> dict[str, str]:
        connection = sqlite3.connect(self.database)
        try:
            return dict(connection.execute("SELECT key, text FROM texts").fetchall())
        finally:
            connection.close()


@pytest.fixture
def launches(tmp_path: Path, browser: Browser, start_program: Callable[..., Program]) -> Iterator[Launches]:
    before = list(browser.contexts)
    yield Launches(tmp_path, browser, start_program)
    for context in browser.contexts:
        if context not in before:
            context.close()


def is_kept(page: Page) -> Callable[[object], bool]:
    return lambda response: "_desktopdash-storage/" in response.url and response.ok  # type: ignore[attr-defined]


def test_values_come_back_on_another_port_and_nothing_is_in_the_browser(launches: Launches) -> None:
    first, page = launches.start()
    page.fill("#name", "Ada")
    page.fill("#note", "remember")
    expect(page.locator("#out")).to_have_text("remember Ada")
    assert page.evaluate("localStorage.length") == 0
    url = page.url
    page.close()
    first.stop()
    _, page = launches.start()
    assert page.url != url
    expect(page.locator("#out")).to_have_text("remember Ada")
    expect(page.locator("#name")).to_have_value("Ada")


def test_what_is_typed_last_is_kept_though_the_tab_is_closed_at_once(launches: Launches) -> None:
    _, page = launches.start()
    for text in ("one", "two", "three and more"):
        page.fill("#name", "")
        page.locator("#name").press_sequentially(text)
        url, context = page.url, page.context
        page.close(run_before_unload=True)
        wait_for(
            lambda text=text: any(
                json.loads(kept)[0] == text for key, kept in launches.kept().items() if "name" in key
            ),
            text,
        )
        page = context.new_page()
        page.goto(url)
        expect(page.locator("#name")).to_have_value(text)


def test_a_store_of_ten_million_characters_comes_back(launches: Launches) -> None:
    first, page = launches.start()
    with page.expect_response(is_kept(page)):
        page.fill("#size", "10000000")
        expect(page.locator("#length")).to_have_text("10000000")
    first.stop()
    _, page = launches.start()
    expect(page.locator("#length")).to_have_text("10000000")


def test_another_tab_hears_of_a_change_at_once(launches: Launches) -> None:
    _, page = launches.start()
    other = launches.another(page)
    page.fill("#note", "from the first")
    expect(other.locator("#out")).to_have_text("from the first ")
    other.fill("#note", "from the second")
    expect(page.locator("#out")).to_have_text("from the second ")
    page.fill("#size", "600000")
    expect(other.locator("#length")).to_have_text("600000")


def test_a_change_is_kept_though_the_app_is_killed_right_after_it(launches: Launches) -> None:
    program, page = launches.start()
    (runtime,) = psutil.Process(program.process.pid).children()
    with page.expect_response(is_kept(page)):
        page.fill("#name", "Ada")
    runtime.kill()
    program.process.kill()  # it would start the app again
    program.process.wait(10)
    _, page = launches.start()
    expect(page.locator("#name")).to_have_value("Ada")


def test_damaged_settings_are_set_aside_with_a_notice(launches: Launches) -> None:
    first, page = launches.start()
    with page.expect_response(is_kept(page)):
        page.fill("#name", "Ada")
    first.stop()
    whole = launches.database.read_bytes()
    launches.database.write_bytes(whole[: len(whole) // 2])
    second, page = launches.start()
    expect(page.locator("#name")).to_have_value("")
    second.wait_for("were damaged .* set aside as storage.db.damaged-")
    with page.expect_response(is_kept(page)):
        page.fill("#name", "Grace")
    page.reload()
    expect(page.locator("#name")).to_have_value("Grace")
    config = json.loads(page.locator("#_dash-config").text_content() or "")
    assert ["were damaged" in text for text in config["profile_notices"]] == [True]


def test_a_job_that_ended_after_its_page_is_shown_by_the_next_launch(launches: Launches) -> None:
    first, page = launches.start()
    page.click("#begin")
    expect(page.locator("#state")).to_have_text("at work")
    page.close(run_before_unload=True)
    wait_for(lambda: any("_desktopdash_left" in key for key in launches.kept()), "the page's note")
    (launches.folder / "go").touch()
    wait_for(lambda: any(b"made by a worker" in file.read_bytes() for file in launches.jobs()), "the job's end")
    first.stop()
    _, page = launches.start()
    expect(page.locator("#result")).to_have_text("made by a worker")
    assert not any("_desktopdash_left" in key for key in launches.kept())


def test_a_server_for_many_keeps_it_in_the_browser(
    browser: Browser, launches: Launches, start_program: Callable[..., Program]
) -> None:
    for more in ((), ("--debug",)):
        env = {"DESKTOPDASH_PROFILES": str(launches.profiles)}
        program = start_program(
            "-m", "desktopdash", "serve", "app.py", "--port", "0", *more, cwd=launches.folder, env=env
        )
        page = launches.open(program.wait_for(r"(http://127\.0\.0\.1:\d+/)")[1], browser.new_context())
        page.fill("#note", "remember")
        expect(page.locator("#out")).to_have_text("remember ")
        assert page.evaluate("localStorage.getItem('store')") == '{"note":"remember"}'
        assert list(launches.profiles.rglob("storage.db")) == []
        program.stop()
