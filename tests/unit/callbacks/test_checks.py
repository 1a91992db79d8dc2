"""What is refused of callbacks, one by one and together, and how it is said."""

import warnings

import pytest

from desktopdash import ALL, ALLSMALLER, MATCH, Input, Output, State
from desktopdash.callbacks.registry import CallbackRegistry
from desktopdash.errors import DuplicateCallback, IncorrectTypeException, InvalidComponentIdError

I = Input("i", "value")  # noqa: E741


@pytest.fixture
def registry():
    return CallbackRegistry()


def add(registry, *args, name="function", **kwargs):
    def function(*_):
        return None

    function.__qualname__ = name
    registry.callback(*args, **kwargs)(function)


def test_outputs_of_two_callbacks_are_refused_together(registry):
    add(registry, Output("a", "c"), I, name="first")
    add(registry, [Output("a", "c"), Output("b", "c")], Input("j", "v"), name="second")
    add(registry, Output("x", "c"), Output("x", "c"), I, name="twice")
    with pytest.raises(DuplicateCallback) as caught:
        registry.check()
    message = str(caught.value)
    assert message.count("`a.c`") == 1
    assert "`a.c`: first (" in message
    assert ") and second (" in message
    assert "`x.c`: twice (" in message
    assert "`b.c`" not in message
    assert "allow_duplicate=True" in message


def test_a_later_duplicate_that_is_allowed_passes(registry):
    add(registry, Output("a", "c"), I)
    add(registry, Output("a", "c", allow_duplicate=True), I, prevent_initial_call=True)
    assert registry.check() == []


OVERLAPS = [
    ({"k": 1}, {"k": ALL}, True),
    ({"k": MATCH}, {"k": ALL}, True),
    ({"k": MATCH}, {"k": 1}, True),
    ({"k": 1}, {"k": 2}, False),
    ({"k": 1, "t": "a"}, {"k": ALL, "t": "b"}, False),
    ({"k": 1, "t": ALL}, {"k": ALL, "t": "b"}, True),
    ({"k": 1}, {"j": ALL}, False),
    ({"k": 1}, {"k": 1, "j": ALL}, False),
    ("k", {"k": ALL}, False),
]


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(("one", "other", "refused"), OVERLAPS)
def test_patterns_that_can_write_the_same_prop_are_refused(registry, one, other, refused, swapped):
    for id_ in (other, one) if swapped else (one, other):
        matching = isinstance(id_, dict) and MATCH in id_.values()
        add(registry, Output(id_, "c"), Input({"k": MATCH} if matching else "i", "v"))
        add(registry, Output(id_, "another"), Input({"k": MATCH} if matching else "i", "v"))
    if not refused:
        assert registry.check() == []
        return
    with pytest.raises(DuplicateCallback, match=r"` and `.*\.c`") as caught:
        registry.check()
    assert "function (" in str(caught.value)


def test_a_callback_after_the_check_is_told_and_checked(registry):
    add(registry, Output("a", "c"), I)
    registry.check()
    with pytest.warns(UserWarning, match=r"Callback late \(.*declare it before the app is run") as caught:
        add(registry, Output("b", "c"), I, name="late")
    assert caught[0].filename == __file__
    with pytest.raises(DuplicateCallback, match=r"`a\.c`"):
        add(registry, Output("a", "c"), I)
    assert [spec.name for spec in registry] == ["a.c", "b.c"]


def circles(registry, *pairs):
    for number, (output, reads) in enumerate(pairs):
        add(registry, output, *reads, name=f"f{number}")
    return registry.check()


def test_a_circle_over_two_callbacks_is_told(registry):
    (told,) = circles(
        registry,
        (Output("b", "value"), [Input("a", "value")]),
        (Output("a", "value"), [Input("b", "value")]),
        (Output("o", "value"), [Input("b", "value")]),
    )
    assert "f0 (" in told
    assert "writes `b.value`, which f1 (" in told
    assert "f2" not in told
    assert "as State" in told


def test_each_circle_is_told_once(registry):
    told = circles(
        registry,
        (Output("b", "v"), [Input("a", "v")]),
        (Output("c", "v"), [Input("b", "v")]),
        (Output("a", "v"), [Input("c", "v")]),
        (Output("y", "v"), [Input("x", "v"), Input("a", "v")]),
        (Output("x", "v"), [Input("y", "v")]),
    )
    assert len(told) == 2
    assert all(f"f{number} (" in told[0] for number in (0, 1, 2))
    assert "f3 (" in told[1]
    assert "f4 (" in told[1]


