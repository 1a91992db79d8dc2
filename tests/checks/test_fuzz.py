"""Malformed requests, 20,000 of them, made from good ones by a seeded generator: the answer is never a 5xx."""

import copy
import json
import random

import pytest

from desktopdash import ALL, ALLSMALLER, MATCH, Dash, Input, Output, State, ctx, html, no_update, set_props
from desktopdash.callbacks.context import CallbackContext
from tests.unit.apps import client_of, request

PIECES = [
    None,
    True,
    0,
    -1,
    2**70,
    1.5,
    "",
    "i",
    "o.children",
    "..o.a...o.b..",
    "{",
    '{"t":1}.v',
    ".",
    [],
    {},
    [[]],
    [{}],
    {"id": "i", "property": "value"},
    {"id": {"t": 1}, "property": "v", "value": 1},
    {"id": {"t": ["ALL"]}, "property": "v"},
    {"id": None, "property": None},
    "\ud800",
    "x" * 5000,
]
REF = {"id": "o", "property": "b"}
GOOD = [
    request(),
    {
        "output": '..{"t":["ALL"]}.a...o.b..',
        "outputs": [[{"id": {"t": 1}, "property": "a"}], REF],
        "inputs": [[{"id": {"t": 1}, "property": "v", "value": 1}]],
        "state": [{"id": "i", "property": "value", "value": 3}],
        "changedPropIds": ['{"t":1}.v'],
    },
    {
        "output": '{"m":["MATCH"]}.a',
        "outputs": {"id": {"m": 2}, "property": "a"},
        "inputs": [
            {"id": {"m": 2}, "property": "v", "value": 1},
            [{"id": {"m": 1}, "property": "w", "value": [1, {}]}],
        ],
        "changedPropIds": ['{"m":2}.v'],
    },
    {
        "output": "..x.a...x.b...x.c..",
        "outputs": [{"id": "x", "property": prop} for prop in "abc"],
        "inputs": [{"id": "i", "property": prop, "value": prop} for prop in "pqr"],
        "state": [{"id": "i", "property": "s", "value": {"deep": [[None]]}}],
        "changedPropIds": ["i.p", "i.r"],
    },
    {"output": "late.a", "outputs": {"id": "late", "property": "a"}, "inputs": [{"id": "i", "property": "value"}]},
    {"output": "alone.a", "outputs": {"id": "alone", "property": "a"}, "inputs": [], "changedPropIds": []},
]


def places(value, here=()):
    """Return the paths of every part of a value."""
    found = [here]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        found += places(part, (*here, key))
    return found


def piece(rng):
    return copy.deepcopy(rng.choice(PIECES))


def mutated(rng, value):
    body = json.loads(json.dumps(value))
    for _ in range(rng.randint(0, 4)):
        path = rng.choice(places(body))
        if not path:
            body = rng.choice([body, piece(rng)])
            continue
        parent = body
        for key in path[:-1]:
            parent = parent[key]
        change = rng.random()
        if change < 0.25:
            del parent[path[-1]]
        elif change < 0.4 and isinstance(parent, list):
            parent.insert(path[-1], piece(rng))
        else:
            parent[path[-1]] = piece(rng)
    return body


def broken_text(rng, text):
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(rng.randint(1, 6)):
        place = rng.randrange(len(data) + 1)
        data[place : place + rng.randint(0, 3)] = rng.randbytes(rng.randint(0, 3))
    return bytes(data)


ATTRIBUTES = [name for name, kind in vars(CallbackContext).items() if isinstance(kind, property)]


def read_context():
    """Everything that a callback may ask of its call is an answer, whatever the request was."""
    for name in ATTRIBUTES:
        assert name == "response" or repr(getattr(ctx, name)) is not None


@pytest.fixture(scope="module")
def app():
    # The functions take any value: what they would raise is their own affair, and a 500 with reason.
    app = Dash("unit.fuzz")
    app.layout = html.Div()
    reads = {"one": [Input("i", "p"), Input("i", "q")], "two": (Input("i", "r"), State("i", "s"))}

    def add(*dependencies, **more):
        def declare(function):
            def call(*args, **kwargs):
                read_context()
                return function(*args, **kwargs)

            app.callback(*dependencies, **more)(call)

        return declare

    add(Output("o", "children"), Input("i", "value"))(lambda value: [value])
    add(Output({"t": ALL}, "a"), Output("o", "b"), Input({"t": ALL}, "v"), State("i", "value"))(
        lambda rows, value: (no_update, value)
    )
    add(Output({"m": MATCH}, "a"), Input({"m": MATCH}, "v"), Input({"m": ALLSMALLER}, "w"))(
        lambda one, many: [one, many]
    )
    outputs = {"u": Output("x", "a"), "v": [Output("x", "b"), Output("x", "c")]}
    add(output=outputs, inputs=reads)(lambda one, two: {"u": one, "v": [two, no_update]})

    def answer_late(value):
        set_props("o", {"b": value})
        return value

    add(Output("late", "a"), Input("i", "value"))(answer_late)
    add(Output("alone", "a"))(lambda: None)
    app.streams.open(PAGE)
    return app


PAGE = "0123456789abcdef-page"
PAGES = [None, PAGE, PAGE, PAGE, "", "short", "x" * 100, "\u00e9" * 20]
RUNS = [None, "1", "", "-1", "nan", "9" * 40, "\u00b2"]
TYPES = ["application/json"] * 20 + [
    "application/json; charset=latin-1",
    "text/plain",
    "application/x-www-form-urlencoded",
    "",
]


def headers(rng):
    """Headers as a page would send them, and as nobody would."""
    chosen = {
        "X-Desktopdash-Page": rng.choice(PAGES),
        "X-Desktopdash-Run": rng.choice(RUNS),
        "Cookie": rng.choice([None, 'a="', "=;;"]),
    }
    return {name: value for name, value in chosen.items() if value is not None}


def test_good_bodies_are_answered(app):
    client = client_of(app)
    assert [client.post("/_dash-update-component", json=body).status_code for body in GOOD] == [200] * len(GOOD)


@pytest.mark.parametrize("seed", range(20))
def test_bad_bodies_are_never_an_error_of_the_server(app, seed):
    rng, client = random.Random(seed), client_of(app)
    seen = set()
    for number in range(1000):
        text = json.dumps(mutated(rng, rng.choice(GOOD)))
        data = broken_text(rng, text) if number % 4 == 0 else text.encode()
        answer = client.post("/_dash-update-component", data=data, content_type=rng.choice(TYPES), headers=headers(rng))
        seen.add(answer.status_code)
        assert 200 <= answer.status_code < 500, (data, answer.text)
        if answer.status_code >= 400:
            assert answer.json["error"]["message"]
    assert {200, 202, 400, 404, 415} <= seen
