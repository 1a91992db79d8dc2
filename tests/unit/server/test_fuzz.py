"""Malformed bodies, made from good ones by a seeded generator: the answer is never a 5xx."""

import json
import random

import pytest

from desktopdash import ALL, Dash, Input, Output, State, html, no_update

from ..apps import client_of, request

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
GOOD = [
    request(),
    {
        "output": '..{"t":["ALL"]}.a...o.b..',
        "outputs": [[{"id": {"t": 1}, "property": "a"}], {"id": "o", "property": "b"}],
        "inputs": [[{"id": {"t": 1}, "property": "v", "value": 1}]],
        "state": [{"id": "i", "property": "value", "value": 3}],
        "changedPropIds": ['{"t":1}.v'],
    },
]


def places(value, here=()):
    """Return the paths of every part of a value."""
    found = [here]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        found += places(part, (*here, key))
    return found


def mutated(rng, value):
    body = json.loads(json.dumps(value))
    for _ in range(rng.randint(1, 4)):
        path = rng.choice(places(body))
        if not path:
            body = rng.choice([body, rng.choice(PIECES)])
            continue
        parent = body
        for key in path[:-1]:
            parent = parent[key]
        change = rng.random()
        if change < 0.25:
            del parent[path[-1]]
        elif change < 0.4 and isinstance(parent, list):
            parent.insert(path[-1], rng.choice(PIECES))
        else:
            parent[path[-1]] = rng.choice(PIECES)
    return body


def broken_text(rng, text):
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(rng.randint(1, 6)):
        place = rng.randrange(len(data) + 1)
        data[place : place + rng.randint(0, 3)] = rng.randbytes(rng.randint(0, 3))
    return bytes(data)


@pytest.fixture(scope="module")
def client():
    # The functions take any value: what they would raise is their own affair, and a 500 with reason.
    app = Dash("unit.fuzz")
    app.layout = html.Div()
    app.callback(Output("o", "children"), Input("i", "value"))(lambda value: [value])
    patterns = (Output({"t": ALL}, "a"), Output("o", "b"), Input({"t": ALL}, "v"), State("i", "value"))
    app.callback(*patterns)(lambda rows, value: (no_update, value))
    return client_of(app)


def test_good_bodies_are_answered(client):
    assert [client.post("/_dash-update-component", json=body).status_code for body in GOOD] == [200, 200]


@pytest.mark.parametrize("seed", range(4))
def test_bad_bodies_are_never_an_error_of_the_server(client, seed):
    rng = random.Random(seed)
    seen = set()
    for number in range(1000):
        text = json.dumps(mutated(rng, rng.choice(GOOD)))
        data = broken_text(rng, text) if number % 4 == 0 else text.encode()
        answer = client.post("/_dash-update-component", data=data, content_type="application/json")
        seen.add(answer.status_code)
        assert answer.status_code < 500, (data, answer.text)
        if answer.status_code >= 400:
            assert answer.json["error"]["message"]
    assert {200, 400, 404} <= seen
