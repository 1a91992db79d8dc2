"""What others on the machine, and pages of foreign sites, may try against an app: nothing is let in, the app goes on."""

from __future__ import annotations

import http.client
import json
import re
import socket
import stat
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser

from tests.e2e.support import Program, Watch, settle, wait_for

pytestmark = pytest.mark.e2e

APP = """
from desktopdash import Dash, Input, Output, callback, dcc, html
from flask import request
app = Dash(__name__)
app.layout = html.Main([dcc.Input(id="in"), html.P(id="out"), html.Iframe(src="/assets/inner.html", id="inner")])

@callback(Output("out", "children"), Input("in", "value"))
def echo(value):
    print("called with", value, flush=True)
    return f"echo {value}"

@app.server.route("/upload", methods=["POST"])
def upload():
    return str(len(request.get_data()))
"""

CALL = json.dumps(
    {
        "output": "out.children",
        "outputs": {"id": "out", "property": "children"},
        "inputs": [{"id": "in", "property": "value", "value": "attack"}],
        "changedPropIds": ["in.value"],
        "state": [],
    }
)
JSON = {"Content-Type": "application/json"}
ROUTES = (
    "/",
    "/any/path",
    "/_dash-layout",
    "/_dash-dependencies",
    "/_reload-hash",
    "/_favicon.ico",
    "/assets/own.css",
    "/_dash-component-suites/desktopdash/renderer.js",
    "/_desktopdash-push/8f14e45f-ceea-467f-a8c5-000000000000",
    "/_desktopdash-start/",
)
# What may be read is below the folder of assets only.
TRAVERSALS = (
    "../secret.txt",
    "..%2fsecret.txt",
    "%2e%2e/secret.txt",
    "%2e%2e%2fsecret.txt",
    "..%5csecret.txt",
    "..\\secret.txt",
    "%2e%2e%5csecret.txt",
    "..%252fsecret.txt",
    "x/../../secret.txt",
    "....//secret.txt",
    "%c0%ae%c0%ae/secret.txt",
    "/secret.txt",
    "..%00/secret.txt",
)


@dataclass
class Reply:
    status: int
    body: str
    headers: dict[str, str]


@dataclass
class Target:
    """A running app, and what a program can ask of it."""

    program: Program
    host: str
    port: int
    start: str = ""
    cookie: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://{self.host}:{self.port}"

    def ask(
        self, path: str, method: str = "GET", body: str | None = None, headers: dict[str, str] | None = None
    ) -> Reply:
        """Ask with the headers given and no others but Host and the body's length."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=20)
        try:
            # What is given stands in the request line as it is.
            connection.putrequest(
                method, path, skip_host=bool(headers and "Host" in headers), skip_accept_encoding=True
            )
            for name, value in {**({"Content-Length": str(len(body))} if body else {}), **(headers or {})}.items():
                connection.putheader(name, value)
            connection.endheaders(body.encode() if body else None)
            answer = connection.getresponse()
            is_stream = answer.headers.get("Content-Type", "").startswith("text/event-stream")
            return Reply(answer.status, "" if is_stream else answer.read().decode("latin-1"), dict(answer.headers))
        finally:
            connection.close()

    def call(self, headers: dict[str, str]) -> Reply:
        """Ask for the callback."""
        return self.ask("/_dash-update-component", "POST", CALL, headers)

    def goes_on(self) -> bool:
        """Tell whether the app's own page still gets its answers."""
        answer = self.call({**JSON, **self.cookie, "Origin": self.origin, "Sec-Fetch-Site": "same-origin"})
        return answer.status == 200 and "echo attack" in answer.body

    def was_called(self) -> bool:
        return "called with" in self.program.text


@pytest.fixture
def app_file(tmp_path: Path) -> Path:
    assets = tmp_path / "assets"
    assets.mkdir()
    (assets / "own.css").write_text("body { color: teal }")
    (assets / "inner.html").write_text(
        "<p id=a>inner</p><script>document.querySelector('p').textContent = 'ran'</script>"
    )
    (tmp_path / "secret.txt").write_text("TOP SECRET")
    path = tmp_path / "app.py"
    path.write_text(APP)
    return path


@pytest.fixture
def launched(app_file: Path, start_program: Callable[..., Program], tmp_path: Path) -> Target:
    """An app as a window has it, opened by `run --browser` with a browser that only notes what it is to open."""
    log = tmp_path / "browser.log"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {log}\n')
    browser.chmod(0o755)
    program = start_program("-m", "desktopdash", "run", str(app_file), "--browser", env={"BROWSER": str(browser)})
    found = program.wait_for(r"(http://(127\.0\.0\.1):(\d+)/_desktopdash-start/\S+)")
    return Target(program, found[2], int(found[3]), found[1])


