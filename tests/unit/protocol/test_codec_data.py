"""Values of NumPy, pandas and plotly. The texts were written by Dash 4.4.1 with plotly 7.1 for the same values."""

import datetime as dt
import decimal
import json

import pytest

from desktopdash import html
from desktopdash.errors import NotJson
from desktopdash.protocol.codec import encode

np = pytest.importorskip("numpy")
pd = pytest.importorskip("pandas")
go = pytest.importorskip("plotly.graph_objects")


def days(**kwargs):
    return pd.date_range("2020-01-01", periods=2, **kwargs)


VALUES = {
    "floats": (np.array([1.5, np.nan]), "[1.5,null]"),
    "float32s": (np.array([1.1, np.nan], dtype="f4"), "[1.100000023841858,null]"),
    "ints": (np.array([1, 2]), "[1,2]"),
    "bools": (np.array([True]), "[true]"),
    "texts": (np.array(["a"]), '["a"]'),
    "objects": (np.array([1, "a", None, np.nan], dtype=object), '[1,"a",null,null]'),
    "2-d": (np.arange(4).reshape(2, 2), "[[0,1],[2,3]]"),
    "not contiguous": (np.arange(6).reshape(2, 3)[:, ::2], "[[0,2],[3,5]]"),
    "big-endian": (np.array([1, 2], dtype=">i4"), "[1,2]"),
    "dates": (np.array(["2020-01-01", "NaT"], dtype="M8[D]"), '["2020-01-01","NaT"]'),
    "0-d": (np.array(5), "5"),
    "empty": (np.array([]), "[]"),
    "masked": (np.ma.array([1, 2], mask=[0, 1]), "[1,null]"),
    "a float": (np.float64(1.5), "1.5"),
    "a float32": (np.float32(1.1), "1.100000023841858"),
    "an int": (np.int8(3), "3"),
    "a bool": (np.bool_(True), "true"),
    "a nan": (np.float64("nan"), "null"),
    "a date": (np.datetime64("2020-01-01"), '"2020-01-01"'),
    "a text": (np.str_("x"), '"x"'),
    "a text as key": ({np.str_("a"): 1}, '{"a":1}'),
    "series": (pd.Series([1, 2]), "[1,2]"),
    "series with a gap": (pd.Series([1.0, None]), "[1.0,null]"),
    "series of texts": (pd.Series(["a", None]), '["a",null]'),
    "series of dates": (pd.Series(days()), '["2020-01-01T00:00:00","2020-01-02T00:00:00"]'),
    "series with zone": (
        pd.Series(days(tz="UTC")),
        '["2020-01-01T00:00:00+00:00","2020-01-02T00:00:00+00:00"]',
    ),
    "categories": (pd.Series(["a", "b"], dtype="category"), '["a","b"]'),
    "nullable ints": (pd.Series([1, None], dtype="Int64"), "[1,null]"),
    "durations": (pd.Series(pd.to_timedelta([1], unit="s")), '["P0DT0H0M1S"]'),
    "index": (pd.Index([1, 2]), "[1,2]"),
    "date index": (days(), '["2020-01-01T00:00:00","2020-01-02T00:00:00"]'),
    "timestamp": (pd.Timestamp("2020-01-01 10:00"), '"2020-01-01T10:00:00"'),
    "timestamp with zone": (pd.Timestamp("2020-01-01", tz="Europe/Berlin"), '"2020-01-01T00:00:00+01:00"'),
    "NaT": (pd.NaT, "null"),
    "NA": (pd.NA, "null"),
    "duration": (pd.Timedelta(1, "s"), '"P0DT0H0M1S"'),
    "unique": (pd.Series(["a", "b", "a"]).unique(), '["a","b"]'),
    "plain figure": ({"data": [{"x": np.array([1, 2])}]}, '{"data":[{"x":[1,2]}]}'),
    "trace": (go.Scatter(x=np.array([1, 2])), '{"x":[1,2],"type":"scatter"}'),
    "in a component": (
        html.Div(pd.Series([1])),
        '{"props":{"children":[1]},"type":"Div","namespace":"dash_html_components"}',
    ),
}


@pytest.mark.parametrize("name", VALUES)
def test_values(name):
    value, text = VALUES[name]
    assert json.loads(encode(value)) == json.loads(text)


@pytest.mark.parametrize("name", VALUES)
def test_both_ways_write_the_same(name):
    value, text = VALUES[name]
    assert json.loads(encode([value, 2**70])) == [json.loads(text), 2**70]


@pytest.mark.parametrize(
    "value", [pd.DataFrame({"a": [1]}), np.array([1j]), np.array([1], dtype="m8[s]"), {np.int64(1): 1}]
)
def test_refused(value):
    with pytest.raises(NotJson):
        encode(value)


FIGURES = {
    "arrays": (
        go.Scatter(x=np.array([1, 2, 3]), y=np.array([1.5, np.nan, 3])),
        '{"x":{"dtype":"i1","bdata":"AQID"},'
        '"y":{"dtype":"f8","bdata":"AAAAAAAA+D8AAAAAAAD4fwAAAAAAAAhA"},"type":"scatter"}',
    ),
    "dates and texts": (
        go.Scatter(x=pd.Series(days()), y=pd.Series([1, 2]), text=["a", None]),
        '{"text":["a",null],"x":["2020-01-01T00:00:00.000000","2020-01-02T00:00:00.000000"],'
        '"y":{"dtype":"i1","bdata":"AQI="},"type":"scatter"}',
    ),
    "2-d": (
        go.Heatmap(z=np.arange(4).reshape(2, 2)),
        '{"z":{"dtype":"i1","bdata":"AAECAw==","shape":"2, 2"},"type":"heatmap"}',
    ),
    "lists": (
        go.Scatter(x=[dt.date(2020, 1, 1)], y=[decimal.Decimal("1.5")]),
        '{"x":["2020-01-01"],"y":[1.5],"type":"scatter"}',
    ),
    "unsigned": (
        go.Scatter(y=np.array([1, 2], dtype="u8")),
        '{"y":{"dtype":"u1","bdata":"AQI="},"type":"scatter"}',
    ),
}


@pytest.mark.parametrize("name", FIGURES)
def test_figures_carry_arrays_as_base64(name):
    trace, text = FIGURES[name]
    sent = json.loads(encode(go.Figure(trace, layout={"template": "none"})))
    assert sent["data"] == [json.loads(text)]
