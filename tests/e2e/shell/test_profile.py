"""What an app keeps for its user: from one launch to the next, on another port, however the first one ended."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

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
    env = {"DESKTOPDASH_PROFILES": str(tmp_path / "profiles")}
    first = launch(*words, **env)
    with first.page() as page:
        open_page(page)
        page.fill("#name", "Ada")
        page.fill("#note", "remember")
        expect(page.locator("#out")).to_have_text("remember Ada")
        url = page.url
    first.close_window()
    assert first.wait() == 0
    second = launch(*words, **env)
    with second.page() as page:
        open_page(page)
        assert page.url != url
        expect(page.locator("#out")).to_have_text("remember Ada")
        expect(page.locator("#name")).to_have_value("Ada")
    assert json.loads(kept(tmp_path)["store"]) == {"note": "remember"}


def test_what_is_typed_last_is_kept_though_the_window_is_closed_at_once(launch, write_app, tmp_path):
    write_app(APP)
    started = launch("run", "app.py", DESKTOPDASH_PROFILES=str(tmp_path / "profiles"))
    with started.page() as page:
        open_page(page)
        window = started.window()
        page.locator("#name").press_sequentially("typed and gone")
        started.close_window(window)
        assert started.wait() == 0
    (text,) = [text for key, text in kept(tmp_path).items() if key.startswith("_dash_persistence.name")]
    assert json.loads(text)[0] == "typed and gone"
