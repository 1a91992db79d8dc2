"""Streams of events, and answers that come later."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import pytest
from flask import g, request

from desktopdash import Dash, Input, Output, ctx, html
from desktopdash.server.push import MOST_STREAMS, Stream, Streams

PAGE = "0123456789abcdef-page"


def test_events_are_numbered_and_resumed_after_the_last_one_seen() -> None:
    stream = Stream()
    for name in "abc":
        stream.send("answer", name)
    listening = stream.listen(0, "boot")
    assert next(listening) == b"retry: 500\nevent: hello\ndata: boot\n\n"
    assert next(listening) == b"".join(
        b"id: %d\nevent: answer\ndata: %s\n\n" % (number, text) for number, text in ((1, b"a"), (2, b"b"), (3, b"c"))
    )
    listening.close()
    resumed = stream.listen(2, "boot")
    next(resumed)
    assert next(resumed) == b"id: 3\nevent: answer\ndata: c\n\n"


def test_a_listener_wakes_up_for_an_event_and_ends_at_the_close() -> None:
    stream = Stream()
    listening = stream.listen(0, "boot")
    next(listening)
    threading.Thread(target=stream.send, args=("answer", "late")).start()
    assert b"late" in next(listening)
    stream.close()
    assert list(listening) == []


def test_a_newer_listener_takes_over() -> None:
    stream = Stream()
    older, newer = stream.listen(0, "boot"), stream.listen(0, "boot")
    next(older)
    next(newer)
    assert list(older) == []
    assert stream.is_listened()


def test_there_is_an_end_to_streams() -> None:
    streams = Streams()
    assert all(streams.open(f"{i:020}") for i in range(MOST_STREAMS))
    assert streams.open("x" * 20) is None
    assert streams.open(f"{0:020}") is not None
    streams.close()
    assert Streams().boot != streams.boot


@pytest.fixture
def gate() -> threading.Event:
    return threading.Event()


@pytest.fixture
def app(gate: threading.Event) -> Dash:
    app = Dash(__name__)
    app.layout = html.Div([html.Button(id="b"), html.Div(id="o")])

    @app.callback(Output("o", "children"), Input("b", "n_clicks"))
    def show(n):
        if n != "quick":
            assert gate.wait(10)
        if n == "fails":
            raise ValueError("in its thread")
        if n == "cookie":
            ctx.response.set_cookie("seen", "yes")
        return n * 20_000 if n == "long" else n

    return app


def ask(app: Dash, value: str, page: str | None = PAGE):
    body = {
        "output": "o.children",
        "outputs": {"id": "o", "property": "children"},
        "inputs": [{"id": "b", "property": "n_clicks", "value": value}],
        "changedPropIds": ["b.n_clicks"],
    }
    headers = {"X-Desktopdash-Page": page} if page else {}
    return app.server.test_client().post("/_dash-update-component", json=body, headers=headers)


def fetch(app: Dash, name: str, page: str = PAGE):
    return app.server.test_client().get(f"/_desktopdash-answer/{page}/{name}")


def test_a_quick_callback_answers_at_once(app: Dash) -> None:
    app.streams.open(PAGE)
    answer = ask(app, "quick")
    assert (answer.status_code, answer.json["response"]) == (200, {"o": {"children": "quick"}})


def begin(app: Dash, value: str) -> tuple[str, Iterator[bytes]]:
    """Ask for what takes its time; returns the promised name, and the page's stream."""
    listening = app.streams.open(PAGE).listen(0, "boot")
    next(listening)
    promise = ask(app, value)
    assert promise.status_code == 202
    return promise.json["later"], listening


def told(listening: Iterator[bytes]) -> dict[str, object]:
    kind, data = next(listening).decode().strip().splitlines()[1:]
    assert kind == "event: answer"
    return json.loads(data.removeprefix("data: "))


def test_a_slow_one_answers_by_the_stream(app: Dash, gate: threading.Event) -> None:
    name, listening = begin(app, "slow")
    gate.set()
    answer = told(listening)
    assert (answer["name"], answer["status"]) == (name, 200)
    assert json.loads(answer["body"])["response"] == {"o": {"children": "slow"}}
    assert fetch(app, name).status_code == 404


def test_a_failure_in_its_thread_is_an_answer_like_any_other(app: Dash, gate: threading.Event) -> None:
    _, listening = begin(app, "fails")
    gate.set()
    answer = told(listening)
    assert (answer["status"], json.loads(answer["body"])["error"]["type"]) == (500, "ValueError")


@pytest.mark.parametrize("value", ["cookie", "long"])
def test_what_a_stream_cannot_carry_is_fetched_once_and_by_its_page(
    app: Dash, gate: threading.Event, value: str
) -> None:
    name, listening = begin(app, value)
    assert fetch(app, name).status_code == 404
    gate.set()
    assert told(listening) == {"name": name}
    assert fetch(app, name, "another-page-0123456").status_code == 404
    answer = fetch(app, name)
    assert answer.json["response"]["o"]["children"].startswith(value)
    assert ("Set-Cookie" in answer.headers) is (value == "cookie")
    assert fetch(app, name).status_code == 404


@pytest.mark.parametrize("page", [None, "short", "no such stream-0123456", "../../../etc/passwd"])
def test_without_a_stream_the_request_waits(app: Dash, gate: threading.Event, page: str | None) -> None:
    gate.set()
    assert ask(app, "slow", page).status_code == 200


def test_an_id_that_is_none_gets_no_stream(app: Dash) -> None:
    answer = app.server.test_client().get("/_desktopdash-push/short")
    assert answer.status_code == 503
    assert json.loads(answer.data)["error"]["type"] == "no_stream"


def test_a_callback_in_its_thread_has_the_requests_g_and_is_torn_down_after_it(
    app: Dash, gate: threading.Event
) -> None:
    seen: list[object] = []
    torn_down = threading.Event()

    @app.server.before_request
    def remember() -> None:
        g.user = "someone"

    @app.server.teardown_appcontext
    def tear_down(_: object) -> None:
        if threading.current_thread().name == "callback":
            seen.append("torn down")
            torn_down.set()

    @app.callback(Output("o", "title"), Input("b", "title"))
    def who(_):
        assert gate.wait(10)
        seen.extend([g.user, request.path])

    app.streams.open(PAGE)
    body = {
        "output": "o.title",
        "outputs": {"id": "o", "property": "title"},
        "inputs": [{"id": "b", "property": "title"}],
        "changedPropIds": [],
    }
    client = app.server.test_client()
    promise = client.post("/_dash-update-component", json=body, headers={"X-Desktopdash-Page": PAGE})
    assert promise.status_code == 202
    assert seen == []
    gate.set()
    assert torn_down.wait(10)
    assert seen == ["someone", "/_dash-update-component", "torn down"]