@pytest.fixture
def window(launched: Target) -> Target:
    """The same, with the cookie of somebody who was let in."""
    answer = launched.ask(urllib.parse.urlsplit(launched.start).path)
    assert answer.status == 303
    launched.cookie = {"Cookie": answer.headers["Set-Cookie"].partition(";")[0]}
    return launched


@pytest.fixture
def start_served(app_file: Path, start_program: Callable[..., Program]) -> Callable[..., Target]:
    def start(*args: str, **env: str) -> Target:
        program = start_program("-m", "desktopdash", "serve", str(app_file), "--port", "0", *args, env=env)
        found = program.wait_for(r"runs on (http://127\.0\.0\.1:(\d+)/\S*)")
        return Target(program, "127.0.0.1", int(found[2]), found[1])

    return start


@pytest.fixture(params=["window", "served"])
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    """An app in a window, asked with its cookie, and one that is served: what is refused in both."""
    if request.param == "window":
        yield request.getfixturevalue("window")
    else:
        yield request.getfixturevalue("start_served")()


def test_the_app_answers_its_own_page(target: Target) -> None:
    assert target.goes_on()
    assert target.ask("/assets/own.css", headers=target.cookie).body == "body { color: teal }"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example:{port}", "[::1", ""])
def test_a_foreign_name_for_this_machine(target: Target, host: str) -> None:
    headers = {**target.cookie, "Host": host.format(port=target.port)}
    assert {target.ask(route, headers=headers).status for route in ROUTES} == {403}
    assert target.call({**headers, **JSON}).status == 403
    assert not target.was_called()
    assert target.goes_on()


@pytest.mark.parametrize("host", ["localhost:{port}", "127.0.0.1", "127.0.0.1:1", "127.1:{port}"])
def test_a_window_is_asked_for_by_one_name_only(window: Target, host: str) -> None:
    headers = {**window.cookie, "Host": host.format(port=window.port)}
    assert {window.ask(route, headers=headers).status for route in ROUTES} == {403}
    assert window.goes_on()


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "http://localhost:{port}"])
def test_a_call_by_a_foreign_page(target: Target, origin: str) -> None:
    foreign = {**target.cookie, "Origin": origin.format(port=target.port)}
    answers = [target.call({**foreign, **JSON}), target.ask("/upload", "POST", "data", foreign)]
    assert {answer.status for answer in answers} == {403}
    preflight = {**foreign, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    for answer in (*answers, target.ask("/_dash-update-component", "OPTIONS", headers=preflight)):
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    assert not target.was_called()
    assert target.goes_on()


def test_a_foreign_page_that_a_browser_tells_of(window: Target) -> None:
    for site in ("cross-site", "same-site"):
        headers = {**window.cookie, "Sec-Fetch-Site": site}
        assert {window.ask(route, headers=headers).status for route in ROUTES} == {403}
        assert window.call({**headers, **JSON}).status == 403
    assert window.goes_on()


def test_somebody_without_the_secret(window: Target) -> None:
    name = window.cookie["Cookie"].partition("=")[0]
    for cookie in ({}, {"Cookie": f"{name}="}, {"Cookie": f"{name}={'0' * 64}"}, {"Cookie": "desktopdash=1"}):
        assert {window.ask(route, headers=cookie).status for route in ROUTES} == {403}
        assert window.call({**JSON, **cookie}).status == 403
        assert window.ask("/upload", "POST", "data", cookie).status == 403
    assert not window.was_called()
    assert "open in a window of its own" in window.ask("/").body
    assert json.loads(window.call(JSON).body)["error"]["type"] == "not_let_in"
    assert window.goes_on()


def test_a_start_address_that_was_used(window: Target) -> None:
    again = window.ask(urllib.parse.urlsplit(window.start).path)
    assert again.status == 403
    assert "Set-Cookie" not in again.headers
    assert window.goes_on()


def test_the_secret_of_another_launch(window: Target, app_file: Path, start_program: Callable[..., Program]) -> None:
    program = start_program("-m", "desktopdash", "run", str(app_file), "--browser", env={"BROWSER": "true"})
    found = program.wait_for(r"http://127\.0\.0\.1:(\d+)(/_desktopdash-start/\S+)")
    other = Target(program, "127.0.0.1", int(found[1]))
    assert other.ask("/", headers=window.cookie).status == 403
    assert window.ask(found[2]).status == 403
    assert other.ask(found[2]).status == 303


def test_a_form_of_a_foreign_page(target: Target) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "http://evil.example"}
    assert target.call({**form, **target.cookie}).status == 403
    # Older browsers do not say where it comes from: then it is the type that is refused.
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""):
        for more in ({}, {"Origin": target.origin}):
            answer = target.call({**({"Content-Type": kind} if kind else {}), **target.cookie, **more})
            assert answer.status == 415
    assert not target.was_called()
    assert target.goes_on()


