"""What each kind of value becomes. The texts were written by Dash 4.4.1 with plotly 7.1 for the same values."""

import dataclasses
import datetime as dt
import decimal
import enum
import json
import subprocess
import sys
import uuid
from collections import OrderedDict, namedtuple

import pytest

from desktopdash import html
from desktopdash.errors import NotJson
from desktopdash.protocol.codec import decode, encode, to_plain

Pair = namedtuple("Pair", "a b")


class Number(enum.IntEnum):
    THREE = 3


class Word(enum.Enum):
    X = "x"


class Text(str):
    pass


@dataclasses.dataclass
class Record:
    a: int = 1


PLAIN = {
    "nan": (float("nan"), "null"),
    "infinities": ([float("inf"), -float("inf"), 1.0], "[null,null,1.0]"),
    "date": (dt.date(2020, 1, 1), '"2020-01-01"'),
    "datetime": (dt.datetime(2020, 1, 1, 1, 2, 3), '"2020-01-01T01:02:03"'),
    "microseconds": (dt.datetime(2020, 1, 1, 1, 2, 3, 4), '"2020-01-01T01:02:03.000004"'),
    "zone": (dt.datetime(2020, 1, 1, tzinfo=dt.timezone.utc), '"2020-01-01T00:00:00+00:00"'),
    "time": (dt.time(1, 2), '"01:02:00"'),
    "decimal": (decimal.Decimal("1.50"), "1.5"),
    "tuple": ((1, 2), "[1,2]"),
    "named tuple": (Pair(1, 2), "[1,2]"),
    "int enum": (Number.THREE, "3"),
    "ordered dict": (OrderedDict(a=1), '{"a":1}'),
    "text subclass": (Text("x"), '"x"'),
    "int keys": ({1: 2}, '{"1":2}'),
    "float keys": ({1.5: 2}, '{"1.5":2}'),
    "none key": ({None: 1}, '{"null":1}'),
    "bool key": ({True: 1}, '{"true":1}'),
    "enum key": ({Number.THREE: 1}, '{"3":1}'),
    "huge key": ({2**70: 1}, '{"1180591620717411303424":1}'),
    "huge int": (2**70, "1180591620717411303424"),
    "large int": (2**63, "9223372036854775808"),
    "surrogate": ("\ud800", '"\\ud800"'),
    "component": (
        html.Div("a"),
        '{"props":{"children":"a"},"type":"Div","namespace":"dash_html_components"}',
    ),
    "nan in component": (
        html.Div(float("nan")),
        '{"props":{"children":null},"type":"Div","namespace":"dash_html_components"}',
    ),
}
LENIENT = {  # Dash refuses these, or takes them only where it finds orjson
    "enum": (Word.X, '"x"'),
    "uuid": (uuid.UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
    "date key": ({dt.date(2020, 1, 1): 1}, '{"2020-01-01":1}'),
}
ALL_PLAIN = PLAIN | LENIENT


@pytest.mark.parametrize("name", ALL_PLAIN)
def test_values_of_the_standard_library(name):
    value, text = ALL_PLAIN[name]
    assert json.loads(encode(value)) == json.loads(text)


@pytest.mark.parametrize("name", ALL_PLAIN)
def test_both_ways_write_the_same(name):
    value, text = ALL_PLAIN[name]
    # An integer over 64 bits beside it makes orjson give up.
    assert json.loads(encode([value, 2**70])) == [json.loads(text), 2**70]


REFUSED = {
    "set": ({1}, "set"),
    "frozen set": (frozenset([1]), "frozenset"),
    "bytes": (b"x", "bytes"),
    "generator": ((i for i in [1]), "generator"),
    "range": (range(3), "range"),
    "complex": (1j, "complex"),
    "timedelta": (dt.timedelta(1), "datetime.timedelta"),
    "dataclass": (Record(), "test_codec.Record"),
    "function": (len, "builtin_function_or_method"),
    "class": (int, "type"),
    "object": (object(), "object"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_json_is_named(name):
    value, kind = REFUSED[name]
    with pytest.raises(NotJson, match=f"{kind} is not JSON"):
        encode(value)


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"a": [1, {"b c": {1}}]}, "a[1]['b c']"),
        (html.Div([html.P("x"), html.P(style={"color": {1}})]), "Div.children[1]<P>.style.color"),
        ([(1, 2), (3, {4})], "[1][1]"),
        ({3: object()}, "[3]"),
    ],
)
def test_the_place_inside_the_value_is_told(value, path):
    with pytest.raises(NotJson) as caught:
        encode(value)
    assert caught.value.path == path
    assert f"`{path}`" in str(caught.value)


def test_keys_that_are_not_json_are_told():
    with pytest.raises(NotJson, match="a dict key of type tuple is not JSON"):
        encode({"a": {(1, 2): 3}})


def test_a_value_that_contains_itself_is_refused():
    value = []
    value.append(value)
    with pytest.raises(NotJson, match="nested too deeply"):
        encode(value)


def test_deep_trees_are_written():
    tree = html.Div("end")
    for _ in range(250):
        tree = html.Div(tree)
    assert encode(tree).count(b'"Div"') == 251


def test_an_error_in_a_users_own_conversion_comes_up():
    class Broken:
        def to_plotly_json(self):
            raise RuntimeError("mine")

    with pytest.raises(RuntimeError, match="mine"):
        encode([Broken()])


def test_decode_takes_json_only():
    assert decode(b'{"a": [1, null]}') == {"a": [1, None]}
    for text in (b"", b"NaN", b"{", b"[1,]", b"\xff", b"[" * 5000):
        with pytest.raises(ValueError, match=r"."):
            decode(text)


def test_plain_form_has_text_keys_and_no_foreign_types():
    assert to_plain({1: (Number.THREE, Text("x"), html.Div())}) == {
        "1": [3, "x", {"props": {"children": None}, "type": "Div", "namespace": "dash_html_components"}]
    }


def test_encoding_imports_no_foreign_library():
    code = (
        "import sys; from desktopdash.protocol.codec import encode; encode([1, (2,), {3: 4.5}, object]) if 0 else "
        "encode([1, (2,), {3: 4.5}]); print([m for m in ('numpy', 'pandas', 'plotly', 'PIL') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
