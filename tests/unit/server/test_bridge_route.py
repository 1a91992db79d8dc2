"""What pages without a shell beside them say: calls, answers, clicks."""

import json

import pytest

from desktopdash.desktop.calls import calling_page
from desktopdash.errors import DesktopError
from desktopdash.server import bridge

from ..apps import client_of, make_app
from ..desktop.support import OTHER, PAGE, WAIT_S, Kept, quietly

PLACE = "/_desktopdash-bridge/"


@pytest.fixture
def app():
    made = make_app()
    made.expose(lambda first, second=0: [first, second], name="pair")
    made.expose(lambda: calling_page(), name="who")
    made.expose(lambda: 1 / 0, name="fail")
    return made


def say(app, body, page=PAGE):
    return client_of(app).post(PLACE + page, json=body)


def call(number, name, *args):
    return {"id": number, "name": name, "args": list(args)}


def listen(app, page=PAGE):
    app.enable_push()
    listening = app.streams.open(page).listen()
    next(listening)
    return listening


def events(listening, count):
    """Return what a page is told next: so many (kind, data)."""
    found = []
    while len(found) < count:
        for event in next(listening).decode().strip().split("\n\n"):
            _, kind, data = event.splitlines()
            found.append((kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


# Calls.


def test_without_a_stream_the_answers_come_with_the_request_in_the_order_of_the_calls(app):
    sent = [call(number, "pair", number, "ü") for number in range(200)]
    answer = say(app, {"calls": sent})
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert answer.json == {"answers": [{"id": number, "value": [number, "ü"]} for number in range(200)]}


def test_each_call_has_its_own_answer_or_error(app):
    answers = say(app, {"calls": [call(7, "pair"), call(5, "pair", 1), call(6, "none"), call(9, "fail")]}).json[
        "answers"
    ]
    assert [answer["id"] for answer in answers] == [7, 5, 6, 9]
    assert answers[1] == {"id": 5, "value": [1, 0]}
    assert [answer["error"]["code"] for answer in answers if "error" in answer] == ["invalid", "unknown", "failed"]


def test_a_call_knows_its_page(app):
    assert [say(app, {"calls": [call(1, "who")]}, page).json["answers"][0]["value"] for page in (PAGE, OTHER)] == [
        PAGE,
        OTHER,
    ]


def test_with_a_stream_the_answers_come_by_it(app):
    listening = listen(app)
    answer = say(app, {"calls": [call(1, "pair", 1), call(2, "none")]})
    assert (answer.status_code, answer.data) == (204, b"")
    (first_kind, first), (second_kind, second) = events(listening, 2)
    assert (first_kind, first) == ("bridge", {"id": 1, "value": [1, 0]})
    assert (second_kind, second["id"], second["error"]["code"]) == ("bridge", 2, "unknown")


def test_the_stream_of_another_page_is_told_nothing(app):
    listening = listen(app, OTHER)
    assert say(app, {"calls": [call(1, "pair", 1)]}).json == {"answers": [{"id": 1, "value": [1, 0]}]}
    app.streams.find(OTHER).send("last", "1")
    assert events(listening, 1) == [("last", 1)]


def test_a_call_that_takes_too_long_leaves_the_others_their_answers(app, monkeypatch):
    monkeypatch.setattr(bridge, "_PATIENCE_S", 0.05)
    go, kept = Kept(), Kept()

    def slow():
        go.one()
        kept("done")

    app.expose(slow, parallel=True)
    answer = say(app, {"calls": [call(1, "slow"), call(2, "pair", 1)]})
    assert answer.json == {"answers": [{"id": 2, "value": [1, 0]}]}
    go("now")
    assert kept.one() == ("done",), "what was begun is run to its end"


@pytest.mark.parametrize("body", [{}, {"calls": []}, {"calls": [], "returned": [], "happened": []}, {"more": 1}])
def test_nothing_said_is_nothing_answered(app, body):
    assert say(app, body).json == {"answers": []}


# What is malformed.


@pytest.mark.parametrize(
    "body",
    [
        *([], 1, "calls", True),
        *({"calls": value} for value in (None, {}, "x", 1, [1], [None], [[]], ["x"])),
        *({"returned": value} for value in (None, {}, [1], [[]])),
        *({"happened": value} for value in (None, {}, [1], [[]])),
        *({"calls": [{**call(1, "pair", 1), "id": number}]} for number in ("1", None, 1.5, True, [], 2**70)),
        *({"calls": [{**call(1, "pair", 1), "name": name}]} for name in (None, 1, [], {})),
        *({"calls": [{**call(1, "pair", 1), "args": args}]} for args in (None, {}, "ab", 1)),
        *({"calls": [{"id": 1}]}, {"calls": [{}]}),
        *({"returned": [{"id": number, "value": 1}]} for number in ("1", None, 1.5, True, [], 2**70)),
        *({"returned": [{"id": 1, "error": error}]} for error in ("no", 1, [], {}, {"code": "x"}, {"code": 1, "message": "x"},
                                                                   {"code": "x", "message": None})),
        *({"happened": [{"event": event, "detail": {"note": "n"}}]} for event in (None, "focus", "theme", "", 1, [])),
        *({"happened": [{"event": "note", "detail": detail}]} for detail in (None, [], "n", {}, {"note": 1}, {"note": None})),
    ],
    ids=lambda body: json.dumps(body)[:60],
)  # fmt: skip
def test_what_is_malformed_is_refused_and_nothing_of_it_called(app, body):
    called = Kept()
    app.expose(called, name="pair2")
    if isinstance(body, dict) and isinstance(body.get("calls"), list):
        body = {**body, "calls": [call(0, "pair2"), *body["calls"]]}
    answer = say(app, body)
    assert answer.status_code == 400
    assert answer.json["error"]["type"] == "malformed"
    assert called.all == []


def test_more_than_can_be_said_at_once_is_refused(app, monkeypatch):
    monkeypatch.setattr(bridge, "MOST_AT_ONCE", 3)
    assert say(app, {"calls": [call(n, "pair", n) for n in range(3)]}).status_code == 200
    assert say(app, {"calls": [call(n, "pair", n) for n in range(4)]}).status_code == 400


@pytest.mark.parametrize(
    "page", ["short", "x" * 65, "0123456789abcdef_page", "0123456789abcdef%0a", "constructor", "__proto__"]
)
def test_a_page_has_an_id(app, page):
    answer = say(app, {"calls": [call(1, "pair", 1)]}, page)
    assert answer.status_code in (400, 404)


@pytest.mark.parametrize(
    ("send", "status"),
    [
        ({"data": "{", "content_type": "application/json"}, 400),
        ({"data": "{}", "content_type": "text/plain"}, 415),
        ({"data": b"\xff", "content_type": "application/json"}, 400),
        ({"data": b"null", "content_type": "application/json"}, 400),
        ({}, 415),
    ],
)
def test_what_is_not_json_is_refused(app, send, status):
    assert client_of(app).post(PLACE + PAGE, **send).status_code == status


def test_only_posts_are_taken(app):
    assert client_of(app).get(PLACE + PAGE).status_code == 405


@pytest.mark.parametrize("name", ["__class__", "__proto__", "constructor", "toString", "pair.__call__", ""])
def test_names_of_every_object_are_no_functions(app, name):
    (answer,) = say(app, {"calls": [call(1, name)]}).json["answers"]
    assert answer["error"]["code"] == "unknown"


# Answers of the page.


@pytest.fixture
def asked(app):
    """A question to the page: its number, and what becomes of it."""
    came = Kept()

    def ask():
        try:
            came(app.desktop.call_clientside("n.f", 1, timeout=WAIT_S, page=PAGE))
        except DesktopError as error:
            came(error)

    listening = listen(app)
    quietly(ask)
    ((kind, question),) = events(listening, 1)
    assert kind == "call"
    yield question["id"], came
    app.end_service()


@pytest.mark.parametrize("value", [None, 1, "ü", [1, {"a": None}], {"__proto__": 1}])
def test_a_page_answers_what_it_was_asked(app, asked, value):
    number, came = asked
    assert say(app, {"returned": [{"id": number, "value": value}]}).status_code == 204
    assert came.one() == (value,)


def test_nothing_is_an_answer(app, asked):
    number, came = asked
    say(app, {"returned": [{"id": number}]})
    assert came.one() == (None,)


def test_a_page_answers_with_an_error(app, asked):
    number, came = asked
    error = {"code": "failed", "message": "TypeError: no", "stack": "more"}
    say(app, {"returned": [{"id": number, "value": 1, "error": error}]})
    (found,) = came.one()
    assert (found.code, str(found)) == ("failed", "TypeError: no")


def test_another_page_answers_nothing_whatever_number_it_guesses(app, asked):
    number, came = asked
    guesses = [{"id": guess, "value": "forged"} for guess in range(-5, number + 100)]
    assert say(app, {"returned": guesses}, OTHER).status_code == 200
    assert say(app, {"returned": [{"id": number, "error": {"code": "x", "message": "y"}}]}, OTHER).status_code == 200
    say(app, {"returned": [{"id": guess, "value": "wrong"} for guess in (number + 1, 0, -number, 2**60)]})
    assert came.all == []
    say(app, {"returned": [{"id": number, "value": "own"}, {"id": number, "value": "again"}]})
    assert came.one() == ("own",)


def test_a_page_that_leaves_ends_what_it_was_asked(app, asked):
    _, came = asked
    client_of(app).post(f"/_desktopdash-leave/{PAGE}")
    assert came.one()[0].code == "gone"


def test_answers_and_calls_go_together(app, asked):
    number, came = asked
    assert say(app, {"returned": [{"id": number, "value": 2}], "calls": [call(1, "pair", 1)]}).status_code == 204
    assert came.one() == (2,)


# Notifications.


def test_a_click_is_told_to_the_app(app):
    heard = Kept()
    app.link.watch_note("n", heard)
    details = [{"note": "n", "how": "clicked", "action": "open"}, {"note": "n"}, {"note": "other", "how": "clicked"}]
    say(app, {"happened": [{"event": "note", "detail": detail} for detail in details]})
    assert heard.wait_for(2) == [("open",), (None,)]
    say(app, {"happened": [{"event": "note", "detail": {"note": "n", "how": "closed"}}]})
    say(app, {"happened": [{"event": "note", "detail": {"note": "n", "how": "clicked"}}]})
    app.link.watch_note("last", heard)
    say(app, {"happened": [{"event": "note", "detail": {"note": "last", "how": "clicked"}}]})
    assert heard.wait_for(3) == [("open",), (None,), (None,)]


@pytest.mark.parametrize(
    "more", [{"action": 1}, {"action": ["open"]}, {"action": {}}, {"how": 1}, {"how": None}, {"how": []}]
)
def test_a_click_of_another_shape_is_refused(app, more):
    happened = [{"event": "note", "detail": {"note": "n", **more}}]
    assert say(app, {"happened": happened}).status_code == 400


@pytest.mark.parametrize("wrong", [{"returned": [{"id": "x"}]}, {"happened": [{"event": "focus"}]}], ids=json.dumps)
def test_where_a_part_is_malformed_nothing_is_taken(app, asked, wrong):
    number, came = asked
    heard = Kept()
    app.link.watch_note("n", heard)
    said = {"returned": [{"id": number, "value": 1}], "happened": [{"event": "note", "detail": {"note": "n"}}]}
    both = {name: [*said.get(name, []), *wrong.get(name, [])] for name in ("returned", "happened")}
    assert say(app, both).status_code == 400
    assert say(app, {"returned": [{"id": number, "value": 2}]}).status_code == 204
    assert came.one() == (2,)
    app.link.watch_note("last", came)
    say(app, {"happened": [{"event": "note", "detail": {"note": "last"}}]})
    came.wait_for(2)
    assert heard.all == []
