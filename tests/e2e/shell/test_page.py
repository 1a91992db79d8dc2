"""What the page may do in the window: ask for permissions, follow links."""

from __future__ import annotations

import re

import pytest

from tests.e2e.support import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.window]

APP = "from desktopdash import Dash, html\napp = Dash(__name__)\napp.layout = html.Div('Hello', id='hello')\n"

COVER = '<a target=_blank href="https://example.org/new" style="position:fixed;inset:0;z-index:9999">x</a>'


@pytest.fixture
def browser_log(tmp_path):
    """A program that stands for the system's browser, and the file that it writes addresses to."""
    log = tmp_path / "browser.log"
    log.touch()
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\necho "$1" >> {log}\n')
    program.chmod(0o755)
    return program, log


def test_permissions_are_answered(launch, write_app) -> None:
    started = launch("run", write_app(APP))
    with started.page() as page:
        page.wait_for_url(re.compile(r"http://127\.0\.0\.1:\d+/"))
        query = "navigator.permissions.query({name: 'notifications'}).then(s => s.state)"
        assert page.evaluate(query) in ("prompt", "granted")
        assert page.evaluate("Notification.requestPermission()") == "granted"
        assert page.evaluate(query) == "granted"
        shown = "new Promise((yes, no) => { const n = new Notification('Hi', {body: 'there'});"
        assert page.evaluate(shown + " n.onshow = () => yes('shown'); n.onerror = () => no('error'); })") == "shown"
        place = "new Promise(done => navigator.geolocation.getCurrentPosition(done, e => done(e.code)))"
        assert page.evaluate(place) == 1
        assert page.evaluate("typeof window.pywebview") == "undefined"
    started.close_window()
    assert started.wait(3) == 0


def test_links_that_leave_open_outside(launch, write_app, browser_log) -> None:
    program, log = browser_log
    started = launch("run", write_app(APP), BROWSER=str(program))
    with started.page() as page:
        page.wait_for_url(re.compile(r"http://127\.0\.0\.1:\d+/"))
        url = page.url
        page.evaluate("location.href = 'https://example.com/page'; 0")
        wait_for(lambda: "https://example.com/page" in log.read_text(), "address")
        for refused in ("file:///etc/passwd", "desktopdash:retry", "data:text/html,hi", "ftp://example.com/"):
            page.evaluate("u => { location.href = u; }", refused)
        assert page.url == url
        page.evaluate("location.href = '/other'; 0")
        page.wait_for_url(url + "other")
    assert log.read_text().split() == ["https://example.com/page"]


def test_link_to_a_new_window_opens_outside(launch, write_app, browser_log) -> None:
    program, log = browser_log
    started = launch("run", write_app(APP), BROWSER=str(program))
    window = started.window()
    with started.page() as page:
        page.wait_for_url(re.compile(r"http://127\.0\.0\.1:\d+/"))
        page.evaluate("s => document.body.insertAdjacentHTML('beforeend', s)", COVER)
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    # The debugger is detached: attached, it holds up every new page, and this one is never made.
    started.tool("xdotool", "mousemove", "--sync", "--window", window, "300", "300", "click", "1")
    wait_for(lambda: log.read_text().strip() == "https://example.org/new", "address")


def test_browser_instead_of_a_window(launch, write_app, browser_log) -> None:
    program, log = browser_log
    started = launch("run", write_app(APP), "--browser", BROWSER=str(program))
    url = started.wait_url()
    opened = wait_for(lambda: log.read_text().strip(), "address in the browser")
    assert opened.startswith("file://")  # test_attacks.py looks into it
    wait_for(lambda: f"{url}_desktopdash-start/" in started.stdout, "address in the terminal")
    started.signal()
    wait_for(started.is_gone, "end", 2)
    assert started.wait() == 0
