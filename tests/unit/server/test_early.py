"""Answers before Flask is loaded: the same as with Flask, and only where nobody can tell the difference."""

import subprocess
import sys
import threading

import pytest

from desktopdash import Dash, html
from desktopdash.app import serving

from ..apps import client_of, log_of, make_app


def ask(app, path, method="GET", query="", **more):
    """Send a request to the app itself, as a WSGI server does; return (status, headers, body)."""
    started = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "x",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": None,
        **more,
    }
    parts = app(environ, lambda status, headers, exc_info=None: started.append((status, dict(headers))))
    body = b"".join(parts)
    close = getattr(parts, "close", None)
    if close is not None:
        close()
    return (*started[0], body)


@pytest.fixture(autouse=True)
def no_thread(monkeypatch):
    """Flask is not loaded in the background, so that what was early stays visible."""
    monkeypatch.setattr(Dash, "load_server_soon", lambda self: None)


def is_early(app):
    return app._server is None


EARLY = ["/", "/_dash-layout", "/_dash-dependencies"]


@pytest.mark.parametrize("path", EARLY)
def test_early_answers_are_those_of_flask(path):
    app, other = make_app(), make_app()
    status, headers, body = ask(app, path)
    assert is_early(app)
    late = client_of(other).get(path)
    assert (status, headers["Content-Type"], body) == (late.status, late.headers["Content-Type"], late.data)


def test_scripts_with_a_fingerprint_are_early():
    app = make_app()
    url = "/_dash-component-suites/plotly/plotly.v0m1.min.js"
    status, headers, body = ask(app, url)
    assert is_early(app)
    assert (status, headers["Content-Type"]) == ("200 OK", "text/javascript; charset=utf-8")
    late = client_of(make_app()).get(url)
    assert (headers["Content-Type"], headers["Cache-Control"], body) == (
        late.headers["Content-Type"],
        late.headers["Cache-Control"],
        late.data,
    )


@pytest.fixture
def assets(tmp_path):
    """A folder with what pages load, and with what they do not."""
    (tmp_path / "sub").mkdir()
    for name in ("a.css", "sub/b.js", "c.mjs", "d.png", "e.txt", "ignored.js"):
        (tmp_path / name).write_bytes(f"/* {name} */".encode())
    (tmp_path.parent / "outside.js").write_text("outside")
    return {"assets_folder": str(tmp_path), "assets_ignore": "ignored"}


@pytest.mark.parametrize("name", ["a.css", "sub/b.js", "c.mjs"])
def test_scripts_and_style_sheets_of_the_app_are_early(assets, name):
    app = make_app(**assets)
    status, headers, body = ask(app, f"/assets/{name}", query="m=1.5")
    assert is_early(app)
    late = client_of(make_app(**assets)).get(f"/assets/{name}")
    assert (status, headers["Content-Type"], headers["Cache-Control"], body) == (
        late.status,
        late.headers["Content-Type"],
        late.headers["Cache-Control"],
        late.data,
    )


@pytest.mark.parametrize("name", ["d.png", "e.txt", "ignored.js", "gone.js", "../outside.js", "sub/../a.css", "/a.css"])
def test_other_files_of_the_app_are_flasks(assets, name):
    app = make_app(**assets)
    ask(app, f"/assets/{name}")
    assert not is_early(app)


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/_dash-update-component", "POST"),
        ("/_dash-layout", "POST"),
        ("/", "HEAD"),
        ("/some/path", "GET"),
        ("/assets/a.css", "GET"),
        ("/_dash-component-suites/plotly/plotly.min.js", "GET"),
        ("/_dash-component-suites/os/x.v1m1.js", "GET"),
        ("/_favicon.ico", "GET"),
    ],
)
def test_the_rest_is_flasks(path, method):
    app = make_app()
    ask(app, path, method)
    assert not is_early(app)


def test_a_page_has_its_layout_while_the_server_is_being_made(monkeypatch):
    begun, gate = threading.Event(), threading.Event()
    app = make_app()
    app.prepare()
    app.enable_push()
    make = serving.server_arm.make_server

    def make_slowly(name):
        begun.set()
        assert gate.wait(10)
        return make(name)

    monkeypatch.setattr(serving.server_arm, "make_server", make_slowly)
    making = threading.Thread(target=lambda: app.server)
    making.start()
    try:
        assert begun.wait(10)
        answers = [ask(app, path, HTTP_X_DESKTOPDASH_PAGE="p" * 22)[0] for path in EARLY]
    finally:
        gate.set()
        making.join(10)
    assert answers == ["200 OK"] * 3


def test_a_prefix_is_honoured():
    app = make_app(url_base_pathname="/u/")
    assert ask(app, "/u/_dash-dependencies")[0] == "200 OK"
    assert is_early(app)
    assert ask(app, "/")[0] == "404 NOT FOUND"


def test_code_of_the_users_runs_under_flask():
    class Own(Dash):
        def interpolate_index(self, **parts):
            return super().interpolate_index(**parts)

    page = Own("unit.apps")
    page.layout = html.Div()
    layout = make_app()
    layout.layout = lambda: html.Div()
    assert ask(page, "/")[0] == ask(layout, "/_dash-layout")[0] == "200 OK"
    assert not is_early(page)
    assert not is_early(layout)


def test_an_app_whose_server_was_asked_for_has_no_early_answers():
    app = make_app()
    app.server.before_request(lambda: "mine")
    assert ask(app, "/")[2] == b"mine"


def test_an_app_that_cannot_be_served_is_told_by_flask():
    app = Dash("unit.apps", add_log_handler=False)
    with log_of(app) as lines:
        status, _, body = ask(app, "/")
    assert status.startswith("500")
    assert b"app.layout is not set" in body
    assert len(lines) == 1


def test_flask_is_loaded_in_the_background(monkeypatch):
    monkeypatch.undo()
    app = make_app()
    ask(app, "/")
    loader = app._loader
    assert isinstance(loader, threading.Thread)
    loader.join(10)
    assert app._server is not None


def test_the_first_page_needs_no_flask():
    code = (
        "import sys; from desktopdash import Dash, html; app = Dash('x'); app.layout = html.Div(); "
        "app.load_server_soon = lambda: None; "
        "app({'REQUEST_METHOD': 'GET', 'PATH_INFO': '/'}, lambda status, headers: print(status)); "
        "print('flask' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "200 OK\nFalse\n"
