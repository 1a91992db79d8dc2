"""Several callbacks in one request: each is answered as if it had come alone, and none waits for another."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import request, session

from desktopdash import Dash, Input, Output, ctx, html, set_props
from desktopdash.errors import RequestError
from desktopdash.server.calls import ANSWERS_TYPE, CALLS_TYPE, MOST_PARTS, read_parts

PAGE = "p" * 22


class Gates:
    """Gates that callbacks wait at, by name."""

    def __init__(self) -> None:
        self._gates: dict[str, threading.Event] = {}
        self.reached = threading.Semaphore(0)

    def of(self, name: str) -> threading.Event:
        return self._gates.setdefault(name, threading.Event())

    def wait(self, name: str) -> None:
        self.reached.release()
        assert self.of(name).wait(10)

    def open_all(self) -> None:
        for gate in self._gates.values():
            gate.set()


@pytest.fixture
def gates() -> Iterator[Gates]:
    made = Gates()
    yield made
    made.open_all()


@pytest.fixture
def app(gates: Gates) -> Dash:
    app = Dash(__name__)
    app.layout = html.Div([html.Button(id="go"), *[html.Div(id=name) for name in "abcd"]])

    def declare(name: str) -> None:
        @app.callback(Output(name, "children"), Input("go", "n_clicks"))
        def act(what: str) -> Any:
            return ACTS.get(what, lambda *_: f"{name}: {what}")(gates, name)

    for name in "abcd":
        declare(name)
    app.server.secret_key = "secret"
    return app


@pytest.fixture
def stream(app: Dash) -> Iterator[bytes]:
    """What the page is told."""
    opened = app.streams.open(PAGE)
    assert opened is not None
    listening = opened.listen()
    next(listening)
    return listening


def fail(*_: object) -> None:
    raise ValueError("no luck")


def put_into_session(gates: Gates, name: str) -> str:
    session[name] = "kept"
    ctx.response.set_cookie(f"cookie-{name}", "baked")
    return "put"


def set_first(gates: Gates, name: str) -> str:
    set_props("d", {"title": "set"})
    return "after it"


def give_header(gates: Gates, name: str) -> str:
    ctx.response.headers["X-Own"] = name
    return "with a header"


ACTS = {
    "fail": fail,
    "path": lambda *_: (
        f"{request.path} {request.method} {request.headers['X-Desktopdash-Run']} {request.cookies['sent']}"
    ),
    "wait": lambda gates, name: gates.wait(name) or "waited",
    "session": put_into_session,
    "set": set_first,
    "header": give_header,
    "thread": lambda *_: threading.current_thread().ident,
}


def part(name: str, what: Any) -> dict[str, Any]:
    return {
        "output": f"{name}.children",
        "outputs": {"id": name, "property": "children"},
        "inputs": [{"id": "go", "property": "n_clicks", "value": what}],
        "changedPropIds": ["go.n_clicks"],
    }


def post(app: Dash, body: str | bytes, content_type: str = CALLS_TYPE, page: str = PAGE) -> Any:
    client = app.server.test_client()
    client.set_cookie("sent", "crumbs")
    headers = {"X-Desktopdash-Page": page}
    return client.post(f"/_desktopdash-calls/{page}", data=body, content_type=content_type, headers=headers)


def body_of(**whats: Any) -> str:
    head = [[run, f"{name}.children"] for run, name in enumerate(whats)]
    return "\n".join(map(json.dumps, [head, *[part(name, what) for name, what in whats.items()]]))


def read(response: Any) -> list[tuple[int, Any]]:
    """The parts' statuses and JSON."""
    assert (response.status_code, response.mimetype) == (200, ANSWERS_TYPE)
    head, bodies = response.get_data().split(b"\n", 1)
    found, at = [], 0
    for status, kind, length in json.loads(head):
        assert kind.startswith("application/json")
        found.append((status, json.loads(bodies[at : (at := at + length)])))
    assert at == len(bodies)
    return found


def ask(app: Dash, **whats: Any) -> list[Any]:
    """What the parts return, or their whole answers where they are something else."""
    return [
        answer["response"][name]["children"] if status == 200 else (status, answer)
        for name, (status, answer) in zip(whats, read(post(app, body_of(**whats))), strict=True)
    ]


def told(stream: Iterator[bytes]) -> list[tuple[str, Any]]:
    """The next events."""
    lines = next(stream).decode().splitlines()
    kinds = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
    texts = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
    return list(zip(kinds, texts, strict=True))


def test_the_answers_stand_in_the_order_of_the_parts(app: Dash, stream: Iterator[bytes]) -> None:
    assert ask(app, c="x", a="ü\n", b=1) == ["c: x", "a: ü\n", "b: 1"]


def test_each_is_a_request_of_its_own(app: Dash, stream: Iterator[bytes]) -> None:
    paths = []
    app.server.before_request(lambda: paths.append(request.path))
    one = "/_dash-update-component POST {} crumbs"
    assert ask(app, a="path", b="path") == [one.format(0), one.format(1)]
    assert paths == [f"/_desktopdash-calls/{PAGE}", *["/_dash-update-component"] * 2]


def test_one_that_fails_fails_alone(app: Dash, stream: Iterator[bytes]) -> None:
    first, (status, failed), last = ask(app, a=1, b="fail", c=2)
    assert (first, last) == ("a: 1", "c: 2")
    assert (status, failed["error"]["type"], failed["error"]["message"]) == (500, "ValueError", "no luck")


