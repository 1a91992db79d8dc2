import pytest

from desktopdash.errors import IncorrectTypeException, InvalidComponentIdError
from desktopdash.model.ids import (
    ALL,
    ALLSMALLER,
    MATCH,
    check_id,
    has_wildcard,
    is_pattern,
    match_keys,
    parse_id,
    split_prop_id,
    stringify_id,
)


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("a", "a"),
        ("", ""),
        ({"b": 1, "a": "x"}, '{"a":"x","b":1}'),
        ({"i": ALL}, '{"i":["ALL"]}'),
        ({"i": MATCH, "k": ALLSMALLER}, '{"i":["MATCH"],"k":["ALLSMALLER"]}'),
        ({"i": True, "j": 1.5}, '{"i":true,"j":1.5}'),
        ({"ü": "é"}, '{"\\u00fc":"\\u00e9"}'),
    ],
)
def test_canonical_text(id_, text):
    assert stringify_id(id_) == text


def test_numpy_numbers_are_parts_of_ids():
    numpy = pytest.importorskip("numpy")
    assert stringify_id({"i": numpy.int64(3)}) == '{"i":3}'


def test_parse_reverses_stringify():
    for id_ in ("a", {"a": "x", "b": 1}):
        assert parse_id(stringify_id(id_)) == id_


@pytest.mark.parametrize("text", ["{", "{1}", "{a:1}"])
def test_parse_refuses_half_a_dict(text):
    with pytest.raises(ValueError, match=r"."):
        parse_id(text)


def test_split_prop_id_at_the_last_dot():
    assert split_prop_id('{"a":"x.y"}.value') == ({"a": "x.y"}, "value")
    assert split_prop_id("a.b") == ("a", "b")
    with pytest.raises(ValueError, match="no dot"):
        split_prop_id("ab")


@pytest.mark.parametrize("id_", ["a.b", "{a", "a{", "x.{"])
def test_string_ids_hold_no_dots_and_braces(id_):
    with pytest.raises(InvalidComponentIdError, match="may contain neither"):
        check_id(id_)


@pytest.mark.parametrize("id_", [1, None, ["a"], {1: 2}, {"": 1}, {"a": None}, {"a": [1]}])
def test_ids_of_wrong_types_are_refused(id_):
    with pytest.raises(IncorrectTypeException):
        check_id(id_)


@pytest.mark.parametrize("id_", ["a", "a}b", {"a": 1}, {"a": True}, {"a": ALL}, {}])
def test_ids_of_right_types_pass(id_):
    check_id(id_)


def test_wildcards_are_found():
    id_ = {"a": MATCH, "b": 1, "c": ALL}
    assert is_pattern(id_)
    assert not is_pattern({"a": 1})
    assert has_wildcard(id_, ALL)
    assert not has_wildcard(id_, ALLSMALLER)
    assert match_keys(id_) == {"a"}
    assert match_keys("a") == set()
    assert repr(ALL) == "<ALL>"
