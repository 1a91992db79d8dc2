"""Downloads in the window: the native dialog, driven by the keyboard, and where the files go."""

from __future__ import annotations

import contextlib
import re
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.support import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.window]

APP = """
import threading
from desktopdash import Dash, Input, Output, callback, dcc, html
from flask import Response

app = Dash(__name__)
app.layout = html.Div([
    html.Button("send", id="send"), html.Button("send two", id="two"), html.Button("large", id="large"), dcc.Download(id="file"), dcc.Download(id="other"),
    html.A("asset", id="asset", href="/assets/notes.txt", download="renamed.txt"),
    html.A("attachment", id="attachment", href="/attachment"),
    html.A("data", id="data", href="data:text/csv,a%2Cb", download="data.csv"),
    html.A("foreign", id="foreign", href="https://example.org/x.zip", download="x.zip"),
    html.A("slow", id="slow", href="/slow"),
    html.Div(0, id="alive"),
])

@callback(Output("file", "data"), Input("send", "n_clicks"), prevent_initial_call=True)
def send(clicks):
    return dcc.send_string("höh", "../../Übersicht.txt")

@callback(Output("file", "data", True), Input("large", "n_clicks"), prevent_initial_call=True)
def send_large(clicks):
    return dcc.send_bytes(bytes(range(250)) * 80_000, "large.bin")

@callback(Output("file", "data", True), Output("other", "data"), Input("two", "n_clicks"), prevent_initial_call=True)
def send_two(clicks):
    return dcc.send_bytes(b"1" * 3_000_000, "one.bin"), dcc.send_string("2", "two.txt")

broken = threading.Event()

@app.server.route("/slow")
def slow():
    def parts():
        yield b"x" * 100_000
        broken.wait(60)
        raise ConnectionError("as when the server dies")
    return Response(parts(), headers={"Content-Disposition": "attachment; filename=slow.bin", "Content-Length": "5000000"})

@app.server.route("/break")
def break_off():
    broken.set()
    return ""

@app.server.route("/attachment")
def attachment():
    return Response(b"\\x00\\x01", headers={"Content-Disposition": 'attachment; filename="served.bin"'})
"""

BLOB_LINK = """
const link = document.body.appendChild(document.createElement("a"));
Object.assign(link, { id: "blob", download: "blob.txt", textContent: "blob" });
link.href = URL.createObjectURL(new Blob(["of the page"]));
"""


@dataclass
class Window:
    """A launched app with its page and its folders."""

    started: Any
    page: Page
    home: Path
    temp: Path

    def dialog(self, name: str) -> str:
        """The window of this title, in front."""
        window = wait_for(lambda: self.find(name), f"a dialog {name!r}")
        self.started.tool("xdotool", "windowactivate", "--sync", window)
        return window

    def find(self, name: str) -> str:
        found = self.started.tool("xdotool", "search", "--onlyvisible", "--name", f"^{re.escape(name)}$").split()
        return found[0] if found else ""

    def active(self) -> str:
        return str(self.started.tool("xdotool", "getactivewindow")).strip()

    def press(self, window: str, *keys: str) -> None:
        self.started.tool("xdotool", "windowactivate", "--sync", window, "key", "--clearmodifiers", *keys)

    def save(self, name: str, path: Path) -> None:
        """Type a path into the dialog that saves `name`, and wait until it is gone."""
        window = self.dialog(f"Save {name}")
        self.press(window, "ctrl+a")
        self.started.tool("xdotool", "type", "--delay", "2", str(path))
        self.press(window, "Return")
        wait_for(lambda: not self.find(f"Save {name}"), "the dialog's end")

    def left(self) -> list[Path]:
        return list(self.temp.rglob("*"))