@pytest.mark.parametrize("before", ["/assets/", "/_dash-component-suites/desktopdash/", "/_dash-component-suites/"])
def test_paths_that_leave_their_folder(target: Target, before: str) -> None:
    for path in (
        *TRAVERSALS,
        *(f"../{path}" for path in TRAVERSALS),
        "../../../../../../etc/passwd",
        "C:%5csecret.txt",
    ):
        answer = target.ask(before + path, headers=target.cookie)
        assert "TOP SECRET" not in answer.body
        assert "root:" not in answer.body
        # A path that leaves the routes is one of the app's pages.
        assert answer.status in (400, 404, 308) or answer.body.startswith("<!DOCTYPE html>"), path
    assert target.goes_on()


def test_bodies_that_are_too_large(target: Target) -> None:
    huge = {"Content-Length": str(2**31), **JSON}
    assert target.ask("/_dash-update-component", "POST", None, {**huge, **target.cookie}).status == 413
    over = {"Content-Length": str(600 * 2**20), **JSON}
    assert target.ask("/upload", "POST", None, {**over, "Host": "evil.example"}).status == 413
    assert target.ask("/", headers={**target.cookie, "X-Long": "x" * 200_000}).status == 431
    assert target.ask("/upload", "POST", "x" * 1_000_000, target.cookie).body == "1000000"
    assert target.goes_on()


def test_a_body_of_somebody_who_is_not_let_in_is_not_received(window: Target) -> None:
    answer = window.ask("/upload", "POST", None, {"Content-Length": "70000"})  # and sends none
    assert answer.status == 413
    assert window.goes_on()


def test_500_connections_that_send_nothing(target: Target) -> None:
    idle = [socket.create_connection((target.host, target.port), 20) for _ in range(500)]
    assert all(target.goes_on() for _ in range(5))
    for connection in idle:
        connection.sendall(b"GET / HTTP/1.1\r\nHost:")  # and goes no further
    assert all(target.goes_on() for _ in range(5))
    for connection in idle:
        connection.close()


def test_secrets_stand_in_no_command_line(window: Target, tmp_path: Path) -> None:
    log = tmp_path / "browser.log"
    opened = wait_for(lambda: log.exists() and log.read_text().strip(), "what the browser is to open")
    assert opened.startswith("file://")
    page = Path(urllib.parse.unquote(urllib.parse.urlsplit(opened).path))
    start = re.search(r"http://[^\"]+", page.read_text())[0]  # type: ignore[index]
    assert start.startswith(f"{window.origin}/_desktopdash-start/")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert stat.S_IMODE(page.parent.stat().st_mode) == 0o700
    secrets = [start, start.rpartition("/")[2], window.start.rpartition("/")[2], window.cookie["Cookie"]]
    me = psutil.Process(window.program.process.pid)
    for process in (me, *me.children(recursive=True)):
        assert not [secret for secret in secrets if secret in " ".join(process.cmdline())]
    window.program.stop()
    assert not page.parent.exists()


# What a browser makes of it.


def test_a_file_leads_a_browser_to_the_app(window: Target, browser: Browser, tmp_path: Path) -> None:
    log = tmp_path / "browser.log"
    opened = wait_for(lambda: log.exists() and log.read_text().strip(), "what the browser is to open")
    context = browser.new_context()
    page = context.new_page()
    watch = Watch(page)
    page.goto(opened)
    page.wait_for_url(f"{window.origin}/")
    page.locator("#in").fill("hello")
    page.get_by_text("echo hello").wait_for()
    settle(page)
    page.frame_locator("#inner").get_by_text("ran").wait_for()
    cookies = context.cookies()
    assert [(cookie["httpOnly"], cookie["sameSite"]) for cookie in cookies] == [(True, "Strict")]
    assert page.evaluate("document.cookie") == ""
    assert watch.messages == []
    injected = "const p = document.createElement('p'); p.innerHTML = '<img src=x onerror=\"window.hacked = 1\">';"
    page.evaluate(f"{injected} document.body.append(p); 0")
    wait_for(lambda: any("script-src" in message for message in watch.messages), "the policy's word")
    assert page.evaluate("window.hacked") is None
    # A page of another site, in the same browser, with the cookie in it.
    other = context.new_page()
    other.route("http://evil.example/", lambda route: route.fulfill(body="<p>evil</p>", content_type="text/html"))
    other.goto("http://evil.example/")
    asked = "fetch('%s', {method: 'POST', mode: 'no-cors', credentials: 'include', body: '{}'}).then(() => 0, () => 0)"
    other.evaluate(asked % f"{window.origin}/upload")
    read = "fetch('%s', {credentials: 'include'}).then(r => r.text(), e => 'blocked')"
    assert other.evaluate(read % f"{window.origin}/_dash-layout") == "blocked"
    other.goto(f"{window.origin}/")
    context.close()


