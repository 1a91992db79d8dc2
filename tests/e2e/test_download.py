"""Files that callbacks hand to the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.support import OpenApp, settle, wait_for

pytestmark = pytest.mark.e2e

APP = """
app.layout = html.Div([html.Button(name, id=name) for name in FILES] + [
    html.Button("twice", id="twice"), dcc.Download(id="file", data={"filename": "first", "content": "layout"}),
    html.Div(id="seen"),
])

@callback(Output("file", "data"), [Input(name, "n_clicks") for name in FILES], prevent_initial_call=True)
def send(*clicks):
    return FILES[ctx.triggered_id]

@callback(Input("twice", "n_clicks"), prevent_initial_call=True)
def send_two(clicks):
    for name in "ab":
        set_props("file", {"data": dcc.send_string(name, name + ".txt")})
"""
FILES = """
FILES = {
    "text": dcc.send_string("höh\\n", "Übersicht 日本.txt"),
    "bytes": dcc.send_bytes(bytes(range(256)), "all.bin", "application/x-own"),
    "plain": dcc.send_string("x", "Makefile"),
    "named": dcc.send_bytes(b"x", "LICENSE"),
    "folder": dcc.send_string("x", "../../etc/pass.txt"),
    "drive": dcc.send_string("x", "C:\\\\Windows\\\\win.ini"),
    "large": dcc.send_bytes(bytes(range(250)) * 80_000, "large.bin"),
}
"""
BROKEN = """
FILES = {
    "none": {"filename": "a.txt", "content": 3},
    "coded": {"filename": "a.bin", "content": "%", "base64": True},
    "text": dcc.send_string("x", "good.txt"),
}
"""


def save(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as found:
        page.locator(f"#{button}").click()
    return found.value.suggested_filename, Path(found.value.path()).read_bytes()


@contextmanager
def count_downloads(page: Page) -> Iterator[list[str]]:
    names: list[str] = []
    note = lambda download: names.append(download.suggested_filename)  # noqa: E731
    page.on("download", note)
    yield names
    page.remove_listener("download", note)


def test_the_browser_saves_what_a_callback_returns(open_code: Callable[..., OpenApp]) -> None:
    page = open_code(FILES, APP).page
    settle(page)
    assert save(page, "text") == ("Übersicht 日本.txt", "höh\n".encode())
    assert save(page, "text") == ("Übersicht 日本.txt", "höh\n".encode()), "the same data again"
    assert save(page, "bytes") == ("all.bin", bytes(range(256)))
    assert save(page, "folder") == ("pass.txt", b"x")
    assert save(page, "drive") == ("win.ini", b"x")
    assert save(page, "plain")[0] == "Makefile"
    assert save(page, "named")[0] == "LICENSE"


def test_twenty_megabytes(open_code: Callable[..., OpenApp]) -> None:
    page = open_code(FILES, APP).page
    settle(page)
    name, content = save(page, "large")
    assert name == "large.bin"
    assert content == bytes(range(250)) * 80_000


def test_two_files_of_one_call_are_both_saved(open_code: Callable[..., OpenApp]) -> None:
    page = open_code(FILES, APP).page
    settle(page)
    with count_downloads(page) as names:
        page.locator("#twice").click()
        wait_for(lambda: page.evaluate("1") and len(names) == 2, "two downloads")
    assert names == ["a.txt", "b.txt"]


def test_what_is_no_file_is_told_and_the_next_is_saved(open_code: Callable[..., OpenApp]) -> None:
    page = open_code(BROKEN, APP, quiet=False).page
    settle(page)
    problems = page.locator(".desktopdash-problems")
    page.locator("#none").click()
    expect(problems).to_contain_text('dcc.Download "file": found content of type number')
    page.locator("#coded").click()
    expect(problems).to_contain_text("its content is not base64")
    assert save(page, "text") == ("good.txt", b"x")
