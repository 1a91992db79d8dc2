"""What stands in a page so that it need not ask: the same that it would be answered, and only where nobody else has a say."""

import json
import re
import threading

import plotly.graph_objects as go
import pytest

from desktopdash import dcc, html
from desktopdash.app import given as module
from desktopdash.app.given import MOST_BYTES
from desktopdash.errors import StorageError
from desktopdash.protocol.codec import encode
from desktopdash.server.push import MOST_STREAMS

from ..apps import client_of, log_of, make_app


def given_in(app, text=None):
    """What stands in an app's page; {} for nothing."""
    text = app.index() if text is None else text
    found = re.search(r'<script id="_desktopdash-given" type="application/json">(.*?)</script>', text, re.DOTALL)
    return json.loads(found[1]) if found else {}


def asked_in(text):
    return json.loads(re.search(r"new Map\((\[.*?\])\.map\(ask\)\)", text)[1])


def test_it_is_what_the_routes_answer():
    app = make_app()
    client = client_of(app)
    text = client.get("/").text
    answers = given_in(app, text)["answers"]
    assert answers == {route: client.get(f"/{route}").json for route in ("_dash-layout", "_dash-dependencies")}
    assert asked_in(text) == []


def test_no_value_ends_the_element():
    app = make_app()
    values = ["</script><script>alert(1)</script>", "<!-- <script>", "&lt;", "\u2028ü"]
    app.layout = html.Div([html.P(value) for value in values])
    layout = given_in(app)["answers"]["_dash-layout"]
    assert [part["props"]["children"] for part in layout["props"]["children"]] == values


def test_what_a_function_returns_is_asked_for():
    app = make_app()
    app.layout = lambda: pytest.fail("called for the page")
    assert list(given_in(app)["answers"]) == ["_dash-dependencies"]
    assert asked_in(app.index()) == ["_dash-layout"]


LONG = {
    "components": lambda: html.Div([html.P(i) for i in range(4000)]),
    "rows": lambda: dcc.Store(id="i", data=[{"a": i} for i in range(4000)]),
    "text": lambda: html.P("x" * MOST_BYTES),
    "figure": lambda: dcc.Graph(figure=go.Figure(go.Scatter(y=list(range(MOST_BYTES))))),
}


@pytest.mark.parametrize("kind", LONG)
def test_a_long_layout_is_asked_for_and_looked_at_once(kind, monkeypatch):
    app = make_app(suppress_callback_exceptions=True)
    app.layout = LONG[kind]()
    encoded = []
    monkeypatch.setattr(module, "encode", lambda value: encoded.append(value) or encode(value))
    for _ in range(2):
        assert "_dash-layout" not in given_in(app)["answers"]
        assert asked_in(app.index()) == ["_dash-layout"]
    assert encoded.count(app.layout) <= 1
    app.layout = html.Div("short")
    assert "_dash-layout" in given_in(app)["answers"]


def test_a_layout_that_is_no_json_is_left_to_its_route():
    app = make_app()
    app.layout = html.Div(threading.Lock())
    with log_of(app) as lines:
        text = client_of(app).get("/").text
        assert asked_in(text) == ["_dash-layout"]
        assert lines == []
        assert client_of(app).get("/_dash-layout").status_code == 500
    assert len(lines) == 1


def add_before(app):
    app.server.before_request(lambda: None)


def add_after(app):
    app.server.after_request(lambda response: response)


def wrap(app):
    app.server.wsgi_app = app.server.wsgi_app.__get__(app.server)


@pytest.mark.parametrize("act", [add_before, add_after, wrap])
def test_nothing_is_given_past_code_that_sees_requests(act):
    app = make_app()
    act(app)
    text = app.index()
    assert given_in(app, text) == {}
    assert asked_in(text) == ["_dash-layout", "_dash-dependencies"]


def test_nothing_is_given_before_a_hook_that_comes_before_the_layout():
    assert given_in(make_app(hooks={"layout_pre": "() => undefined"})) == {}


def test_a_page_that_is_told_things_has_its_name_from_the_server():
    app = make_app()
    assert given_in(app)["page"] is None
    app.enable_push()
    text = app.index()
    page = given_in(app, text)["page"]
    assert app.streams.find(page) is not None, "what is told from now on is not lost"
    assert f'? own : "{page}" ?? own' in text
    assert given_in(app)["page"] != page


def test_without_room_for_its_stream_a_page_asks():
    app = make_app()
    app.enable_push()
    listening = [app.streams.open(f"{i:020}").listen() for i in range(MOST_STREAMS)]
    for one in listening:
        next(one)
    text = app.index()
    assert given_in(app, text) == {}
    assert asked_in(text) == ["_dash-layout", "_dash-dependencies"]


class Profile:
    """One that holds a text, or cannot be read."""

    notices = ()

    def __init__(self, texts):
        self.storage = self
        self._texts = texts

    def length(self):
        return sum(map(len, self.read_all().values()))

    def read_all(self):
        if self._texts is None:
            raise StorageError("the disk is gone")
        return self._texts


@pytest.mark.parametrize(
    ("texts", "is_given"), [({"a": "</script>"}, True), ({"a": "x" * MOST_BYTES}, False), (None, False)]
)
def test_what_the_profile_keeps_is_given_where_it_is_short_and_can_be_read(texts, is_given):
    app = make_app()
    app.enable_profile(Profile(texts))
    text = app.index()
    assert given_in(app, text)["answers"].get("_desktopdash-storage") == (texts if is_given else None)
    assert asked_in(text) == ([] if is_given else ["_desktopdash-storage"])


def test_a_page_that_asks_for_nothing_ahead_has_no_stream_before_its_time():
    app = make_app(hooks={"layout_pre": "() => undefined"})
    app.enable_push()
    app.index()
    assert app.streams._streams == {}