@pytest.mark.parametrize(
    "pairs",
    [
        [(Output("a", "v"), [Input("a", "v")])],
        [(Output({"k": 1}, "v"), [Input({"k": ALL}, "v")])],
        [(Output("b", "v"), [Input("a", "v")]), (Output("a", "v"), [I, State("b", "v")])],
        [(Output("b", "v"), [Input("a", "v")]), (Output("a", "other"), [Input("b", "v")])],
        [
            (Output({"t": "x", "i": MATCH}, "v"), [Input({"t": "y", "i": ALLSMALLER}, "v")]),
            (Output({"t": "y", "i": MATCH}, "v"), [Input({"t": "x", "i": MATCH}, "v")]),
        ],
    ],
    ids=["in one callback", "in one callback, by a pattern", "State", "another prop", "a chain down a list"],
)
def test_what_is_no_circle(registry, pairs):
    assert circles(registry, *pairs) == []


def test_a_circle_by_patterns_is_told(registry):
    (told,) = circles(
        registry,
        (Output({"t": "x", "i": MATCH}, "v"), [Input({"t": "y", "i": MATCH}, "v")]),
        (Output({"t": "y", "i": ALL}, "v"), [Input({"t": "x", "i": ALL}, "v")]),
    )
    assert '{"i":["MATCH"],"t":"y"}.v' in told


def test_many_callbacks_are_checked_in_a_line(registry):
    for number in range(1500):
        add(registry, Output(f"n{number + 1}", "v"), Input(f"n{number}", "v"))
    assert registry.check() == []


WILD = {
    "ALLSMALLER in an output": ((Output({"a": ALLSMALLER}, "c"), I), "takes MATCH and ALL only"),
    "outputs that differ": (
        (Output({"a": MATCH}, "c"), Output({"a": ALL}, "d"), Input({"a": MATCH}, "c")),
        "different keys",
    ),
    "MATCH under another key": ((Output({"a": MATCH}, "c"), Input({"b": MATCH}, "c")), r"Input `.*under `b`.*`\{\"a"),
    "MATCH under a key more": (
        (Output({"a": MATCH}, "c"), Input({"a": MATCH, "b": MATCH}, "c")),
        "under `b`; expected output",
    ),
    "ALLSMALLER without MATCH": ((Output("o", "c"), Input({"a": ALLSMALLER}, "c")), "under `a`; expected an Input"),
    "ALLSMALLER in a State": (
        (Output({"a": MATCH}, "c"), I, State({"b": ALLSMALLER}, "c")),
        "State .*under `b`; expected output",
    ),
    "MATCH in a State alone": ((Output("o", "c"), I, State({"a": MATCH}, "c")), "State .*under `a`; expected an Input"),
}


@pytest.mark.parametrize("name", WILD)
def test_wildcards_that_cannot_be_filled_in(registry, name):
    args, message = WILD[name]
    with pytest.raises(IncorrectTypeException, match=message) as caught:
        add(registry, *args)
    assert str(caught.value).startswith("function (")


@pytest.mark.parametrize(
    "args",
    [
        (Output("x", "c"), Input({"b": MATCH}, "c")),
        (Output("x", "c"), Input({"b": MATCH}, "c"), State({"b": ALLSMALLER}, "c")),
        (Output({"a": ALL}, "c"), Input({"b": MATCH}, "c")),
        (Output({"a": MATCH}, "c"), I),
        (Output({"a": MATCH}, "c"), I, State({"a": MATCH}, "c")),
        (Output({"a": MATCH, "b": MATCH}, "c"), Input({"a": MATCH}, "c")),
        (Output({"a": MATCH}, "c"), Output({"a": MATCH, "b": ALL}, "d"), Input({"a": ALLSMALLER}, "c")),
        (Input({"b": MATCH}, "c"),),
    ],
)
def test_wildcards_that_are_filled_in(registry, args):
    add(registry, *args)
    assert registry.check() == []


def test_a_callback_that_nothing_would_call_is_refused(registry):
    with pytest.raises(IncorrectTypeException, match=r"^function \(.*has no Input and prevent_initial_call=True"):
        add(registry, Output("a", "c"), State("s", "v"), prevent_initial_call=True)
    add(registry, Output("a", "c"), State("s", "v"))
    add(registry)


@pytest.mark.parametrize("id_", ["a.b", "{a", "a{b", "."])
def test_ids_with_dots_and_braces_are_refused(id_):
    with pytest.raises(InvalidComponentIdError, match="may contain neither"):
        Input(id_, "v")


@pytest.mark.parametrize("prop", ["", "a.b", 3, None])
def test_props_that_are_none_are_refused(prop):
    with pytest.raises(IncorrectTypeException, match="expected the name of a prop"):
        Output("a", prop)


@pytest.mark.parametrize("endpoint", ["", "/", 3, b"x"])
def test_endpoints_that_are_no_path_are_refused(registry, endpoint):
    with pytest.raises(IncorrectTypeException, match="expected a path"):
        add(registry, Output("a", "c"), I, api_endpoint=endpoint)


def test_an_endpoint_of_a_function_in_the_page_is_refused(registry):
    with pytest.raises(IncorrectTypeException, match="runs in the page"):
        registry.clientside_callback("() => 1", Output("a", "c"), I, api_endpoint="/x")


def test_nothing_is_told_of_what_is_in_order(registry):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        add(registry, Output("a", "c"), I)
        assert registry.check() == []
