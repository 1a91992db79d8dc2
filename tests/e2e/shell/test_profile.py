"""What an app keeps for its user: from one launch to the next, on another port, however the first one ended."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.support import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.window]

APP = """
from desktopdash import Dash, Input, Output, callback, dcc, html

app = Dash(title="Kept")
app.layout = html.Div([
    dcc.Input(id="name", value="", type="text", persistence=True),
    dcc.Input(id="note", value="", type="text"),
    dcc.Store(id="store", storage_type="local"),
    html.Div(id="out"),
])

@callback(Output("store", "data"), Input("note", "value"), prevent_initial_call=True)
def keep(note):
    return {"note": note}

@callback(Output("out", "children"), Input("store", "data"), Input("name", "value"))
def show(data, name):
    return f"{(data or {}).get('note')} {name}"

if __name__ == "__main__":
    app.run()
"""


def folder_of(tmp_path: Path) -> Path:
    """The only profile."""
    (found,) = (tmp_path / "profiles").iterdir()
    return found


def kept(tmp_path: Path) -> dict[str, str]:
    database = sqlite3.connect(folder_of(tmp_path) / "storage.db")
    try:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return dict(database.execute("SELECT key, text FROM texts").fetchall())
    finally:
        database.close()


def open_page(page: Page) -> None:
    page.wait_for_url(lambda url: url.startswith("http://127.0.0.1"), wait_until="commit")
    page.wait_for_selector("#name")


@pytest.mark.parametrize("words", [("run", "app.py"), ("app.py",)], ids=["run", "python"])
def test_values_come_back_on_another_port(launch, write_app, tmp_path, words):
    write_app(APP)
    first = launch(*words)
    first.window()
    with first.page() as page:
        open_page(page)
        page.fill("#name", "Ada")
        page.fill("#note", "remember")
        expect(page.locator("#out")).to_have_text("remember Ada")
        url = page.url
    first.close_window()
    assert first.wait() == 0
    second = launch(*words)
    with second.page() as page:
        open_page(page)
        assert page.url != url
        expect(page.locator("#out")).to_have_text("remember Ada")
        expect(page.locator("#name")).to_have_value("Ada")
    assert json.loads(kept(tmp_path)["store"]) == {"note": "remember"}


def test_what_is_typed_last_is_kept_though_the_window_is_closed_at_once(launch, write_app, tmp_path):
    write_app(APP)
    started = launch("run", "app.py")
    with started.page() as page:
        open_page(page)
        window = started.window()
        page.locator("#name").press_sequentially("typed and gone")
        started.close_window(window)
        assert started.wait() == 0
    (text,) = [text for key, text in kept(tmp_path).items() if key.startswith("_dash_persistence.name")]
    assert json.loads(text)[0] == "typed and gone"


def test_a_change_is_kept_though_the_app_is_killed_right_after_it(launch, write_app, tmp_path):
    write_app(APP)
    started = launch("run", "app.py")
    with started.page() as page:
        open_page(page)
        runtime = started.entry("_runtime")
        with page.expect_response(lambda response: "_desktopdash-storage/" in response.url):
            page.fill("#name", "Ada")
        runtime.kill()
        started.process.kill()  # it would start the app again
        started.wait()
    (text,) = [text for key, text in kept(tmp_path).items() if key.startswith("_dash_persistence.name")]
    assert json.loads(text)[0] == "Ada"


def test_damaged_settings_are_set_aside_and_the_app_starts(launch, write_app, tmp_path):
    write_app(APP)
    first = launch("run", "app.py")
    with first.page() as page:
        open_page(page)
        page.fill("#note", "remember")
        expect(page.locator("#out")).to_have_text("remember ")
    first.close_window()
    assert first.wait() == 0
    database = folder_of(tmp_path) / "storage.db"
    database.write_bytes(b"no database at all" * 500)
    second = launch("run", "app.py")
    with second.page() as page:
        open_page(page)
        config = json.loads(page.locator("#_dash-config").text_content() or "")
        assert ["were damaged" in text for text in config["profile_notices"]] == [True]
        page.fill("#note", "again")
        expect(page.locator("#out")).to_have_text("again ")
    second.close_window()
    assert second.wait() == 0
    assert second.stderr.count("were damaged") == 1
    assert "were damaged" in (database.parent / "logs" / "app.log").read_text()
    assert len(list(database.parent.glob("storage.db.damaged-*"))) == 1
    assert json.loads(kept(tmp_path)["store"]) == {"note": "again"}


def test_a_place_that_cannot_be_written_costs_what_is_kept_only(launch, write_app, tmp_path):
    write_app(APP)
    (tmp_path / "profiles").write_text("a file in the way")
    (tmp_path / "tmp").mkdir()
    started = launch("run", "app.py", TMPDIR=str(tmp_path / "tmp"))
    with started.page() as page:
        open_page(page)
        page.fill("#note", "remember")
        expect(page.locator("#out")).to_have_text("remember ")
        page.reload()
        expect(page.locator("#out")).to_have_text("remember ")
        assert [path.name for path in (tmp_path / "tmp").glob("desktopdash-profile-*")]
    started.close_window()
    assert started.wait() == 0
    assert started.stderr.count("cannot be used") == 1
    assert list((tmp_path / "tmp").glob("desktopdash-profile-*")) == []


WRITING = (
    APP.replace('if __name__ == "__main__":\n    app.run()\n', "")
    + """
import os, threading
from desktopdash.profile.storage import Storage

def write():
    while app.storage is None:
        pass
    for number in range(1000):
        app.storage.set(f"{os.environ['WRITER']}{number}", "x" * 100)
    app.storage.set(f"{os.environ['WRITER']} is done", "")

threading.Thread(target=write, daemon=True).start()
"""
)


def test_two_launches_of_one_app_at_once_lose_nothing(launch, write_app, tmp_path):
    write_app(WRITING)
    both = [launch("run", "app.py", WRITER=name) for name in "ab"]
    for started, name in zip(both, "ab", strict=True):
        with started.page() as page:
            open_page(page)
            page.fill("#name", name)
    wait_for(lambda: {"a is done", "b is done"} <= kept(tmp_path).keys(), "both have written")
    for started in both:
        started.close_window()
        assert started.wait() == 0
        assert "profile" not in started.stderr
    found = kept(tmp_path)
    assert {f"{name}{number}" for name in "ab" for number in range(1000)} <= found.keys()
    logs = {path.name for path in (folder_of(tmp_path) / "logs").glob("*.log")}
    assert logs == {"app.log", "app-2.log", "shell.log", "shell-2.log"}


def test_why_an_app_cannot_be_imported_is_in_its_log(launch, write_app, tmp_path):
    write_app("import nothing_of_that_name\n")
    started = launch("run", "app.py")
    wait_for(lambda: "nothing_of_that_name" in started.stderr, "the problem")
    started.close_window()
    assert started.wait() == 1
    (log,) = (tmp_path / "profiles").glob("*/logs/app.log")
    assert "nothing_of_that_name" in log.read_text()
    shell_log = (log.parent / "shell.log").read_text()
    assert "desktopdash" in shell_log
    assert "nothing_of_that_name" not in shell_log, "of the app's own words it has none"


def test_a_page_that_never_gets_to_it_does_not_keep_its_window(launch, write_app):
    write_app(APP)
    started = launch("run", "app.py")
    with started.page() as page:
        open_page(page)
        page.evaluate("() => { setTimeout(() => { for (;;); }); }")
        started.close_window()
        assert started.wait(10) == 0