def test_what_a_hook_of_the_apps_own_raises_is_the_parts_answer(app: Dash, stream: Iterator[bytes]) -> None:
    inner = app.server.wsgi_app

    def outer(environ, start_response):
        if environ["PATH_INFO"] == "/_dash-update-component":
            raise RuntimeError("a middleware's mistake")
        return inner(environ, start_response)

    app.server.wsgi_app = outer
    assert [status for status, _ in ask(app, a=1, b=2)] == [500, 500]


def test_cookies_and_sessions_of_all_come_with_the_answer(app: Dash, stream: Iterator[bytes]) -> None:
    response = post(app, body_of(a="session", b="session", c=1))
    assert [status for status, _ in read(response)] == [200] * 3
    cookies = [value.partition("=")[0] for value in response.headers.getlist("Set-Cookie")]
    assert sorted(cookies) == ["cookie-a", "cookie-b", "session", "session"]


def test_one_that_waits_is_promised_and_holds_up_nobody(app: Dash, gates: Gates, stream: Iterator[bytes]) -> None:
    (status, promise), second, third = ask(app, a="wait", b=1, c=2)
    assert (status, second, third) == (202, "b: 1", "c: 2")
    gates.of("a").set()
    ((kind, answer),) = told(stream)
    assert (kind, answer["name"], answer["status"]) == ("answer", promise["later"], 200)
    assert json.loads(answer["body"])["response"] == {"a": {"children": "waited"}}


def test_all_begin_though_all_of_them_wait(app: Dash, gates: Gates, stream: Iterator[bytes]) -> None:
    for _ in range(2):  # not known so far, and known to be slow
        promised = ask(app, a="wait", b="wait", c="wait", d="wait")
        assert [status for status, _ in promised] == [202] * 4
        for _ in promised:
            assert gates.reached.acquire(timeout=10)
        gates.open_all()
        names = {promise["later"] for _, promise in promised}
        while names:
            names -= {answer["name"] for _, answer in told(stream)}
        for name in "abcd":
            gates.of(name).clear()


def test_a_page_without_a_stream_gets_all_at_once(app: Dash, gates: Gates) -> None:
    found: list[Any] = []
    asking = threading.Thread(target=lambda: found.extend(ask(app, a="wait", b=1)))
    asking.start()
    assert gates.reached.acquire(timeout=10)
    gates.open_all()
    asking.join(10)
    assert found == ["waited", "b: 1"]


def test_what_one_sets_comes_before_its_answer(app: Dash, stream: Iterator[bytes]) -> None:
    (status, promise), second = ask(app, a="set", b=1)
    assert (status, second) == (202, "b: 1")
    events = told(stream)
    events += told(stream) if len(events) < 2 else []
    assert events[0] == ("props", {"run": 0, "props": {"d": {"title": "set"}}})
    assert events[1][1]["name"] == promise["later"]


def test_an_answer_with_headers_of_its_own_is_fetched_as_it_is(app: Dash, stream: Iterator[bytes]) -> None:
    (status, promise), second = ask(app, a="header", b=1)
    assert (status, second) == (202, "b: 1")
    assert told(stream) == [("answer", {"name": promise["later"]})]
    fetched = app.server.test_client().get(f"/_desktopdash-answer/{PAGE}/{promise['later']}")
    assert (fetched.headers["X-Own"], fetched.json["response"]["a"]["children"]) == ("a", "with a header")


def test_an_unknown_callback_is_the_parts_own_problem(app: Dash, stream: Iterator[bytes]) -> None:
    body = (
        f"{json.dumps([[0, 'gone.x'], [1, 'a.children']])}\n{json.dumps(part('gone', 1))}\n{json.dumps(part('a', 1))}"
    )
    (status, failed), (fine, _) = read(post(app, body))
    assert (status, fine) == (404, 200)
    assert "gone" in failed["error"]["message"]


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/x-www-form-urlencoded", ""])
def test_forms_of_other_sites_are_refused(app: Dash, content_type: str) -> None:
    assert post(app, body_of(a=1), content_type).status_code == 415


def test_names_of_pages_are_checked(app: Dash) -> None:
    assert post(app, body_of(a=1), page="short").status_code == 415


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"[]\n",
        b"{}\n{}",
        b'[[1,"a.x"]]',
        b'[[1,"a.x"]]\n{}\n{}',
        b'[[1,"a.x"],[2,"b.x"]]\n{}',
        b'[["1","a.x"]]\n{}',
        b'[[true,"a.x"]]\n{}',
        b'[[-1,"a.x"]]\n{}',
        b'[[1.5,"a.x"]]\n{}',
        b'[[1e99,"a.x"]]\n{}',
        b"[[1,2]]\n{}",
        b"[[1]]\n{}",
        b"[null]\n{}",
        b'[[1,"a.x"]]'.replace(b"]]", b"]" + b',[1,"a.x"]' * MOST_PARTS + b"]") + b"\n{}" * (MOST_PARTS + 1),
        '[[1,"ü"]]\n{}'.encode("latin-1"),
    ],
)
def test_what_is_no_such_request_is_said(app: Dash, body: bytes) -> None:
    with pytest.raises(RequestError, match="the request is not one for several callbacks: "):
        read_parts(body)
    response = post(app, body)
    assert (response.status_code, response.json["error"]["type"]) == (400, "malformed")


def test_a_part_that_is_no_json_is_the_parts_own_problem(app: Dash, stream: Iterator[bytes]) -> None:
    (status, failed), (fine, _) = read(
        post(app, f'[[0,"a.children"],[1,"b.children"]]\nnonsense\n{json.dumps(part("b", 1))}')
    )
    assert (status, failed["error"]["type"], fine) == (400, "not_json", 200)
