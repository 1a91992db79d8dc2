"""Frames: the large arrays of figures as bytes, and everything else as the JSON that it is without them."""

import base64
import json

import pytest

from desktopdash import Patch, dcc, html
from desktopdash.errors import NotJson
from desktopdash.protocol.codec import encode
from desktopdash.protocol.frame import FRAME_TYPE, JSON_TYPE, LEAST_BYTES, encode_framed

np = pytest.importorskip("numpy")
pd = pytest.importorskip("pandas")
go = pytest.importorskip("plotly.graph_objects")
px = pytest.importorskip("plotly.express")

MANY = LEAST_BYTES // 8


def unpacked(frame):
    """What a page makes of a frame, with the arrays as plotly writes them; and how many there were."""
    length = int.from_bytes(frame[:4], "little")
    head = json.loads(frame[4 : 4 + length])
    end, arrays = 4 + length, {}
    for number, spec in enumerate(head["arrays"]):
        begin = end + -end % 8
        assert frame[end:begin] == bytes(begin - end)
        end = begin + spec["bytes"]
        shape = {"shape": spec["shape"]} if "shape" in spec else {}
        bdata = base64.b64encode(frame[begin:end]).decode()
        arrays[f"{head['mark']}{number}"] = {"dtype": spec["dtype"], "bdata": bdata, **shape}
    assert end == len(frame)
    answer = json.loads(json.dumps(head["answer"]), object_pairs_hook=lambda pairs: {
        name: arrays.get(value, value) if isinstance(value, str) else value for name, value in pairs
    })  # fmt: skip
    return answer, len(arrays)


def of_kind(dtype, count=MANY * 8):
    return (np.arange(count) % 100).astype(dtype)


