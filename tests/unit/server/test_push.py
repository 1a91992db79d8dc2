"""Streams of events, and answers that come later."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import pytest
from flask import g, request
from werkzeug.test import Client

from desktopdash import Dash, Input, Output, Patch, ctx, html, set_props
from desktopdash.errors import MissingCallbackContextException
from desktopdash.server.push import MOST_STREAMS, Stream, Streams

PAGE = "0123456789abcdef-page"


def test_events_are_numbered_and_resumed_after_the_last_one_seen() -> None:
    stream = Stream()
    for name in "abc":
        stream.send("answer", name)
    listening = stream.listen()
    name = stream.name.encode()
    assert next(listening) == b"retry: 500\nevent: hello\ndata: %b\n\n" % name
    assert next(listening) == b"".join(
        b"id: %b.%d\nevent: answer\ndata: %s\n\n" % (name, number, text)
        for number, text in ((1, b"a"), (2, b"b"), (3, b"c"))
    )
    listening.close()
    resumed = stream.listen(f"{stream.name}.2")
    next(resumed)
    assert next(resumed) == b"id: %b.3\nevent: answer\ndata: c\n\n" % name


@pytest.mark.parametrize("seen", ["another.2", "2", "", "nonsense", "x.y"])
def test_who_knows_another_stream_hears_this_one_from_its_beginning(seen: str) -> None:
    stream = Stream()
    stream.send("answer", "a")
    listening = stream.listen(seen)
    next(listening)
    assert next(listening).endswith(b".1\nevent: answer\ndata: a\n\n")


def test_a_listener_wakes_up_for_an_event_and_ends_at_the_close() -> None:
    stream = Stream()
    listening = stream.listen()
    next(listening)
    threading.Thread(target=stream.send, args=("answer", "late")).start()
    assert b"late" in next(listening)
    stream.close()
    assert list(listening) == []


def test_a_newer_listener_takes_over() -> None:
    stream = Stream()
    older, newer = stream.listen(), stream.listen()
    next(older)
    next(newer)
    assert list(older) == []
    assert stream.is_listened()


def listened(streams: Streams, page: str) -> Iterator[bytes]:
    stream = streams.open(page)
    assert stream is not None
    listening = stream.listen()
    next(listening)
    return listening


def test_there_is_an_end_to_streams() -> None:
    streams = Streams()
    listening = [listened(streams, f"{i:020}") for i in range(MOST_STREAMS)]
    assert streams.open("x" * 20) is None
    assert streams.open(f"{0:020}") is not None
    listening[3].close()
    assert streams.open("x" * 20) is not None, "one that nobody listens to makes room"
    assert streams.find(f"{3:020}") is None
    streams.close()


def test_a_broadcast_reaches_a_page_that_is_about_to_listen_again_however_many_there_are() -> None:
    streams = Streams()
    listening = [listened(streams, f"{i:020}") for i in range(MOST_STREAMS)]
    listening[5].close()
    streams.broadcast("props", "{}")
    assert b"event: props" in next(listened(streams, f"{5:020}"))


def test_a_page_that_leaves_frees_its_stream_and_its_listener(app: Dash) -> None:
    listening = listened(app.streams, PAGE)
    leave = app.server.test_client().post(f"/_desktopdash-leave/{PAGE}")
    assert leave.status_code == 204
    assert list(listening) == []
    assert app.streams.find(PAGE) is None
    assert app.server.test_client().post("/_desktopdash-leave/nobody").status_code == 204


def test_a_broadcast_reaches_every_page_and_also_one_that_listens_a_little_later() -> None:
    streams = Streams()
    first = listened(streams, "a" * 20)
    streams.open("b" * 20)
    streams.broadcast("props", "{}")
    assert b"event: props" in next(first)
    assert b"event: props" in next(listened(streams, "b" * 20))


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
    listening = listened(app.streams, PAGE)
    promise = ask(app, value)
    assert promise.status_code == 202
    return promise.json["later"], listening


def told(listening: Iterator[bytes]) -> dict[str, object]:
    kind, data = next(listening).decode().strip().splitlines()[1:]
    assert kind == "event: answer"
    return json.loads(data.removeprefix("data: "))


def test_what_a_callback_sets_is_told_at_once_and_its_answer_follows(app: Dash, gate: threading.Event) -> None:
    told_all = threading.Event()

    @app.callback(Output("o", "title"), Input("b", "title"))
    def set_some(_):
        for number in range(3):
            set_props("o", {"children": number})
        told_all.set()
        return "quick"

    listening = listened(app.streams, PAGE)
    body = {
        "output": "o.title",
        "outputs": {"id": "o", "property": "title"},
        "inputs": [{"id": "b", "property": "title"}],
        "changedPropIds": [],
    }
    headers = {"X-Desktopdash-Page": PAGE, "X-Desktopdash-Run": "17"}
    promise = app.server.test_client().post("/_dash-update-component", json=body, headers=headers)
    assert told_all.is_set()
    assert promise.status_code == 202, "quick as it is, it comes behind what it has set"
    events = []
    while not events or events[-1][0] != "answer":
        for part in next(listening).decode().strip().split("\n\n"):
            _, kind, data = part.splitlines()
            events.append((kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    assert [told for kind, told in events[:-1]] == [{"run": 17, "props": {"o": {"children": n}}} for n in range(3)]
    assert events[-1][1]["name"] == promise.json["later"]
    assert json.loads(events[-1][1]["body"])["response"] == {"o": {"title": "quick"}}


def test_set_props_outside_a_callback_reaches_every_page(app: Dash) -> None:
    app.enable_push()
    pages = [listened(app.streams, name * 20) for name in "ab"]
    set_props("o", {"children": "from a timer"})
    app.set_props({"k": 1}, {"children": Patch()})
    for page in pages:
        assert json.loads(next(page).decode().splitlines()[2].removeprefix("data: ")) == {
            "run": None,
            "props": {"o": {"children": "from a timer"}},
        }


def test_set_props_outside_a_callback_needs_a_server_with_streams(app: Dash) -> None:
    set_props("o", {"children": "before anybody has asked for the app"})
    app.server.test_client().get("/_dash-layout")
    with pytest.raises(MissingCallbackContextException, match="desktopdash serve"):
        set_props("o", {"children": 1})


@pytest.mark.parametrize("is_early", [True, False])
def test_a_page_hears_what_is_told_after_it_was_given_its_layout(app: Dash, is_early: bool) -> None:
    app.enable_push()
    assert is_early or app.server is not None
    get = Client(app).get("/_dash-layout", headers={"X-Desktopdash-Page": PAGE})
    assert get.status_code == 200
    set_props("o", {"children": "in between"})
    assert "in between" in next(listened(app.streams, PAGE)).decode()


@pytest.mark.parametrize("run", ["", "x", "-1", "1e3", "9" * 30, "²"])
def test_a_run_that_is_none_is_left_out(app: Dash, run: str) -> None:
    @app.callback(Output("o", "title"), Input("b", "title"))
    def set_one(_):
        set_props("o", {"children": 1})

    listening = listened(app.streams, PAGE)
    body = {
        "output": "o.title",
        "outputs": {"id": "o", "property": "title"},
        "inputs": [{"id": "b", "property": "title"}],
    }
    headers = {"X-Desktopdash-Page": PAGE, "X-Desktopdash-Run": run.encode().decode("latin-1")}
    app.server.test_client().post("/_dash-update-component", json={**body, "changedPropIds": []}, headers=headers)
    assert b'"run":null' in next(listening)


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