@pytest.fixture
def window(launch, write_app, tmp_path: Path) -> Iterator[Callable[..., Window]]:
    """Opens the app in a window whose home and folder for temporary files are of this test."""
    with contextlib.ExitStack() as stack:

        def open_window(**env: str) -> Window:
            home, temp = tmp_path / "home", tmp_path / "temp"
            (home / "Downloads").mkdir(parents=True)
            temp.mkdir()
            (tmp_path / "assets").mkdir()
            (tmp_path / "assets" / "notes.txt").write_text("notes")
            # Another home has no session bus, and Qt would start one.
            folders = {"HOME": str(home), "TMPDIR": str(temp), "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
            started = launch("run", write_app(APP), **folders, **env)
            started.wait_app()
            page = stack.enter_context(started.page())
            page.wait_for_url(re.compile(r"http://127\.0\.0\.1:\d+/"))
            page.wait_for_selector("#alive")
            return Window(started, page, home, temp)

        yield open_window


def wait_file(path: Path) -> bytes:
    return wait_for(lambda: path.exists() and path.read_bytes(), f"file {path.name}")


def test_every_kind_of_download_is_saved(window) -> None:
    opened = window()
    opened.page.evaluate(BLOB_LINK)
    url, expected = (
        opened.page.url,
        {
            ("send", "Übersicht.txt"): "höh".encode(),
            ("blob", "blob.txt"): b"of the page",
            ("data", "data.csv"): b"a,b",
            ("asset", "renamed.txt"): b"notes",
            ("attachment", "served.bin"): b"\x00\x01",
        },
    )
    for (button, name), content in expected.items():
        target = opened.home / f"{button}.saved"
        opened.page.locator(f"#{button}").click()
        opened.save(name, target)
        assert wait_file(target) == content, button
    wait_for(lambda: not opened.left(), "empty folder for temporary files")
    assert opened.page.url == url
    assert not list(opened.home.glob(".*.part"))


def test_the_suggestion_is_in_the_downloads_folder_and_then_in_the_last_one(window) -> None:
    opened = window()
    for folder, path in ((opened.home / "Downloads", None), (opened.home, opened.home / "a.txt"), (opened.home, None)):
        opened.page.locator("#send").click()
        if path:
            opened.save("Übersicht.txt", path)
        else:
            opened.press(opened.dialog("Save Übersicht.txt"), "Return")
        assert wait_file(path or folder / "Übersicht.txt") == "höh".encode()


def test_several_are_asked_for_one_after_the_other(window) -> None:
    """Which of them comes first is the engine's: the long one may take it longer to begin."""
    opened = window()
    opened.page.locator("#two").click()
    files = {"one.bin": b"1" * 3_000_000, "two.txt": b"2"}
    first = wait_for(lambda: next((name for name in files if opened.find(f"Save {name}")), ""), "a dialog")
    (second,) = files.keys() - {first}
    assert not opened.find(f"Save {second}")
    opened.press(opened.dialog(f"Save {first}"), "Escape")
    opened.save(second, opened.home / second)
    assert wait_file(opened.home / second) == files[second]
    wait_for(lambda: not opened.left(), "empty folder for temporary files")
    assert not list(opened.home.rglob(first))


def test_a_file_that_is_there_is_replaced_only_when_the_person_agrees(window) -> None:
    opened = window()
    (opened.home / "Downloads" / "Übersicht.txt").write_text("before")
    opened.page.locator("#send").click()
    dialog = opened.dialog("Save Übersicht.txt")
    opened.press(dialog, "Return")
    wait_for(lambda: opened.active() != dialog, "the question")
    opened.press(opened.active(), "alt+n")
    opened.press(opened.dialog("Save Übersicht.txt"), "Escape")
    wait_for(lambda: not opened.left(), "empty folder for temporary files")
    assert wait_file(opened.home / "Downloads" / "Übersicht.txt") == b"before"


def test_a_place_that_cannot_be_written_is_told_and_another_asked_for(window) -> None:
    opened = window()
    opened.page.locator("#send").click()
    opened.save("Übersicht.txt", Path("/sys/x.txt"))
    opened.press(opened.dialog("Not saved"), "Return")
    opened.save("Übersicht.txt", opened.home / "x.txt")
    assert wait_file(opened.home / "x.txt") == "höh".encode()
    wait_for(lambda: not opened.left(), "empty folder for temporary files")


def test_a_download_that_breaks_off_is_told(window) -> None:
    opened = window()
    opened.page.locator("#slow").click()
    opened.dialog("Save slow.bin")
    opened.page.evaluate("fetch('/break').then(() => 0)")
    opened.press(opened.dialog("Not saved"), "Return")
    wait_for(lambda: not opened.find("Save slow.bin") and not opened.left(), "nothing left of it")
    assert opened.page.evaluate("document.getElementById('alive').textContent") == "0"


@pytest.mark.parametrize("end", ["close", "signal"])
@pytest.mark.parametrize(("button", "name"), [("send", "Übersicht.txt"), ("slow", "slow.bin")])
def test_the_end_meanwhile_leaves_nothing(window, button: str, name: str, end: str) -> None:
    opened = window()
    main = opened.started.window()
    opened.page.locator(f"#{button}").click()
    if button == "slow":
        opened.save(name, opened.home / name)
    else:
        opened.dialog(f"Save {name}")
    wait_for(opened.left, "a download that is under way")
    if end == "close":
        opened.started.close_window(main)
    else:
        opened.started.signal()
    assert opened.started.wait(10) == (0 if end == "close" else 128 + signal.SIGTERM)
    wait_for(opened.started.is_gone, "end", 5)
    assert opened.left() == []
    assert not list(opened.home.rglob("*.bin"))
    assert "Traceback" not in opened.started.stderr


def test_a_large_file_comes_whole(window) -> None:
    opened = window()
    opened.page.locator("#large").click()
    opened.save("large.bin", opened.home / "large.bin")
    wait_for((opened.home / "large.bin").exists, "file")
    assert (opened.home / "large.bin").read_bytes() == bytes(range(250)) * 80_000
    wait_for(lambda: not opened.left(), "empty folder for temporary files")


def test_a_download_of_another_site_opens_outside(window, tmp_path: Path) -> None:
    log, program = tmp_path / "browser.log", tmp_path / "browser"
    log.touch()
    program.write_text(f'#!/bin/sh\necho "$1" >> {log}\n')
    program.chmod(0o755)
    opened = window(BROWSER=str(program))
    url = opened.page.url
    opened.page.locator("#foreign").click(no_wait_after=True)
    wait_for(lambda: log.read_text().strip() == "https://example.org/x.zip", "address")
    assert opened.page.url == url
    assert not opened.left()
