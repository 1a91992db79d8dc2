import pytest

from desktopdash.model.grouping import flatten_grouping, map_grouping, match_grouping, restore_grouping

SHAPE = ("w", {"a": "x", "b": ["y", ("z",)]})


def test_flatten_goes_from_left_to_right():
    assert flatten_grouping(SHAPE) == ["w", "x", "y", "z"]
    assert flatten_grouping("x") == ["x"]
    assert flatten_grouping([]) == []


def test_restore_puts_leaves_back():
    assert restore_grouping([1, 2, 3, 4], SHAPE) == [1, {"a": 2, "b": [3, [4]]}]
    assert restore_grouping([1], "x") == 1


def test_map_keeps_the_shape():
    assert map_grouping(str.upper, SHAPE) == ["W", {"a": "X", "b": ["Y", ["Z"]]}]


def test_match_lets_leaves_be_anything():
    value = [[1, 2], {"b": (None, [{"q": 1}]), "a": "text"}]
    found = list(match_grouping(value, SHAPE))
    assert found == [
        ("[0]", [1, 2]),
        ("[1]['a']", "text"),
        ("[1]['b'][0]", None),
        ("[1]['b'][1][0]", {"q": 1}),
    ]


@pytest.mark.parametrize(
    ("value", "shape", "message"),
    [
        ((1, 2, 3), ["a", "b"], "the returned value has 3 values; expected 2"),
        ("xy", ["a", "b"], "the returned value is str 'xy'; expected a list or tuple of 2"),
        (None, {"a": "x"}, "the returned value is NoneType None; expected a dict with the keys 'a'"),
        ({"b": 1}, {"a": "x"}, "the returned value has the keys 'b'; expected 'a'"),
        ((1, (2, 3)), ["a", ["b"]], r"the part \[1\] of the returned value has 2 values; expected 1"),
    ],
)
def test_match_says_what_does_not_fit(value, shape, message):
    with pytest.raises(ValueError, match=message):
        list(match_grouping(value, shape))