ARRAYS = {
    **{name: (of_kind(name), 1) for name in ("i1", "u1", "i2", "u2", "i4", "u4", "f4", "f8")},
    "i8 that fits a byte": (of_kind("i8"), 1),
    "i8 that fits two": (of_kind("i8") * 300, 1),
    "i8 that fits four": (of_kind("i8") * 70_000, 1),
    "i8 that fits none": (of_kind("i8") + 2**40, 0),
    "u8 that fits a byte": (of_kind("u8"), 1),
    "u8 that fits none": (of_kind("u8") + np.uint64(2**40), 0),
    "not finite": (np.where(np.arange(MANY) % 2, np.nan, np.inf), 1),
    "big-endian": (of_kind(">f8"), 0),
    "halves": (of_kind("f2"), 0),
    "bools": (of_kind("f8") > 50, 0),
    "dates": (np.arange(MANY).astype("M8[D]"), 0),
    "texts": (np.array(["a", "b"] * MANY), 0),
    "objects": (np.array([1, "a", None] * MANY, dtype=object), 0),
    "2-d": (of_kind("f8", 64 * 1024).reshape(64, 1024), 1),
    "3-d": (of_kind("i2", 64 * 1024).reshape(4, 16, 1024), 1),
    "in Fortran's order": (np.asfortranarray(of_kind("f8", 64 * 1024).reshape(64, 1024)), 1),
    "every other": (of_kind("f8")[::2], 1),
    "a masked one": (np.ma.array(of_kind("f8"), mask=of_kind("f8") > 50), 1),
    "a series": (pd.Series(of_kind("f8")), 1),
    "a list": ([1.5] * MANY, 0),
    "empty": (np.array([]), 0),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_a_figure_is_in_a_frame_what_it_is_as_json(name):
    array, count = ARRAYS[name]
    figure = go.Figure(go.Heatmap(z=array) if getattr(array, "ndim", 1) > 1 else go.Scatter(y=array, x=[1, 2]))
    body, kind = encode_framed({"a": figure, "b": [1, None]})
    if not count:
        assert (body, kind) == (encode({"a": figure, "b": [1, None]}), JSON_TYPE)
        return
    assert kind == FRAME_TYPE
    assert unpacked(body) == (json.loads(encode({"a": figure, "b": [1, None]})), count)


VALUES = {
    "px": lambda: px.scatter(x=of_kind("f8"), y=of_kind("f4"), color=["a", "b"] * (MANY * 4), title="t"),
    "frames": lambda: go.Figure(frames=[go.Frame(data=[go.Scatter(y=of_kind("f8"))], name="one")]),
    "nested": lambda: go.Figure(go.Scatter(marker={"color": of_kind("f8")}, customdata=of_kind("f4").reshape(-1, 2))),
    "keys that plotly leaves": lambda: go.Figure(layout={"meta": {"range": of_kind("f8"), "more": of_kind("f8")}}),
    "in components": lambda: html.Div([dcc.Graph(figure=go.Figure(go.Scatter(y=of_kind("f8"))), id="g"), "text"]),
    "before keys that are numbers": lambda: [go.Figure(go.Scatter(y=of_kind("f8"))), {1: 2}],
    "several": lambda: {"list": [go.Figure(go.Scatter(y=of_kind("f8"))), 1], "one": go.Figure(go.Bar(y=of_kind("i4")))},
    "many that are small": lambda: go.Figure([go.Scatter(y=of_kind("f8", 1024)) for _ in range(9)]),
}


@pytest.mark.parametrize("name", VALUES)
def test_arrays_are_found_wherever_a_figure_stands(name):
    body, kind = encode_framed({"value": VALUES[name]()})
    assert kind == FRAME_TYPE
    assert unpacked(body)[0] == json.loads(encode({"value": VALUES[name]()}))


def test_a_patch_brings_frames_too():
    patch = Patch()
    patch["figure"] = go.Figure(go.Scatter(y=of_kind("f8")))
    body, kind = encode_framed({"data": patch})
    assert kind == FRAME_TYPE
    assert unpacked(body)[0] == json.loads(encode({"data": patch}))


class Own(go.Figure):
    def to_plotly_json(self):
        return {**super().to_plotly_json(), "mine": 1}


PLAIN = {
    "few points": lambda: go.Figure([go.Scatter(x=of_kind("f8", 2000), y=of_kind("f4", 10)), go.Heatmap(z=[[1, 2]])]),
    "few in two dimensions": lambda: go.Figure(go.Heatmap(z=of_kind("f8", 2000).reshape(40, 50))),
    "a figure of an own kind": lambda: Own(go.Scatter(y=of_kind("f8"))),
    "an array": lambda: of_kind("f8"),
    "a trace": lambda: go.Scatter(y=of_kind("f8")),
    "a component": lambda: html.Div("a", id="b"),
    "what orjson cannot write": lambda: [2**70, go.Figure(go.Scatter(y=of_kind("f8")))],
    "texts": lambda: {"mark": "a", "arrays": [], "answer": "0"},
}


@pytest.mark.parametrize("name", PLAIN)
def test_all_else_is_plain_json_byte_for_byte(name):
    assert encode_framed(PLAIN[name]()) == (encode(PLAIN[name]()), JSON_TYPE)


def test_a_figure_stays_as_it_is():
    figure = go.Figure(go.Scatter(y=of_kind("f8"), marker={"color": of_kind("f4")}), layout={"meta": [{"a": 1}]})
    before = encode(figure)
    encode_framed(figure)
    assert encode(figure) == before
    assert isinstance(figure.data[0].y, np.ndarray)


def test_the_mark_is_another_in_each_frame():
    figure = go.Figure(go.Scatter(y=of_kind("f8")))
    assert encode_framed(figure)[0] != encode_framed(figure)[0]


def test_where_plotly_is_not_as_it_is_known_its_own_json_is_taken(monkeypatch):
    figure = go.Figure(go.Scatter(y=of_kind("f8")))
    monkeypatch.delattr("_plotly_utils.utils.is_skipped_key")
    monkeypatch.setattr("plotly.basedatatypes.convert_to_base64", lambda parts: None)
    assert encode_framed(figure) == (encode(figure), JSON_TYPE)


def test_what_is_not_json_is_told_as_ever():
    with pytest.raises(NotJson, match="set"):
        encode_framed({"a": {1, 2}, "b": go.Figure(go.Scatter(y=of_kind("f8")))})
