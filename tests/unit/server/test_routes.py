import io
import logging
import re
import tracemalloc

import flask
import pytest

from desktopdash import Dash, Input, Output, ctx, dcc, get_app, html, no_update
from desktopdash.errors import PreventUpdate
from desktopdash.server import handlers

from ..apps import client_of, log_of, make_app, request

UPDATE = "/_dash-update-component"


@pytest.fixture
def app():
    return make_app()


@pytest.fixture
def client(app):
    return client_of(app)


def add(app, function, name="x"):
    app.callback(Output("o", name), Input("i", "value"))(function)


def ask(app, name="x", value=2):
    outputs = {"id": "o", "property": name}
    return client_of(app).post(UPDATE, json=request(value, output=f"o.{name}", outputs=outputs))


def test_layout(client):
    answer = client.get("/_dash-layout")
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert answer.json["type"] == "Div"
    assert answer.json["props"]["children"][1] == {
        "props": {"children": None, "id": "o"},
        "type": "Div",
        "namespace": "dash_html_components",
    }


def test_dependencies(client):
    assert [entry["output"] for entry in client.get("/_dash-dependencies").json] == ["o.children"]


def test_update(client):
    answer = client.post(UPDATE, json=request(21))
    assert (answer.status_code, answer.data) == (200, b'{"multi":true,"response":{"o":{"children":42}}}')


def prevent(value):
    raise PreventUpdate


@pytest.mark.parametrize("function", [lambda value: no_update, prevent])
def test_no_update_is_an_empty_answer(app, function):
    add(app, function)
    answer = ask(app)
    assert (answer.status_code, answer.data) == (204, b"")


def test_reload_hash(client):
    assert client.get("/_reload-hash").json == {
        "files": [],
        "hard": False,
        "packages": ["desktopdash", "plotly"],
        "reloadHash": None,
    }


def test_the_page_answers_every_other_path(client):
    page = client.get("/").text
    assert client.get("/some/where.html?x=1").text == page
    assert "react-entry-point" in page


def test_favicon(client):
    answer = client.get("/_favicon.ico")
    assert answer.mimetype == "image/x-icon"
    assert answer.data.startswith(b"\x00\x00\x01\x00")


def test_health_endpoint():
    client = client_of(make_app(health_endpoint="health"))
    assert client.get("/health").data == b"OK"


def test_prefixes_are_honoured():
    app = make_app(requests_pathname_prefix="/proxy/app/", routes_pathname_prefix="/app/")
    client = client_of(app)
    assert client.get("/app/_dash-layout").status_code == 200
    assert client.post("/app" + UPDATE, json=request()).status_code == 200
    assert client.get("/").status_code == 404
    assert '"requests_pathname_prefix":"/proxy/app/"' in client.get("/app/").text
    assert "/proxy/app/_dash-component-suites/desktopdash/renderer" in client.get("/app/x").text


def test_two_apps_on_one_server():
    server = flask.Flask("both")
    one, two = (
        make_app(server=server, url_base_pathname="/a/"),
        make_app(server=server, url_base_pathname="/b/"),
    )
    add(two, lambda value: get_app().config.url_base_pathname)
    client = client_of(one)
    assert len(client.get("/a/_dash-dependencies").json) == 1
    assert len(client.get("/b/_dash-dependencies").json) == 2
    assert one.server is two.server is server
    outputs = {"id": "o", "property": "x"}
    answer = client.post("/b" + UPDATE, json=request(output="o.x", outputs=outputs))
    assert answer.json["response"]["o"]["x"] == "/b/"


def test_the_users_own_routes_come_first(app):
    app.server.add_url_rule("/mine", "mine", lambda: "mine")
    assert client_of(app).get("/mine").text == "mine"


MALFORMED = {
    "not JSON": ({"data": b"{", "content_type": "application/json"}, 400, "not_json"),
    "empty": ({"data": b"", "content_type": "application/json"}, 400, "not_json"),
    "a form": ({"data": {"a": "b"}}, 415, "not_json"),
    "text": ({"data": b"{}", "content_type": "text/plain"}, 415, "not_json"),
    "a list": ({"json": []}, 400, "malformed"),
    "unknown output": ({"json": request(output="q.q")}, 404, "unknown_callback"),
    "no inputs": ({"json": request(inputs=[])}, 400, "wrong_inputs"),
    "wrong type": ({"json": request(inputs=3)}, 400, "malformed"),
    "nested deep": ({"data": b"[" * 100_000, "content_type": "application/json"}, 400, "not_json"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_requests_get_a_reason(client, name):
    sent, status, kind = MALFORMED[name]
    answer = client.post(UPDATE, **sent)
    assert (answer.status_code, answer.json["error"]["type"]) == (status, kind)
    assert answer.json["error"]["message"]
    assert "Traceback" not in answer.text


def test_a_short_body_takes_little_memory(client):
    client.post(UPDATE, json=request())
    tracemalloc.start()
    try:
        assert client.post(UPDATE, json=request()).status_code == 200
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("stated", [True, False])
def test_huge_bodies_are_refused(client, monkeypatch, stated):
    monkeypatch.setattr(handlers, "MOST_BODY_BYTES", 100)
    sent = {"data": b" " * 200, "content_type": "application/json"}
    if not stated:  # as a WSGI server hands on a chunked body
        sent = {"input_stream": io.BytesIO(b" " * 200), "content_type": "application/json"}
        sent["environ_overrides"] = {"wsgi.input_terminated": True}
    answer = client.post(UPDATE, **sent)
    assert (answer.status_code, answer.json["error"]["type"]) == (413, "too_large")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", UPDATE),
        ("PUT", UPDATE),
        ("DELETE", UPDATE),
        ("POST", "/_dash-layout"),
        ("POST", "/_dash-dependencies"),
        ("PUT", "/_reload-hash"),
    ],
)
def test_wrong_methods_are_refused(client, method, path):
    answer = client.open(path, method=method)
    assert (answer.status_code, answer.json["error"]["type"]) == (405, "wrong_method")
    assert answer.headers["Allow"] in ("GET", "POST")


