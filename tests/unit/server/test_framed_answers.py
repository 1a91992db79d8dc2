"""Who is answered with a frame: a page that reads them, where a figure has large arrays. All others get Dash's JSON."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import pytest

from desktopdash import Dash, Input, Output, ctx, set_props
from desktopdash.protocol.codec import encode
from desktopdash.protocol.frame import FRAME_TYPE

from ..apps import client_of, make_app, request

np = pytest.importorskip("numpy")
go = pytest.importorskip("plotly.graph_objects")

UPDATE = "/_dash-update-component"
PAGE = "0123456789abcdef-page"
READS_FRAMES = {"Accept": f"{FRAME_TYPE}, application/json, */*;q=0.5"}
FIGURE = go.Figure(go.Scatter(y=np.arange(20_000) / 7))


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    gate = threading.Event()
    yield gate
    gate.set()


@pytest.fixture
def app(gate: threading.Event) -> Dash:
    app = make_app()

    @app.callback(Output("o", "title"), Input("i", "value"))
    def answer(value):
        if value == "slow":
            gate.wait(10)
        if value == "fails":
            raise ValueError("no figure")
        if value == "sets":
            set_props("o", {"children": FIGURE})
        ctx.record_timing("made", 0.5)
        if value == "figure":
            ctx.response.set_cookie("a", "b")
        return {"small": 1, "none": None, "empty": {"a": []}}.get(value, FIGURE)

    return app


def ask(app: Dash, value: str, headers: dict[str, str]):
    body = request(value, output="o.title", outputs={"id": "o", "property": "title"})
    return client_of(app).post(UPDATE, json=body, headers=headers)


def test_a_page_that_reads_frames_gets_one(app: Dash) -> None:
    answer = ask(app, "figure", READS_FRAMES)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, FRAME_TYPE)
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Server-Timing"].startswith("made;dur=500")
    assert answer.headers["Set-Cookie"].startswith("a=b")
    assert FIGURE.data[0].y.tobytes() in answer.data
    assert b"bdata" not in answer.data


@pytest.mark.parametrize("accept", ["*/*", "application/json", "", "application/*", None])
def test_whoever_does_not_name_frames_gets_json(app: Dash, accept: str | None) -> None:
    answer = ask(app, "figure", {} if accept is None else {"Accept": accept})
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.data == encode({"multi": True, "response": {"o": {"title": FIGURE}}})


@pytest.mark.parametrize("value", ["small", "none", "empty"])
def test_an_ordinary_answer_is_the_same_for_everybody(app: Dash, value: str) -> None:
    framed, plain = ask(app, value, READS_FRAMES), ask(app, value, {})
    assert framed.headers["Content-Type"] == "application/json"
    assert framed.data == plain.data


def test_a_failure_is_json(app: Dash) -> None:
    answer = ask(app, "fails", READS_FRAMES)
    assert (answer.status_code, answer.mimetype) == (500, "application/json")
    assert answer.json["error"]["type"] == "ValueError"


def test_what_set_props_brings_in_an_answer_stays_text(app: Dash) -> None:
    answer = ask(app, "sets", READS_FRAMES)
    assert answer.mimetype == FRAME_TYPE
    assert answer.data.count(b'"bdata"') == 1
    assert FIGURE.data[0].y.tobytes() in answer.data


def test_a_frame_that_is_late_is_fetched(app: Dash, gate: threading.Event) -> None:
    listening = app.streams.open(PAGE).listen()
    next(listening)
    promise = ask(app, "slow", {**READS_FRAMES, "X-Desktopdash-Page": PAGE})
    assert promise.status_code == 202
    gate.set()
    told = json.loads(next(listening).decode().splitlines()[2].removeprefix("data: "))
    assert told == {"name": promise.json["later"]}
    answer = client_of(app).get(f"/_desktopdash-answer/{PAGE}/{told['name']}")
    assert answer.headers["Content-Type"] == FRAME_TYPE
    assert FIGURE.data[0].y.tobytes() in answer.data


def test_the_layout_is_json(app: Dash) -> None:
    assert client_of(app).get("/_dash-layout", headers=READS_FRAMES).mimetype == "application/json"
