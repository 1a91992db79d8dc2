"""Layouts whose long tables come in two parts: together they are the layout, and only pages that read parts get them."""

import json
import threading

import pytest

from desktopdash import Dash, dash_table, html
from desktopdash.errors import NotJson
from desktopdash.protocol.codec import encode
from desktopdash.protocol.parted import PARTED_TYPE
from desktopdash.server.parts import FIRST_ROWS, LEAST_ROWS, layout_body
from tests.e2e.support import wait_for

from ..apps import client_of, log_of, make_app
from .test_early import ask

PAGE = "p" * 22

ROWS = [{"a": i, "b": f"</script>\n{i}"} for i in range(LEAST_ROWS)]


def table(data=ROWS, **props):
    return dash_table.DataTable(data=data, **{"page_action": "none", **props})


def lines_of(layout):
    app = make_app()
    body, kind = layout_body(layout, f"{PARTED_TYPE}, */*", app.logger, None)
    return [json.loads(line) for line in b"".join(body).splitlines()] if kind == PARTED_TYPE else None


def joined(lines):
    """The layout of which these are the parts."""
    head, *rests = lines
    text = json.dumps(head["value"])
    for number, (one, rest) in enumerate(zip(head["lists"], rests, strict=True)):
        whole = one["first"] + rest
        assert len(whole) == one["length"]
        text = text.replace(json.dumps(f"{head['mark']}{number}"), json.dumps(whole))
    return json.loads(text)


@pytest.mark.parametrize("keys", [str, int])
def test_the_parts_are_the_layout(keys):
    data = [{keys(1): i, "b": "ü"} for i in range(LEAST_ROWS)]
    layout = html.Div([html.P("a"), table(id="t"), html.Div(table(data, id="u"))])
    lines = lines_of(layout)
    assert [len(one["first"]) for one in lines[0]["lists"]] == [FIRST_ROWS, FIRST_ROWS]
    assert joined(lines) == json.loads(encode(layout))


def test_the_mark_is_another_one_each_time():
    assert lines_of(table())[0]["mark"] != lines_of(table())[0]["mark"]


@pytest.mark.parametrize(
    ("props", "first"),
    [
        ({}, FIRST_ROWS),
        ({"page_action": "native"}, 250),
        ({"page_action": "native", "page_size": 10}, FIRST_ROWS),
        ({"page_action": "native", "page_size": 700, "page_current": 0}, 700),
        ({"page_action": "native", "page_size": 1500}, None),
        ({"page_action": "native", "page_current": 1}, None),
        ({"sort_by": []}, FIRST_ROWS),
        ({"sort_by": [{"column_id": "a", "direction": "desc"}]}, None),
        ({"filter_query": "{a} > 1"}, None),
        ({"persistence": True}, None),
        ({"data": ROWS[:-1]}, None),
        ({"data": tuple(ROWS)}, None),
        ({"data": None}, None),
    ],
)
def test_only_rows_that_come_first_in_any_case_are_sent_first(props, first):
    lines = lines_of(html.Div(table(**props)))
    assert (None if lines is None else len(lines[0]["lists"][0]["first"])) == first


@pytest.mark.parametrize("accept", ["", "*/*", "application/json"])
def test_who_does_not_ask_for_parts_gets_json(accept):
    app = make_app()
    app.layout = table()
    answer = client_of(app).get("/_dash-layout", headers={"Accept": accept})
    assert (answer.mimetype, answer.data) == ("application/json", encode(app.layout))


def test_parts_come_early_and_late_alike(monkeypatch):
    monkeypatch.setattr(Dash, "load_server_soon", lambda self: None)
    app, other = make_app(), make_app()
    app.layout = other.layout = table()
    status, headers, early = ask(app, "/_dash-layout", HTTP_ACCEPT=PARTED_TYPE)
    late = client_of(other).get("/_dash-layout", headers={"Accept": PARTED_TYPE})
    assert app._server is None
    assert (status, headers["Content-Type"], late.mimetype) == ("200 OK", PARTED_TYPE, PARTED_TYPE)
    assert "Content-Length" not in headers
    found = [joined([json.loads(line) for line in text.splitlines()]) for text in (early, late.data)]
    assert found[0] == found[1] == json.loads(encode(app.layout))


def test_a_late_row_that_is_no_json_is_told_in_its_place():
    app = make_app()
    layout = table([*ROWS, {"a": {1, 2}}])
    with log_of(app) as told:
        body, _ = layout_body(layout, PARTED_TYPE, app.logger, None)
        _, rest = [json.loads(line) for line in b"".join(body).splitlines()]
    assert rest["error"]["type"] == "NotJson"
    assert "set" in rest["error"]["message"]
    assert told == [rest["error"]["message"]]


def test_an_early_one_is_the_layouts_problem():
    with pytest.raises(NotJson, match=r"data\[0\]\.a"):
        layout_body(table([{"a": {1, 2}}, *ROWS]), PARTED_TYPE, make_app().logger, None)


@pytest.fixture
def held(monkeypatch):
    """An app with a long table, its page's stream, and the lines that have come."""
    monkeypatch.setattr("desktopdash.server.parts.DRAWING_S", 60)
    app = make_app()
    app.layout = table()
    stream = app.streams.open(PAGE)
    body, _ = layout_body(app.layout, PARTED_TYPE, app.logger, stream)
    lines = []
    thread = threading.Thread(target=lambda: lines.extend(body), daemon=True)
    thread.start()
    wait_for(lambda: lines, "the first line")
    yield app, lines, thread
    stream.close()
    thread.join(10)


def test_the_rest_waits_until_the_page_is_drawn(held):
    app, lines, thread = held
    assert len(lines) == 1
    answer = client_of(app).post(f"/_desktopdash-drawn/{PAGE}")
    assert answer.status_code == 204
    thread.join(10)
    assert joined([json.loads(line) for line in lines]) == json.loads(encode(app.layout))


def test_a_page_that_is_gone_is_not_waited_for(held):
    app, lines, thread = held
    client_of(app).post(f"/_desktopdash-leave/{PAGE}")
    thread.join(10)
    assert len(lines) == 2
    assert client_of(app).post(f"/_desktopdash-drawn/{PAGE}").status_code == 204


@pytest.mark.parametrize("ask_for", [ask, lambda app, path, **environ: client_of(app).get(path, environ_base=environ)])
def test_the_layout_is_given_the_stream_of_its_page(monkeypatch, ask_for):
    seen = []

    def give(layout, accept, logger, stream):
        seen.append(stream)
        return b"{}", "application/json"

    monkeypatch.setattr(Dash, "load_server_soon", lambda self: None)
    monkeypatch.setattr("desktopdash.server.early.layout_body", give)
    monkeypatch.setattr("desktopdash.server.handlers.layout_body", give)
    app = make_app()
    app.layout = table()
    ask_for(app, "/_dash-layout", HTTP_X_DESKTOPDASH_PAGE=PAGE)
    ask_for(app, "/_dash-layout")
    assert seen == [app.streams.find(PAGE), None]
    assert seen[0] is not None