def boom(value):
    raise ValueError("too bad")


def test_a_callback_that_raises_is_told_in_the_answer_and_once_in_the_log(app):
    add(app, boom)
    with log_of(app) as lines:
        answer = ask(app)
    assert answer.status_code == 500
    error = answer.json["error"]
    assert (error["type"], error["message"]) == ("ValueError", "too bad")
    assert error["callback"].startswith("boom (")
    assert "traceback" not in error
    assert len(lines) == 1
    assert "Traceback" in lines[0]
    assert "too bad" in lines[0]


def test_debug_adds_the_traceback(app):
    add(app, boom)
    app.enable_dev_tools(debug=True)
    with log_of(app):
        trace = ask(app).json["error"]["traceback"]
    assert "in boom" in trace
    assert "dispatch.py" not in trace


def test_a_wrong_return_value_is_told_without_a_traceback(app):
    add(app, lambda value: object())
    with log_of(app) as lines:
        error = ask(app).json["error"]
    assert error["type"] == "InvalidCallbackReturnValue"
    assert "`o.x`" in error["message"]
    assert len(lines) == 1
    assert "Traceback" not in lines[0]


def test_an_http_error_of_a_callback_is_answered_as_it_is(app):
    add(app, lambda value: flask.abort(401))
    assert ask(app).status_code == 401


def test_cookies_headers_and_timings_of_a_callback_arrive(app):
    def function(value):
        ctx.response.set_cookie("seen", ctx.cookies.get("who", "nobody"))
        ctx.response.headers["X-Path"] = ctx.path
        ctx.record_timing("load", 0.25, "loading")
        return flask.request.method

    add(app, function)
    answer = ask(app)
    assert answer.json["response"]["o"]["x"] == "POST"
    assert answer.headers["Set-Cookie"].startswith("seen=nobody")
    assert answer.headers["X-Path"] == UPDATE
    assert answer.headers["Server-Timing"] == 'load;dur=250;desc="loading"'


def test_an_empty_answer_carries_cookies(app):
    def function(value):
        ctx.response.set_cookie("a", "b")
        return no_update

    add(app, function)
    answer = ask(app)
    assert answer.status_code == 204
    assert "a=b" in answer.headers["Set-Cookie"]


def broken_apps():
    no_layout = Dash("unit.apps", add_log_handler=False)
    twice = Dash("unit.apps", add_log_handler=False)
    twice.layout = html.Div([html.Div(id="a"), html.P(id="a")])
    raising = Dash("unit.apps", add_log_handler=False)
    raising.layout = lambda: 1 / 0
    none = Dash("unit.apps", add_log_handler=False)
    none.layout = lambda: None
    duplicate = make_app()
    add(duplicate, boom, "children")
    unsendable = Dash("unit.apps", add_log_handler=False)
    unsendable.layout = html.Div(title=object())
    return {
        "no layout": (no_layout, "app.layout is not set"),
        "an id twice": (twice, "the id `a` stands twice"),
        "a layout that raises": (raising, "division by zero"),
        "a layout function that returns nothing": (none, "the layout function returned None"),
        "an output twice": (duplicate, "written by more than one callback"),
        "a layout that is not JSON": (unsendable, "`Div.title`"),
    }


@pytest.mark.parametrize("name", broken_apps())
def test_an_app_that_cannot_be_served_says_why(name):
    app, message = broken_apps()[name]
    client = client_of(app)
    with log_of(app) as lines:
        answers = [client.get("/_dash-layout"), client.get("/_dash-layout")]
    assert [answer.status_code for answer in answers] == [500, 500]
    assert message in answers[0].json["error"]["message"]
    assert len(lines) == 1


def test_the_page_of_an_app_that_cannot_be_served_says_why():
    app = broken_apps()["an id twice"][0]
    with log_of(app):
        answer = client_of(app).get("/")
    assert answer.status_code == 500
    assert "the id `a` stands twice" in answer.text


def test_any_wsgi_server_can_run_it(app):
    started = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/_dash-dependencies",
        "SERVER_NAME": "x",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": None,
    }
    body = b"".join(app(environ, lambda status, headers: started.append(status)))
    assert started == ["200 OK"]
    assert b"o.children" in body


def test_what_callbacks_take_is_logged_for_those_who_ask(caplog) -> None:
    app = Dash()
    app.layout = html.Div([dcc.Input(id="i"), html.Div(id="o")])
    app.callback(Output("o", "children"), Input("i", "value"))(lambda value: value)
    body = {
        "output": "o.children",
        "outputs": {"id": "o", "property": "children"},
        "inputs": [{"id": "i", "property": "value", "value": "x"}],
        "changedPropIds": [],
    }
    with caplog.at_level(logging.DEBUG, "desktopdash.callbacks"):
        assert app.server.test_client().post("/_dash-update-component", json=body).status_code == 200
    assert re.fullmatch(r"callback o\.children answered in \d+\.\d ms", caplog.messages[-1])