def test_the_printed_address_lets_a_browser_in_once(launched: Target, browser: Browser) -> None:
    first, second = browser.new_context(), browser.new_context()
    page = first.new_page()
    page.goto(launched.start)
    assert page.url == f"{launched.origin}/"
    page.locator("#in").wait_for()
    page.reload()
    page.locator("#in").wait_for()
    other = second.new_page()
    assert other.goto(launched.start).status == 403  # type: ignore[union-attr]
    other.get_by_text("was used before").wait_for()
    first.close()
    second.close()


# serve


@pytest.mark.parametrize("how", ["made", "argument", "variable"])
def test_serve_with_a_token(start_served: Callable[..., Target], how: str) -> None:
    own = "0123456789abcdef-own"
    served = {
        "made": lambda: start_served("--token"),
        "argument": lambda: start_served("--token", own),
        "variable": lambda: start_served(DESKTOPDASH_TOKEN=own),
    }[how]()
    token = served.start.partition("?token=")[2] if how == "made" else own
    assert (own not in served.program.text) or how == "made"
    assert {served.ask(route).status for route in ROUTES} == {403}
    assert served.ask("/?token=wrong").status == 403
    entered = served.ask(f"/?token={token}")
    assert (entered.status, entered.headers["Location"]) == (303, "/")
    served.cookie = {"Cookie": entered.headers["Set-Cookie"].partition(";")[0]}
    assert served.goes_on()
    assert served.ask("/_dash-layout", headers={"Authorization": f"Bearer {token}"}).status == 200


def test_serve_with_a_token_keeps_it_over_a_restart(start_served: Callable[..., Target], app_file: Path) -> None:
    served = start_served("--token", "--debug")
    entered = served.ask("/?" + served.start.partition("?")[2])
    served.cookie = {"Cookie": entered.headers["Set-Cookie"].partition(";")[0]}
    assert served.goes_on()
    app_file.write_text(APP.replace("echo {value}", "echo {value} again"))
    served.program.wait_for("runs again")
    assert "echo attack again" in served.call({**JSON, **served.cookie}).body
    assert served.program.text.count("?token=") == 1


def test_serve_for_other_machines_says_what_that_means(start_served: Callable[..., Target]) -> None:
    for args, words in (
        ((), "Whoever reaches this address can use the app and run its callbacks"),
        (("--token",), "Whoever reaches this address can use the app with the token"),
        (("--debug",), "Whoever reaches this address can use the app and run its callbacks"),
    ):
        served = start_served("--host", "0.0.0.0", *args)
        assert words in served.program.text
        assert served.program.text.count("is reached from other machines") == 1
        assert served.ask("/", headers={"Host": "evil.example"}).status == 403


def test_serve_by_a_name_of_a_proxy(start_served: Callable[..., Target]) -> None:
    served = start_served("--allow-host", "app.example")
    proxied = {**JSON, "Origin": "https://app.example"}
    assert served.call({**proxied, "Host": "app.example"}).status == 200
    assert served.call(proxied).status == 200
    assert served.call({**proxied, "Origin": "https://evil.example"}).status == 403


def test_a_window_is_for_this_machine_whatever_its_host(
    app_file: Path, start_program: Callable[..., Program], browser: Browser
) -> None:
    app_file.write_text(APP + "\nif __name__ == '__main__':\n    app.run(host='0.0.0.0')\n")
    program = start_program(str(app_file), env={"DISPLAY": ""})
    found = program.wait_for(r"http://127\.0\.0\.1:(\d+)/_desktopdash-start/\S+")
    assert "listens on 127.0.0.1 and not on 0.0.0.0" in program.text
    places = {
        connection.laddr.ip
        for connection in psutil.Process(program.process.pid).net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    }
    assert places == {"127.0.0.1"}
    page = browser.new_page()
    page.goto(found[0])
    page.locator("#in").wait_for()
    page.close()
